import type { Config } from '../../src/config/schema.js';
import { required, type Step } from '../../src/step.js';
import type { SecurityGroup } from '../ec2/security-group/resource.js';
import type { TaskDefinition } from '../ecs/task-definition/resource.js';
import type { LogGroup } from '../logs/log-group/resource.js';
import type { CloudMapService } from '../servicediscovery/cloud-map-service/resource.js';
import type { SubnetTier } from './network-parts.js';

/** The settings of one service in a config. */
export type ServiceSettings = Config['services'][string];

/** The parts of one service that other parts of the stack need. The ECS service itself is created later. */
export interface ServiceParts {
  /** The key in `config.services`, which is also the name of the ECS service. */
  readonly name: string;
  /** Absent in a worker. */
  readonly port: number | undefined;
  readonly settings: ServiceSettings;
  readonly placement: 'public' | 'private';
  /** The subnets of its placement, with their routes. */
  readonly tier: SubnetTier;
  readonly group: SecurityGroup;
  readonly discovery: CloudMapService | undefined;
  readonly definition: TaskDefinition;
  /** What its task role may do. */
  readonly policies: readonly Step[];
  readonly logs: LogGroup;
  readonly steps: readonly Step[];
}

/** The port of a service that something is sent to: the rules of the config see to it that there is one. */
export const portOf = ({ name, port }: Pick<ServiceParts, 'name' | 'port'>): number =>
  required(port, `services.${name}.port in the config`);
