import { DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { all } from '../../../src/all.js';
import type { Cloud, Dependent } from '../../../src/step.js';
import { forwardsTo, listenersAndRules } from '../listeners-and-rules.js';

/**
 * The listeners and rules that forward to a target group. Registered targets do not keep it.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteTargetGroup.html
 */
export async function targetGroupDependents(cloud: Cloud, arn: string): Promise<Dependent[]> {
  const { TargetGroups: [group] = [] } = await cloud.elbv2.send(
    new DescribeTargetGroupsCommand({ TargetGroupArns: [arn] }),
  );
  const balancers = group?.LoadBalancerArns ?? [];
  const parts = await all(
    balancers.map(async (owner) => (await listenersAndRules(cloud, owner)).map((it) => ({ ...it, owner }))),
  );
  return parts
    .flat()
    .filter(({ actions }) => forwardsTo(actions, arn))
    .map(({ type, id, tags, owner }) => ({
      ...{ type, id, tags, owner },
      command:
        type === 'listener'
          ? ['elbv2', 'delete-listener', '--listener-arn', id]
          : ['elbv2', 'delete-rule', '--rule-arn', id],
    }));
}
