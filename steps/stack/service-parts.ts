import type { Config } from '../../src/config/schema.js';
import { required } from '../../src/step.js';
import type { CloudMapService } from '../servicediscovery/cloud-map-service/resource.js';
import type { TaskParts } from './task-parts.js';

/** The settings of one service in a config. */
export type ServiceSettings = Config['services'][string];

/** The parts of one service that other parts of the stack need. The ECS service itself is created later. */
export interface ServiceParts extends TaskParts {
  /** Absent in a worker. */
  readonly port: number | undefined;
  readonly settings: ServiceSettings;
  readonly discovery: CloudMapService | undefined;
}

/** The port of a service that something is sent to: the rules of the config see to it that there is one. */
export const portOf = ({ name, port }: Pick<ServiceParts, 'name' | 'port'>): number =>
  required(port, `services.${name}.port in the config`);
