import { DescribeContainerInstancesCommand, ListContainerInstancesCommand } from '@aws-sdk/client-ecs';
import { all } from '../all.js';
import type { Senders } from '../aws/services.js';
import { inGroupsOf, pages } from '../pages.js';

/** The EC2 instances of a cluster, by the ARNs of its container instances. */
export async function readHosts({ ecs }: Pick<Senders, 'ecs'>, cluster: string): Promise<ReadonlyMap<string, string>> {
  const arns = await pages(async (nextToken) => {
    const answer = await ecs.send(new ListContainerInstancesCommand({ cluster, nextToken }));
    return { items: answer.containerInstanceArns, next: answer.nextToken };
  });
  const answers = await all(
    inGroupsOf(100, arns).map((containerInstances) =>
      ecs.send(new DescribeContainerInstancesCommand({ cluster, containerInstances })),
    ),
  );
  return new Map(
    answers
      .flatMap((it) => it.containerInstances ?? [])
      .map(({ containerInstanceArn = '', ec2InstanceId = '' }) => [containerInstanceArn, ec2InstanceId]),
  );
}
