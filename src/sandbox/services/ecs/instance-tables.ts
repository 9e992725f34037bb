import type {
  AutoScalingGroupProvider,
  AwsVpcConfiguration,
  CapacityProvider,
  ContainerInstance,
  ManagedScaling,
  PlacementConstraint,
  PlacementStrategy,
  Tag,
} from '@aws-sdk/client-ecs';
import { regional } from '../../service.js';

/** The tables of container instances and of those who provide them. */

/** The SDK's type of a resource, in which the members that the sandbox always fills in are required. */
type With<T, Member extends keyof T> = Omit<T, Member> & { [M in Member]-?: NonNullable<T[M]> };

/** What a task must be placed by. */
export interface Placement {
  network: AwsVpcConfiguration;
  strategy: PlacementStrategy[];
  constraints: PlacementConstraint[];
}
/** A task that has found no room: its capacity provider is to make some. */
export interface Waiting extends Placement {
  capacityProviderName: string;
}

/** A provider of the account's own: container instances of an Auto Scaling group. Fargate's two have no rows. */
export interface CapacityProviderRow {
  provider: With<
    Omit<CapacityProvider, 'autoScalingGroupProvider' | 'tags'>,
    'capacityProviderArn' | 'name' | 'status'
  > & {
    autoScalingGroupProvider: Required<NonNullableMembers<AutoScalingGroupProvider>> & {
      managedScaling: Required<NonNullableMembers<ManagedScaling>>;
    };
  };
  tags: Tag[];
  /** Looks in a row that changed nothing while tasks waited: what the next one is put off by. */
  vainLooks: number;
  /** When it will be looked at, in AWS's time. */
  lookAt?: number;
  /** Since when it needs fewer instances than there are, in AWS's time. */
  lowSince?: number;
}
type NonNullableMembers<T> = { [M in keyof T]-?: NonNullable<T[M]> };
/**
 * Whether a provider can be used. While one is being deleted its status is still `ACTIVE`, and `updateStatus` alone tells.
 * Source: https://github.com/aws/aws-cli/blob/develop/awscli/examples/ecs/delete-capacity-provider.rst
 */
export const isUsable = ({ provider: { status, updateStatus } }: CapacityProviderRow): boolean =>
  status === 'ACTIVE' && updateStatus !== 'DELETE_IN_PROGRESS';
/** Every capacity provider of the region but Fargate's, by name: deleted ones until their name is taken again. */
export const capacityProviders = regional<CapacityProviderRow>('ecs/capacity-providers');

/** An EC2 instance whose agent has registered it. Its counts and what is left of it are counted when asked for. */
export interface ContainerInstanceRow {
  instance: With<
    Omit<ContainerInstance, 'tags' | 'remainingResources' | 'registeredResources'>,
    'containerInstanceArn' | 'ec2InstanceId' | 'status' | 'agentConnected' | 'registeredAt' | 'attributes'
  >;
  clusterArn: string;
  availabilityZone: string;
  /** What tasks may use: CPU units, MiB, network interfaces besides the instance's own. */
  room: TaskResources;
  tags: Tag[];
}
export interface TaskResources {
  cpu: number;
  memory: number;
  interfaces: number;
}
/** Every container instance of the region that is registered, by ARN. */
export const containerInstances = regional<ContainerInstanceRow>('ecs/container-instances');
