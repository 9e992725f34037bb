import type {
  AwsVpcConfiguration,
  CapacityProviderStrategyItem,
  Cluster,
  Container,
  DeploymentRolloutState,
  LaunchType,
  LoadBalancer,
  Service,
  ServiceDeployment,
  ServiceEvent,
  ServiceRegistry,
  Tag,
  Task,
  TaskDefinition,
} from '@aws-sdk/client-ecs';
import { regional } from '../../service.js';
import type { Waiting } from './instance-tables.js';

/** The SDK's type of a resource, in which the members that the sandbox always fills in are required. */
type With<T, Member extends keyof T> = Omit<T, Member> & { [M in Member]-?: NonNullable<T[M]> };

/** A cluster as the sandbox keeps it. Its counts are never stored: they are counted when asked for. */
export interface ClusterRow {
  cluster: With<
    Cluster,
    'clusterArn' | 'clusterName' | 'status' | 'capacityProviders' | 'defaultCapacityProviderStrategy'
  >;
  tags: Tag[];
}
/** Every cluster of the region, by name. */
export const clusters = regional<ClusterRow>('ecs/clusters');

export interface TaskDefinitionRow {
  definition: With<TaskDefinition, 'taskDefinitionArn' | 'family' | 'revision' | 'status' | 'containerDefinitions'>;
  tags: Tag[];
}
/** Every revision of every family, by `family:revision`. */
export const taskDefinitions = regional<TaskDefinitionRow>('ecs/task-definitions');
/** How far each family has counted. Survives its revisions: a number is never given twice. */
export const families = regional<{ latest: number }>('ecs/families');

/** What a deployment runs: AWS calls it a service revision. */
export interface Revision {
  taskDefinition: string;
  network: AwsVpcConfiguration;
  launchType?: LaunchType;
  capacityProviderStrategy?: CapacityProviderStrategyItem[];
  /** Fargate's. */
  platformVersion?: string;
  serviceRegistries: ServiceRegistry[];
  loadBalancers: LoadBalancer[];
}

export interface DeploymentRow {
  id: string;
  rolloutState: DeploymentRolloutState;
  rolloutStateReason: string;
  createdAt: Date;
  updatedAt: Date;
  /** Exactly one of a service is PRIMARY: the one that shall run. */
  status: 'PRIMARY' | 'ACTIVE';
  revision: Revision;
  serviceDeploymentArn: string;
  /** Where this is what an automatic rollback went back to: the service deployment that failed. */
  rollbackOf?: string;
  /** Tasks that failed since one was last healthy. */
  failedTasks: number;
  /** Times in a row that launching has failed: what the back-off grows with. */
  failedRounds: number;
  /** When the last of them was noticed, in AWS's time. */
  failedAt?: number;
  /** The last try to launch a task found no room for one. */
  foundNoRoom?: boolean;
  /** No launches before this, in AWS's time. */
  notBefore?: number;
}

/** A service as the sandbox keeps it. Its counts are never stored: they are counted when asked for. */
export interface ServiceRow {
  service: With<
    Omit<Service, 'deployments' | 'events' | 'tags'>,
    'serviceArn' | 'serviceName' | 'clusterArn' | 'status' | 'desiredCount' | 'deploymentConfiguration' | 'createdAt'
  >;
  /** The PRIMARY one first. */
  deployments: [DeploymentRow, ...DeploymentRow[]];
  /** Newest first, as AWS shows them; the last 100. */
  events: ServiceEvent[];
  tags: Tag[];
  clientToken?: string;
  /** When it will count as steady, in AWS's time, if everything goes on running as wanted. */
  steadyAt?: number;
  /** That it has reached a steady state is said once. */
  steady: boolean;
  /** How many tasks were launched: they take turns in the subnets. */
  launched: number;
  /** When it will be looked whether its load balancers know more, in AWS's time. */
  watchAt?: number;
}
/** Every service of the region, by ARN. */
export const services = regional<ServiceRow>('ecs/services');

/** A task's place in a target group. */
export interface TaskTarget {
  targetGroupArn: string;
  /** The task's address. */
  Id: string;
  Port: number;
}

export interface TaskRow {
  task: With<
    Omit<Task, 'tags'>,
    'taskArn' | 'clusterArn' | 'taskDefinitionArn' | 'lastStatus' | 'desiredStatus' | 'createdAt' | 'group'
  > & { containers: Container[] };
  /** Absent for a task that RunTask started. */
  serviceArn?: string;
  deploymentId?: string;
  /** Until it is released. */
  networkInterfaceId?: string;
  /** Empty until it has a place. */
  privateIpAddress: string;
  /** On container instances: as long as there is no room for it. */
  waiting?: Waiting;
  /** Running, and the health checks of its containers and of its target groups pass. */
  healthy: boolean;
  containersHealthy?: boolean;
  /** Since when it runs, in AWS's time. */
  runsSince?: number;
  /** Its places in target groups: from when it runs. They are kept when they are given up. */
  targets?: TaskTarget[];
  /** Until when an unhealthy target is put up with, in AWS's time. */
  graceUntil?: number;
  /** Since when no load balancer uses one of its targets, in AWS's time. */
  unusedSince?: number;
  /** The Cloud Map service it is registered in. */
  registeredIn?: string;
  /** The request of RunTask that started it, by its token. */
  run?: { token: string; request: string };
  /** Until when no rollout and no scale-in stops it: in AWS's time, and as clients see it. */
  protectedUntil?: { elapsed: number; shown: Date };
  /** The scheduler has taken note of its failure. */
  counted?: boolean;
  tags: Tag[];
}
/** Every task of the region, by ARN: also stopped ones, for an hour. */
export const tasks = regional<TaskRow>('ecs/tasks');

export type ServiceDeploymentRow = With<
  ServiceDeployment,
  'serviceDeploymentArn' | 'serviceArn' | 'status' | 'createdAt'
> & {
  /** The deployment of the service that runs its target revision. */
  deploymentId: string;
};
/** Every service deployment of the region, by ARN. */
export const serviceDeployments = regional<ServiceDeploymentRow>('ecs/service-deployments');
