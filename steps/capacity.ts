import { architectureOf } from '../src/facts/instance-architecture.js';
import type { Step } from '../src/step.js';
import { ecsAmi } from './ami.js';
import { autoScalingGroup } from './auto-scaling-group.js';
import { autoScalingMinimum } from './auto-scaling-minimum.js';
import { capacityProvider, type CapacityProvider } from './capacity-provider.js';
import { clusterCapacityProviders, type ClusterCapacityProviders } from './cluster-capacity-providers.js';
import type { Cluster } from './cluster.js';
import { instanceProfile } from './instance-profile.js';
import { launchTemplate, type LaunchTemplate } from './launch-template.js';
import { ecsAgentPolicy, type RolePolicyAttachment } from './role-policy-attachment.js';
import { instanceRole } from './role.js';
import { securityGroup, type SecurityGroup } from './security-group.js';
import type { Subnet } from './subnet.js';
import type { Vpc } from './vpc.js';

/** What instances are made of: known before there are any, so that ways out can be opened to them. */
export interface Hosts {
  readonly template: LaunchTemplate;
  /** Without it their agents may not call ECS. */
  readonly policy: RolePolicyAttachment;
  /** Around the instances; what only they need to reach must let it in. */
  readonly group: SecurityGroup;
  readonly steps: readonly Step[];
}

/** Instances for tasks: what a service on them needs, and their steps. */
export interface Capacity {
  /** A service names it in its strategy. */
  readonly provider: CapacityProvider;
  /** A service can use the provider only with this in place, and must be gone before this is undone. */
  readonly association: ClusterCapacityProviders;
  readonly steps: readonly Step[];
}

/** Image, role, firewall, and the template that says so. */
export function hosts(
  { vpc, cluster }: { vpc: Vpc; cluster: Cluster },
  { name, region, partition, instanceType, volumeGiB }: {
    /** The stack's. */
    name: string;
    region: string;
    partition: string;
    instanceType: string;
    volumeGiB: number;
  },
): Hosts {
  const ami = ecsAmi('instances-ami', { architecture: architectureOf(instanceType) });
  // IAM is one for all regions.
  const roleName = `${name}-host-${region}`;
  const why = 'What the instances act as, and their ECS agents; the containers do not get it';
  const role = instanceRole('instances-role', { roleName, partition, why });
  const policy = ecsAgentPolicy('instances-role-policy', { role }, { partition });
  const profile = instanceProfile('instances-profile', { role }, { profileName: roleName });
  const group = securityGroup('instances-security-group', { vpc }, {
    groupName: `${name}-instances`,
    description: 'Around the instances; their tasks have groups of their own',
    egress: 'all',
  });
  const parts = { ami, profile, group, cluster };
  const kind = { templateName: `${name}-instances`, instanceType, volumeGiB };
  const template = launchTemplate('instances-launch-template', parts, kind);
  return { template, policy, group, steps: [ami, role, policy, profile, group, template] };
}

/**
 * Instances that come and go with the tasks: an Auto Scaling group that ECS drives by way of a capacity provider.
 *
 * Taken down, the association goes first: while it is there, ECS would replace the instances. Then the group, with
 * its instances, beside the provider; then, when no instance is left, the cluster and what instances are made of.
 * @param needs `ways`: what leads out of the subnets; `doors`: the endpoints through which an agent reaches ECS, where
 *   they are the only way
 * @param it `name`: the stack's; `min`, `max`: how many instances there are at least and at most
 */
export function capacity(
  { template, policy }: Hosts,
  needs: { subnets: readonly Subnet[]; ways: readonly Step[]; doors?: readonly Step[]; cluster: Cluster },
  { name, min, max }: { name: string; min: number; max: number },
): Capacity {
  const { subnets, ways, doors = [], cluster } = needs;
  const groupName = `${name}-instances`;
  const group = autoScalingGroup('auto-scaling-group', { template, subnets, cluster, policies: [policy], ways }, { groupName, max });
  const provider = capacityProvider('capacity-provider', { group }, { providerName: providerName(name) });
  const association = clusterCapacityProviders('cluster-capacity-providers', { cluster, provider, group });
  // Where there is no least, ECS starts the first for a service's tasks, and the service waits for the doors itself.
  // Others start at once: without a door an agent would try in vain to register, and be billed for it.
  const least = min > 0 ? [autoScalingMinimum('auto-scaling-minimum', { group, association, doors }, { groupName, min })] : [];
  return { provider, association, steps: [group, provider, association, ...least] };
}

/**
 * ECS keeps some beginnings to itself.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html
 */
const providerName = (name: string) => (/^(aws|ecs|fargate)/.test(name) ? `for-${name}` : name);
