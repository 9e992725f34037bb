import { ec2Principal } from '../../../../aws/principals.js';
import { backOff } from '../../../back-off.js';
import { quotaIn } from '../../../quotas.js';
import { timer, type Context } from '../../../service.js';
import { instances, type InstanceRow } from '../../ec2/compute-tables.js';
import { profileOf } from '../../ec2/instances/instance-profiles.js';
import { publicImages } from '../../ec2/images/public-images.js';
import { roleVerdict } from '../../iam/role-policies.js';
import { roles } from '../../iam/tables.js';
import { onResource } from '../../../../permissions/required-permission.js';
import { scheduleProviderCheck } from '../capacity/managed-scaling.js';
import { registerInstance } from './container-instance-registration.js';
import { containerInstances, type ContainerInstanceRow } from '../instance-tables.js';
import { clusterNamed } from '../names.js';
import { reconcileServicesOn } from '../service/reconcile-services.js';
import type { ClusterRow } from '../tables.js';
import { reachesEcs } from './silent-agents.js';

/**
 * The agent of an ECS-optimised image: it registers its instance with the cluster that the user data names, if it may
 * and if it gets there. It tries again and again, ever more rarely.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */

/** Seconds from when an instance runs until its agent does. */
const startsAfter = 45;
const retriesAfter = 15;

/** An instance runs: so will its agent, if its image has one. */
export function startAgent(context: Context, { instance: { InstanceId, ImageId } }: InstanceRow): void {
  const hasAgent = publicImages(context.region).some((image) => image.ImageId === ImageId && image.forEcs);
  if (hasAgent) context.after(startsAfter, agentRegisters, { InstanceId, tries: 0 });
}

export const agentRegisters = timer<{ InstanceId: string; tries: number }>(
  'ecs/agent-registers',
  (context, { InstanceId, tries }) => {
    const row = instances(context).get(InstanceId);
    if (row?.instance.State.Name !== 'running') return;
    const known = containerInstances(context).find(({ instance }) => instance.ec2InstanceId === InstanceId);
    if (known?.instance.agentConnected === true) return;
    const cluster = clusterNamed(context, clusterIn(row));
    const mayJoin = cluster?.cluster.status === 'ACTIVE' && hasRoom(context, cluster);
    if (mayJoin && mayRegister(context, row) && reachesEcs(context, InstanceId))
      return known ? reconnect(context, known) : registerInstance(context, row, cluster);
    context.after(backOff(retriesAfter, tries), agentRegisters, { InstanceId, tries: tries + 1 });
  },
);

/** It has lost its way: it tries again as one that has not registered yet. */
export function onAgentSilent(context: Context, { instance: { ec2InstanceId } }: ContainerInstanceRow): void {
  context.after(retriesAfter, agentRegisters, { InstanceId: ec2InstanceId, tries: 0 });
}

/** The agent of an instance comes back to its registration: it was stopped and started again, or had lost its way. */
function reconnect(context: Context, row: ContainerInstanceRow): void {
  const { capacityProviderName } = row.instance;
  row.instance.agentConnected = true;
  if (capacityProviderName !== undefined) scheduleProviderCheck(context, capacityProviderName, 1);
  reconcileServicesOn(context, row.clusterArn);
}

/** Whether ECS takes one more: what the agent is answered beyond the quota, nobody but its log sees. */
const hasRoom = (context: Context, { cluster: { clusterArn } }: ClusterRow): boolean =>
  containerInstances(context).all((row) => row.clusterArn === clusterArn).length <
  quotaIn(context, 'container-instances');

/** The cluster that `ECS_CLUSTER=…` in the user data names, however it gets into the agent's configuration. */
function clusterIn({ userData = '' }: InstanceRow): string {
  const script = Buffer.from(userData, 'base64').toString();
  return /ECS_CLUSTER["']?\s*[=:]\s*["']?([A-Za-z0-9_-]+)/.exec(script)?.[1] ?? 'default';
}

/** Whether the instance has a role, and the role a policy that lets it register. */
function mayRegister(context: Context, row: InstanceRow): boolean {
  const { IamInstanceProfile } = row.instance;
  const profile = IamInstanceProfile && profileOf(context, IamInstanceProfile);
  const role = roles(context).get(profile?.roleName ?? '');
  if (!role?.role.AssumeRolePolicyDocument?.includes(`"${ec2Principal(context.partition)}"`)) return false;
  const { partition, region, account } = context;
  const cluster = `arn:${partition}:ecs:${region}:${account}:cluster/${clusterIn(row)}`;
  return roleVerdict(context, role, onResource('ecs:RegisterContainerInstance', cluster)) === 'allowed';
}
