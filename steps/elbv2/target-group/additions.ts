import { DescribeNetworkInterfacesCommand } from '@aws-sdk/client-ec2';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Addition, Cloud } from '../../../src/step.js';

/**
 * The targets that are no tasks. The network interface of a task tells that ECS has attached it.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html (the description is the
 * ARN of the attachment)
 */
export async function targetsOfOthers({ ec2, elbv2 }: Cloud, TargetGroupArn: string): Promise<Addition[]> {
  const { TargetHealthDescriptions = [] } = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  const targets = TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State !== 'draining').flatMap(
    ({ Target }) => Target ?? [],
  );
  if (targets.length === 0) return [];
  const Values = [...new Set(targets.map(({ Id = '' }) => Id))];
  const Filters = [{ Name: 'addresses.private-ip-address', Values }];
  const { NetworkInterfaces = [] } = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }));
  const tasks = NetworkInterfaces.filter(({ Description = '' }) => /^arn:[\w-]+:ecs:/.test(Description)).map(
    ({ PrivateIpAddress }) => PrivateIpAddress,
  );
  return targets
    .filter(({ Id }) => !tasks.includes(Id))
    .map(({ Id = '', Port = 0 }) => ({
      type: 'target',
      id: { targetGroupArn: TargetGroupArn, target: Id, port: Port },
      description: `the target ${Id}:${Port}, which is no task`,
    }));
}
