import type { Service } from '@aws-sdk/client-ecs';
import { DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Dropped } from '../../../src/hops.js';
import { readNetwork } from '../../../src/path-facts/read-network.js';
import { readTaskSenders } from '../../../src/path-facts/read-senders.js';
import { noWaysOut } from '../../../src/path-facts/read-ways-out.js';
import { stopBeforeTargets } from '../../../src/path/balancer.js';
import type { Cloud } from '../../../src/step.js';

/**
 * What keeps a load balancer from the tasks of a service, by the model of a request's way: a security group, an ACL, a route.
 * @returns undefined where nothing on the way does, or the caller may not look: then the program is to blame, as a rule
 */
export const stopBeforeTasks = (cloud: Cloud, service: Service): Promise<Dropped | undefined> =>
  lookForStop(cloud, service).catch(() => undefined);

async function lookForStop(
  cloud: Cloud,
  { clusterArn: cluster = '', serviceName: name = '', loadBalancers: [balanced] = [] }: Service,
): Promise<Dropped | undefined> {
  const TargetGroupArns = [balanced?.targetGroupArn ?? ''];
  const { TargetGroups: [group] = [] } = await cloud.elbv2.send(new DescribeTargetGroupsCommand({ TargetGroupArns }));
  const [arn] = group?.LoadBalancerArns ?? [];
  if (arn === undefined || group?.VpcId === undefined) return undefined;
  const facts = { ...(await readNetwork(cloud, [group.VpcId])), ...noWaysOut };
  const { tasks: targets = [] } = (await readTaskSenders(cloud, { cluster, service: name }, facts)) ?? {};
  const port = Number(group.HealthCheckPort === 'traffic-port' ? balanced?.containerPort : group.HealthCheckPort);
  return stopBeforeTargets(facts, { arn, targets, port });
}
