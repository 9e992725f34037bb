import type { EcsServiceWant } from './settings.js';
import { required } from '../../../src/step.js';
import { wantedPlace, type GivenPlace, type Shares } from '../task-place.js';

export interface EcsServiceOptions {
  /** The service's name, and the name of its container. */
  readonly serviceName: string;
  /** The number of tasks; if the service is scaled, the number at first. */
  readonly count: number;
  readonly isAutoScaled?: boolean | undefined;
  /** The port that SRV records lead to. */
  readonly discoveredPort?: number | undefined;
  /** For each of its target groups, in their order: the container that requests go to, and its port. */
  readonly targets?: readonly { readonly containerName: string; readonly containerPort: number }[];
  /** Whether each task has a public address. ECS gives none to tasks on instances. */
  readonly isPublic: boolean;
  /** How its tasks are shared out between Fargate and Fargate Spot; absent where all are on Fargate, or on instances. */
  readonly shares?: Shares | undefined;
  /** How many tasks there are during a rollout. */
  readonly rollout: { readonly minimumPercent: number; readonly maximumPercent: number };
  /** Whether a shell can be opened in its containers. */
  readonly exec?: boolean | undefined;
  /** The record type of its Cloud Map service. */
  readonly recordType?: 'srv' | 'a' | undefined;
  /** For how many seconds after its start a task may be unhealthy for the load balancer. */
  readonly gracePeriod?: number | undefined;
  /** The longest deregistration delay of its target groups, in seconds. */
  readonly deregistrationDelay?: number | undefined;
  /** What each container says of the seconds that it has to end. */
  readonly stopTimeouts?: readonly (number | undefined)[];
}

/** A target group, and the one that it takes the place of: tasks are registered in both. */
interface RegisteredIn {
  readonly targetGroupArn: string;
  readonly replacedArn?: string;
}

/** The outputs of the steps that a service needs. */
interface GivenToService extends GivenPlace {
  readonly cluster: { readonly clusterArn: string };
  readonly taskDefinition: { readonly taskDefinitionArn: string };
  readonly discovery?: { readonly serviceArn: string } | undefined;
  readonly targetGroups?: readonly RegisteredIn[] | undefined;
}

/**
 * Seconds that ECS gives a container to end before it kills it, where nothing else is said.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (`stopTimeout`)
 */
const usualStopTimeout = 30;

/** A task is stopped after the deregistration delay, its containers one after another where they depend on each other. */
const leaveSeconds = ({ deregistrationDelay = 0, stopTimeouts = [undefined] }: EcsServiceOptions): number =>
  stopTimeouts.reduce<number>((sum, it) => sum + (it ?? usualStopTimeout), deregistrationDelay);

/** A rolling deployment that is given up and rolled back when its tasks fail. */
export const wantedService = (
  { cluster, taskDefinition, discovery, targetGroups = [], ...place }: GivenToService,
  options: EcsServiceOptions,
): EcsServiceWant => ({
  cluster: cluster.clusterArn,
  serviceName: options.serviceName,
  taskDefinition: taskDefinition.taskDefinitionArn,
  desiredCount: options.count,
  ...(options.isAutoScaled && { isAutoScaled: true as const }),
  ...wantedPlace(place, options.isPublic, options.shares),
  deploymentConfiguration: {
    minimumHealthyPercent: options.rollout.minimumPercent,
    maximumPercent: options.rollout.maximumPercent,
    deploymentCircuitBreaker: { enable: true, rollback: true },
  },
  ...behind(targetGroups, options),
  serviceRegistries: discovery ? [registry(discovery.serviceArn, options)] : [],
  leaveSeconds: leaveSeconds(options),
  enableExecuteCommand: options.exec ?? false,
  enableECSManagedTags: true,
  propagateTags: 'SERVICE',
});

const behind = (
  groups: readonly RegisteredIn[],
  { targets = [], gracePeriod = 60 }: EcsServiceOptions,
): Pick<EcsServiceWant, 'loadBalancers' | 'healthCheckGracePeriodSeconds'> => {
  if (groups.length === 0) return { loadBalancers: [], healthCheckGracePeriodSeconds: null };
  const loadBalancers = groups.flatMap(({ replacedArn, targetGroupArn }, i) =>
    [replacedArn, targetGroupArn]
      .filter((it) => it !== undefined)
      .map((arn) => ({ targetGroupArn: arn, ...required(targets[i], 'the port of a target group') })),
  );
  return { loadBalancers, healthCheckGracePeriodSeconds: gracePeriod };
};

/** An SRV record has the port, an A record has not. ECS refuses a port for an A record. */
const registry = (registryArn: string, { recordType = 'srv', discoveredPort }: EcsServiceOptions) =>
  recordType === 'srv' ? { registryArn, port: required(discoveredPort, 'port') } : { registryArn };
