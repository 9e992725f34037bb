import type { Members } from './members.js';
import type { Call, Scene } from './story.js';

/**
 * Which look tells that a noun has come to its end. The CLI's waiters are used where they know all ends that there
 * are. Those of ECS call a service stable that was rolled back, the one of load balancers does not know `failed`, and
 * the one of terminated instances fails where AWS has forgotten them.
 * Source: https://github.com/boto/botocore/tree/develop/botocore/data (`waiters-2.json`), and the steps' own `read`.
 */
export interface Wait {
  readonly noun: string;
  readonly for: 'ready' | 'gone';
  /** Whose input says which one it is. */
  readonly like: string;
  /** What is asked about it; the same unless told. */
  readonly ask?: string;
  readonly input?: (like: Members) => object;
  /** The CLI's own waiter. */
  readonly waiter?: string;
  /** JMESPath: one word. */
  readonly query?: string | ((scene: Scene) => string);
  /** Alternatives, in a regular expression. `gone` is what AWS does not know. */
  readonly good?: string;
  readonly bad?: string;
  /** It takes no longer. A waiter of the CLI has a patience of its own. */
  readonly minutes?: number;
}

/** From this many minutes on, other work is done meanwhile. */
const slow = 10;

const ready = (noun: string, like: string, more: Partial<Wait>): Wait => ({ noun, for: 'ready', like, ...more });
const gone = (noun: string, like: string, more: Partial<Wait>): Wait => ({ noun, for: 'gone', like, ...more });

const waits: readonly Wait[] = [
  ready('vpc', 'DescribeVpcs', { waiter: 'vpc-available' }),
  ready('subnet', 'DescribeSubnets', { waiter: 'subnet-available' }),
  ready('nat-gateway', 'DescribeNatGateways', { waiter: 'nat-gateway-available', minutes: 10 }),
  ready('instance', 'DescribeInstances', { waiter: 'instance-running' }),
  ready('role', 'GetRole', { waiter: 'role-exists' }),
  ready('instance-profile', 'GetInstanceProfile', { waiter: 'instance-profile-exists' }),
  ready('vpc-endpoint', 'DescribeVpcEndpoints', { query: 'VpcEndpoints[0].State', good: 'available', bad: 'failed|rejected|expired', minutes: 10 }),
  ready('vpc-link', 'GetVpcLink', { query: 'VpcLinkStatus', good: 'AVAILABLE', bad: 'FAILED', minutes: 15 }),
  ready('namespace', 'GetOperation', { query: 'Operation.Status', good: 'SUCCESS', bad: 'FAIL', minutes: 10 }),
  ready('load-balancer', 'DescribeLoadBalancers', { query: 'LoadBalancers[0].State.Code', good: 'active|active_impaired', bad: 'failed', minutes: 10 }),
  ready('cluster', 'DescribeClusters', { query: 'clusters[0].status', good: 'ACTIVE', bad: 'FAILED', minutes: 5 }),
  ready('cluster-capacity-providers', 'DescribeClusters', { query: 'clusters[0].attachmentsStatus', good: 'UPDATE_COMPLETE', bad: 'UPDATE_FAILED', minutes: 20 }),
  ready('capacity-provider', 'DescribeCapacityProviders', { query: 'capacityProviders[0].status', good: 'ACTIVE', bad: '.*FAILED', minutes: 20 }),
  ready('ecs-service', 'DescribeServices', { query: rollout, good: 'COMPLETED', bad: 'FAILED|ROLLED_BACK', minutes: 20 }),

  gone('nat-gateway', 'DescribeNatGateways', { waiter: 'nat-gateway-deleted', minutes: 10 }),
  gone('instance', 'DescribeInstances', { query: 'Reservations[0].Instances[0].State.Name', good: 'terminated|None|gone', minutes: 10 }),
  gone('load-balancer', 'DeleteLoadBalancer', { ask: 'DescribeLoadBalancers', input: ({ LoadBalancerArn }) => ({ LoadBalancerArns: [LoadBalancerArn] }), waiter: 'load-balancers-deleted', minutes: 10 }),
  gone('vpc-endpoint', 'DescribeVpcEndpoints', { query: 'VpcEndpoints[0].State', good: 'None|deleted|gone', minutes: 10 }),
  gone('vpc-link', 'GetVpcLink', { query: 'VpcLinkStatus', good: 'gone', bad: 'FAILED', minutes: 15 }),
  gone('namespace', 'DeleteNamespace', { ask: 'GetNamespace', query: 'Namespace.Id', good: 'gone', minutes: 10 }),
  gone('ecs-service', 'DescribeServices', { query: 'services[0].status', good: 'INACTIVE|None|gone', minutes: 20 }),
  gone('cluster-capacity-providers', 'DescribeClusters', { query: 'clusters[0].attachmentsStatus', good: 'UPDATE_COMPLETE|None|gone', bad: 'UPDATE_FAILED', minutes: 20 }),
  gone('capacity-provider', 'DescribeCapacityProviders', { query: 'capacityProviders[0].status', good: 'INACTIVE|None|gone', minutes: 20 }),
  gone('auto-scaling-group', 'DescribeAutoScalingGroups', { query: 'length(AutoScalingGroups)', good: '0', minutes: 20 }),
  // Gone before its instances are; those hold on to subnets, groups and the role.
  gone('auto-scaling-group', 'DescribeInstances', { query: 'length(Reservations[].Instances[])', good: '0', minutes: 20 }),
];

/** Whether a noun takes long to come to its end. */
export const isSlow = (noun: string, end: Wait['for']): boolean =>
  waits.some((wait) => wait.noun === noun && wait.for === end && (wait.minutes ?? 0) >= slow);

/** What has to be looked at, with the call that says how. */
export interface Look {
  readonly wait: Wait;
  readonly call: Call;
}

/** The looks that tell that a scene has come to its end. */
export function looksFor(scene: Scene): Look[] {
  const end = scene.deletes ? 'gone' : 'ready';
  return waits
    .filter((wait) => wait.noun === scene.noun && wait.for === end)
    .flatMap((wait) => {
      const like = scene.calls.findLast(({ operation }) => operation === wait.like);
      if (!like) return [];
      const input = wait.input?.(like.input as Members) ?? needed(like.input as Members);
      return [{ wait, call: { service: like.service, operation: wait.ask ?? wait.like, input } }];
    });
}

/** Of what a look may bring besides, only that which tells how far it is. */
const needed = ({ include, ...input }: Members): object =>
  Array.isArray(include) && include.includes('ATTACHMENTS') ? { ...input, include: ['ATTACHMENTS'] } : input;

/** Only the deployment of the revision that was asked for counts: after a roll-back, another one is the primary. */
function rollout({ calls }: Scene): string {
  const asked = calls.findLast(({ operation }) => /^(Create|Update)Service$/.test(operation))?.input as { taskDefinition?: string } | undefined;
  const primary = asked?.taskDefinition === undefined ? '' : ` && taskDefinition=='${asked.taskDefinition}'`;
  return `services[0].deployments[?status=='PRIMARY'${primary}].rolloutState | [0] || 'ROLLED_BACK'`;
}
