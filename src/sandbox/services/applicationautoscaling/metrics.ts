import type { Context } from '../../service.js';
import { loadOf } from '../ecs/service/load.js';
import type { ServiceRow } from '../ecs/tables.js';
import { targetGroups } from '../elbv2/tables.js';
import { runningTasks } from './resource.js';
import type { PolicyRow } from './tables.js';

/**
 * What CloudWatch has of a policy's metric at this moment: the load of its service, shared evenly. A task cannot use more than
 * all of its CPU and memory.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html
 * @returns undefined where nothing runs that could be measured
 */
export function metricNow(context: Context, row: ServiceRow, { policy }: PolicyRow): number | undefined {
  const { PredefinedMetricType: metric, ResourceLabel = '' } =
    policy.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification ?? {};
  const { cpu, memory, requests } = loadOf(context, row);
  const running = runningTasks(context, row);
  if (metric === 'ALBRequestCountPerTarget') return share(requests, healthyTargets(context, ResourceLabel));
  const each = share(metric === 'ECSServiceAverageCPUUtilization' ? cpu : memory, running);
  return each === undefined ? undefined : Math.min(100, each);
}

const share = (all: number, among: number): number | undefined => (among > 0 ? all / among : undefined);

/** The load balancer counts requests by the targets that it sends some to. */
function healthyTargets(context: Context, label: string): number {
  const [, group] = /\/(targetgroup\/.*)$/.exec(label) ?? [];
  const row = targetGroups(context).find((it) => it.group.TargetGroupArn.endsWith(`:${group}`));
  return row?.targets.filter(({ state }) => state === 'healthy').length ?? 0;
}
