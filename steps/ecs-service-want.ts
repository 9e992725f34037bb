import type { EcsServiceWant } from './ecs-service-settings.js';
import { idSet } from './id-set.js';

export interface EcsServiceOptions {
  /** Also the name of its container. */
  readonly serviceName: string;
  readonly count: number;
  /** That the container listens at. */
  readonly port: number;
  /** Whether each task has a public address. Not on instances: ECS gives none there. */
  readonly isPublic: boolean;
  /** Of its Cloud Map service. */
  readonly recordType?: 'srv' | 'a' | undefined;
  /** Seconds after its start in which the load balancer may find a task unhealthy. */
  readonly gracePeriod?: number | undefined;
}

/** What the steps that a service needs have given. */
interface GivenToService {
  readonly cluster: { readonly clusterArn: string };
  readonly taskDefinition: { readonly taskDefinitionArn: string };
  readonly subnets: readonly { readonly subnetId: string }[];
  readonly group: { readonly groupId: string };
  readonly discovery?: { readonly serviceArn: string } | undefined;
  readonly targetGroup?: { readonly targetGroupArn: string } | undefined;
  readonly provider?: { readonly capacityProviderName: string } | undefined;
}

/** A rolling deployment that is given up and rolled back when its tasks fail. */
export const wantedService = (
  { cluster, taskDefinition, subnets, group, discovery, targetGroup, provider }: GivenToService,
  options: EcsServiceOptions,
): EcsServiceWant => ({
  cluster: cluster.clusterArn,
  serviceName: options.serviceName,
  taskDefinition: taskDefinition.taskDefinitionArn,
  desiredCount: options.count,
  ...runningOn(provider?.capacityProviderName),
  networkConfiguration: {
    subnets: idSet(subnets.map(({ subnetId }) => subnetId)),
    securityGroups: idSet([group.groupId]),
    assignPublicIp: options.isPublic ? 'ENABLED' : 'DISABLED',
  },
  deploymentConfiguration: {
    minimumHealthyPercent: 75,
    maximumPercent: 200,
    deploymentCircuitBreaker: { enable: true, rollback: true },
  },
  ...behind(targetGroup?.targetGroupArn, options),
  serviceRegistries: discovery ? [registry(discovery.serviceArn, options)] : [],
  enableECSManagedTags: true,
  propagateTags: 'SERVICE',
});

/** On instances: in all zones alike, and in each on as few of them as will do, so that the others can go. */
const runningOn = (
  capacityProvider: string | undefined,
): Pick<EcsServiceWant, 'launchType' | 'capacityProviderStrategy' | 'placementStrategy'> =>
  capacityProvider === undefined
    ? { launchType: 'FARGATE', capacityProviderStrategy: [], placementStrategy: [] }
    : {
        launchType: null,
        capacityProviderStrategy: [{ capacityProvider, base: 0, weight: 1 }],
        placementStrategy: [
          { type: 'spread', field: 'attribute:ecs.availability-zone' },
          { type: 'binpack', field: 'cpu' },
        ],
      };

const behind = (
  targetGroupArn: string | undefined,
  { serviceName, port, gracePeriod = 60 }: EcsServiceOptions,
): Pick<EcsServiceWant, 'loadBalancers' | 'healthCheckGracePeriodSeconds'> =>
  targetGroupArn === undefined
    ? { loadBalancers: [], healthCheckGracePeriodSeconds: null }
    : {
        loadBalancers: [{ targetGroupArn, containerName: serviceName, containerPort: port }],
        healthCheckGracePeriodSeconds: gracePeriod,
      };

/** An SRV record says the port too, an A record does not: ECS refuses a port that has no use. */
const registry = (registryArn: string, { recordType = 'srv', port }: EcsServiceOptions) =>
  recordType === 'srv' ? { registryArn, port } : { registryArn };
