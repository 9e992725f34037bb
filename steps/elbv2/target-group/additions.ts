import { DescribeNetworkInterfacesCommand } from '@aws-sdk/client-ec2';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { pages } from '../../../src/pages.js';
import type { Addition, Cloud } from '../../../src/step.js';

/** The targets that are no tasks. */
export async function targetsOfOthers(cloud: Cloud, TargetGroupArn: string, vpcId: string): Promise<Addition[]> {
  const { TargetHealthDescriptions = [] } = await cloud.elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  const targets = TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State !== 'draining').flatMap(
    ({ Target }) => Target ?? [],
  );
  if (targets.length === 0) return [];
  const tasks = await taskAddressesIn(cloud, vpcId);
  return targets
    .filter(({ Id = '' }) => !tasks.has(Id))
    .map(({ Id = '', Port = 0 }) => ({
      type: 'target',
      id: { targetGroupArn: TargetGroupArn, target: Id, port: Port },
      description: `the target ${Id}:${Port}, which is no task`,
    }));
}

/**
 * The private addresses of all tasks in a VPC: it is one question for all target groups. The network interface of a task tells that ECS
 * has attached it.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html (the description is the
 * ARN of the attachment)
 */
async function taskAddressesIn({ ec2 }: Cloud, vpcId: string): Promise<ReadonlySet<string>> {
  const Filters = [
    { Name: 'vpc-id', Values: [vpcId] },
    { Name: 'description', Values: ['arn:*:ecs:*'] },
  ];
  const interfaces = await pages(async (NextToken) => {
    const answer = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters, NextToken }));
    return { items: answer.NetworkInterfaces, next: answer.NextToken };
  });
  return new Set(
    interfaces.flatMap(({ Description = '', PrivateIpAddress = [] }) =>
      /^arn:[\w-]+:ecs:/.test(Description) ? PrivateIpAddress : [],
    ),
  );
}
