import { latencies } from '../../../../facts/latencies.js';
import {
  CreateCapacityProviderCommand,
  DeleteCapacityProviderCommand,
  DescribeCapacityProvidersCommand,
  UpdateCapacityProviderCommand,
  type CapacityProvider,
  type CapacityProviderField,
} from '@aws-sdk/client-ecs';
import { hasDelay } from '../../../delays.js';
import { on, timer, type Context } from '../../../service.js';
import { withTags } from '../../autoscaling/tags.js';
import { canUseRoleOfEcs, makeRoleOfEcs } from '../../iam/service-linked-role.js';
import { changedSettings, checkedName, checkedSettings, groupOf } from './capacity-provider-rules.js';
import { fargateProviders } from './capacity-provider-strategy.js';
import { checkedTags, clientException, notInSandbox, pageOf, present } from '../input.js';
import { capacityProviders, isUsable, type CapacityProviderRow } from '../instance-tables.js';
import { drainingHook } from './managed-draining-hook.js';
import { resetProviderBackOff } from './managed-scaling.js';
import { arn, nameIn } from '../names.js';
import { clusters } from '../tables.js';

export const capacityProviderOperations = [
  on(CreateCapacityProviderCommand, (input, context) => {
    requireRoleOfEcs(context);
    const name = checkedName(context, input);
    const autoScalingGroupProvider = checkedSettings(context, input.autoScalingGroupProvider);
    const row: CapacityProviderRow = {
      provider: {
        capacityProviderArn: arn(context, `capacity-provider/${name}`),
        name,
        status: 'ACTIVE',
        type: 'EC2_AUTOSCALING',
        updateStatus: 'CREATE_COMPLETE',
        autoScalingGroupProvider,
      },
      tags: checkedTags(input.tags),
      vainLooks: 0,
    };
    capacityProviders(context).set(name, row);
    tieToGroup(context, row);
    return { capacityProvider: shown(row, ['TAGS']) };
  }),

  on(DescribeCapacityProvidersCommand, (input, context) => {
    if (input.cluster !== undefined) throw notInSandbox('capacity providers of one cluster alone');
    const own = capacityProviders(context)
      .all()
      .map((row) => shown(row, input.include));
    const all = [...fargateProviders.map((name) => fargate(context, name)), ...own];
    const names = input.capacityProviders?.map((name) => nameIn(context, 'capacity-provider', name) ?? name);
    const wanted = all.filter(({ name = '' }) => names?.includes(name) ?? true);
    const { items, more } = pageOf(wanted, ({ name = '' }) => name, input, 10, 10);
    const missing = names?.filter((name) => !wanted.some((found) => found.name === name)) ?? [];
    const failures = missing.map((name) => ({ arn: arn(context, `capacity-provider/${name}`), reason: 'MISSING' }));
    return { capacityProviders: items, failures, ...more };
  }),

  on(UpdateCapacityProviderCommand, (input, context) => {
    if (input.cluster !== undefined || input.managedInstancesProvider) throw notInSandbox('managed instances');
    const row = existing(context, input.name);
    const asked = present(input.autoScalingGroupProvider, 'Auto Scaling group provider');
    row.provider.autoScalingGroupProvider = changedSettings(context, row.provider.autoScalingGroupProvider, asked);
    row.provider.updateStatus = 'UPDATE_COMPLETE';
    tieToGroup(context, row);
    resetProviderBackOff(context, row);
    return { capacityProvider: shown(row, ['TAGS']) };
  }),

  /**
   * Where a cluster has it still, the answer is a success that says that it failed.
   * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCapacityProvider.html
   */
  on(DeleteCapacityProviderCommand, (input, context) => {
    if (input.cluster !== undefined) throw notInSandbox('managed instances');
    const row = existing(context, input.capacityProvider);
    const { provider } = row;
    const user = clusters(context).find(
      ({ cluster }) => cluster.status === 'ACTIVE' && cluster.capacityProviders.includes(provider.name),
    );
    if (user) {
      provider.updateStatus = 'DELETE_FAILED';
      provider.updateStatusReason =
        `The capacity provider cannot be deleted because it is associated with cluster: ${user.cluster.clusterName}. ` +
        'Remove the capacity provider from the cluster and try again.';
    } else if (isUsable(row)) startDeletion(context, row);
    return { capacityProvider: shown(row, ['TAGS']) };
  }),
];

/**
 * Nothing but a cluster or a service makes ECS make its role. Where there is a cluster, its role is no older than this
 * sandbox's knowledge of it.
 * Source: https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/26
 */
function requireRoleOfEcs(context: Context): void {
  if (clusters(context).size > 0 || !hasDelay(context, 'service-linked-role')) makeRoleOfEcs(context);
  if (!canUseRoleOfEcs(context))
    throw clientException(
      'ECS Service Linked Role does not exist. Please create a Service linked role for ECS and try again.',
    );
}

const fargate = (context: Context, name: string): CapacityProvider => ({
  capacityProviderArn: arn(context, `capacity-provider/${name}`),
  name,
  status: 'ACTIVE',
  type: name === 'FARGATE' ? 'FARGATE' : 'FARGATE_SPOT',
  tags: [],
});

/** @throws AwsError `ClientException`, also for Fargate's, which nobody can change, and for deleted ones */
function existing(context: Context, nameOrArn: string | undefined): CapacityProviderRow {
  const name = nameIn(context, 'capacity-provider', present(nameOrArn, 'Capacity provider')) ?? '';
  const row = capacityProviders(context).get(name);
  if (!row || row.provider.status === 'INACTIVE')
    throw clientException('The specified capacity provider does not exist. Specify a valid name or ARN and try again.');
  return row;
}

/** Adds to the group what ECS adds: the tag that says that ECS manages it, and the lifecycle hook for draining. */
function tieToGroup(context: Context, { provider: { autoScalingGroupProvider: settings } }: CapacityProviderRow): void {
  const group = groupOf(context, settings.autoScalingGroupArn);
  if (!group) return;
  if (settings.managedScaling.status === 'ENABLED')
    group.tags = withTags(group.tags, [{ Key: 'AmazonECSManaged', Value: '', PropagateAtLaunch: true }]);
  const others = group.hooks.filter((hook) => hook !== drainingHook);
  group.hooks = settings.managedDraining === 'ENABLED' ? [...others, drainingHook] : others;
}

const deletedAfter = latencies['capacity-provider deleted'].usual;

function startDeletion(context: Context, { provider }: CapacityProviderRow): void {
  provider.updateStatus = 'DELETE_IN_PROGRESS';
  delete provider.updateStatusReason;
  context.after(deletedAfter, capacityProviderDeleted, { name: provider.name });
}

export const capacityProviderDeleted = timer<{ name: string }>('ecs/capacity-provider-deleted', (context, { name }) => {
  const row = capacityProviders(context).get(name);
  if (!row) return;
  Object.assign(row.provider, { status: 'INACTIVE', updateStatus: 'DELETE_COMPLETE' });
  const group = groupOf(context, row.provider.autoScalingGroupProvider.autoScalingGroupArn);
  if (group) group.hooks = group.hooks.filter((hook) => hook !== drainingHook);
});

/** Tags only where asked for. */
function shown(
  { provider, tags }: CapacityProviderRow,
  include: readonly CapacityProviderField[] = [],
): CapacityProvider {
  return structuredClone({ ...provider, tags: include.includes('TAGS') ? tags : [] });
}
