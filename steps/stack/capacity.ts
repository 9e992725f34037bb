import { architectureOf } from '../../src/facts/instance-architecture.js';
import type { Config } from '../../src/config/schema.js';
import type { Step } from '../../src/step.js';
import { ecsAmi } from '../ssm/ami/resource.js';
import { autoScalingGroup } from '../autoscaling/auto-scaling-group/resource.js';
import { autoScalingMinimum } from '../autoscaling/auto-scaling-minimum/resource.js';
import { capacityProvider, type CapacityProvider } from '../ecs/capacity-provider/resource.js';
import { clusterCapacityProviders, type ClusterCapacityProviders } from '../ecs/cluster-capacity-providers/resource.js';
import type { Cluster } from '../ecs/cluster/resource.js';
import { fargateCapacityProviders, type FargateCapacityProviders } from '../ecs/fargate-capacity-providers/resource.js';
import { instanceProfile } from '../iam/instance-profile/resource.js';
import { launchTemplate, type LaunchTemplate } from '../ec2/launch-template/resource.js';
import { ecsAgentPolicy, type RolePolicyAttachment } from '../iam/role-policy-attachment/resource.js';
import { instanceRole } from '../iam/role/resource.js';
import { securityGroup, type SecurityGroup } from '../ec2/security-group/resource.js';
import type { Subnet } from '../ec2/subnet/resource.js';
import type { Vpc } from '../ec2/vpc/resource.js';

/** The steps that instances need. They exist before any instance, so that the endpoints can let the instances in. */
export interface InstanceParts {
  readonly template: LaunchTemplate;
  /** The permissions of the instances' role. Without them, the agents may not call ECS. */
  readonly policy: RolePolicyAttachment;
  /** The security group of the instances. What they call must let it in. */
  readonly group: SecurityGroup;
  readonly steps: readonly Step[];
}

/** What tasks run on, where a launch type does not say it: the steps that an ECS service needs, and all steps. */
export interface Capacity {
  /** The capacity provider of instances, which a service names in its capacity provider strategy. */
  readonly provider?: CapacityProvider;
  /** The association of the providers with the cluster. A service can use them only while it exists. */
  readonly association: ClusterCapacityProviders | FargateCapacityProviders;
  readonly steps: readonly Step[];
}
interface InstanceCapacity extends Capacity {
  readonly provider: CapacityProvider;
}

export const isOfInstances = (capacity: Capacity | undefined): capacity is InstanceCapacity =>
  capacity?.provider !== undefined;

/** Fargate and Fargate Spot, where a service says how its tasks are shared out between them. */
export function fargateCapacity(
  { services, cluster: { arn } }: Pick<Config, 'services' | 'cluster'>,
  cluster: Cluster,
): Capacity | undefined {
  // A cluster of somebody else has them, or is refused.
  if (arn !== undefined) return undefined;
  if (!Object.values(services).some(({ capacity }) => capacity)) return undefined;
  const association = fargateCapacityProviders('fargate-capacity-providers', { cluster });
  return { association, steps: [association] };
}

/** Image, role, security group and launch template of the instances. */
export function instanceParts(
  { vpc, cluster }: { vpc: Vpc; cluster: Cluster },
  {
    name,
    region,
    partition,
    instanceType,
    volumeGiB,
  }: {
    /** The name of the stack. */
    name: string;
    region: string;
    partition: string;
    instanceType: string;
    volumeGiB: number;
  },
): InstanceParts {
  const ami = ecsAmi('instances-ami', { architecture: architectureOf(instanceType) });
  // IAM has no regions, so the name contains the region.
  const roleName = `${name}-host-${region}`;
  const why = 'The role of the instances and their ECS agents; the containers do not get it';
  const role = instanceRole('instances-role', { roleName, partition, why });
  const policy = ecsAgentPolicy('instances-role-policy', { role }, { partition });
  const profile = instanceProfile('instances-profile', { role }, { profileName: roleName });
  const group = securityGroup(
    'instances-security-group',
    { vpc },
    {
      groupName: `${name}-instances`,
      description: 'Around the instances; their tasks have groups of their own',
      egress: 'all',
    },
  );
  const parts = { ami, profile, group, cluster };
  const settings = { templateName: `${name}-instances`, instanceType, volumeGiB };
  const template = launchTemplate('instances-launch-template', parts, settings);
  return { template, policy, group, steps: [ami, role, policy, profile, group, template] };
}

/**
 * An Auto Scaling group whose size ECS controls through a capacity provider, so that instances start and end with the
 * tasks.
 *
 * `down` deletes the association first, because ECS would replace the instances while it exists. Then it deletes the
 * provider and the group with its instances; then, without instances, the cluster and the parts of instances.
 * @param needs `routes`: the subnets' routes to other networks; `endpoints`: the endpoints through which an agent
 *   reaches ECS, where the subnets have no other route
 * @param it `name`: the name of the stack; `min`, `max`: the limits of the number of instances
 */
export function capacity(
  { template, policy }: InstanceParts,
  needs: { subnets: readonly Subnet[]; routes: readonly Step[]; endpoints?: readonly Step[]; cluster: Cluster },
  { name, min, max }: { name: string; min: number; max: number },
): InstanceCapacity {
  const { subnets, routes, endpoints = [], cluster } = needs;
  const groupName = `${name}-instances`;
  const group = autoScalingGroup(
    'auto-scaling-group',
    { template, subnets, cluster, policies: [policy] },
    { groupName, max },
  );
  const provider = capacityProvider('capacity-provider', { group }, { providerName: providerName(name) });
  const association = clusterCapacityProviders('cluster-capacity-providers', { cluster, provider, group });
  // Without a minimum, ECS starts the first instance for the tasks of a service, which waits for the endpoints itself.
  // With a minimum, instances start at once. Without a way out, their agents could not register, and the instances
  // would be billed in vain.
  const minimum =
    min > 0
      ? [
          autoScalingMinimum(
            'auto-scaling-minimum',
            { group, association, ways: [...routes, ...endpoints] },
            { groupName, min },
          ),
        ]
      : [];
  return { provider, association, steps: [group, provider, association, ...minimum] };
}

/**
 * The name of the capacity provider. ECS reserves the prefixes aws, ecs and fargate.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html
 */
const providerName = (name: string) => (/^(aws|ecs|fargate)/.test(name) ? `for-${name}` : name);
