import { AddTagsCommand, DescribeTagsCommand, RemoveTagsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { all } from '../../src/all.js';
import { inGroupsOf } from '../../src/pages.js';
import type { Cloud, Tags } from '../../src/step.js';
import { fromUpper, isAny, tagsByArn, upperTags, type TagKeys } from '../common/tags.js';

/** Elastic Load Balancing has the tags of a resource only in a separate call. */
export const elbTags = (cloud: Cloud, arn: string): Promise<Tags> =>
  tagsByArn(cloud, arn, async () => {
    const asked = new DescribeTagsCommand({ ResourceArns: [arn] });
    return fromUpper((await cloud.elbv2.send(asked)).TagDescriptions?.[0]?.Tags);
  });

/** @param arn of a load balancer, a target group, a listener or a rule */
export async function retagElb({ elbv2 }: Cloud, arn: string, set: Tags, remove: TagKeys): Promise<void> {
  if (isAny(set)) await elbv2.send(new AddTagsCommand({ ResourceArns: [arn], Tags: upperTags(set) }));
  if (remove.length > 0) await elbv2.send(new RemoveTagsCommand({ ResourceArns: [arn], TagKeys: [...remove] }));
}

/**
 * The tags of many, by their ARNs: 20 at most in a call.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html
 */
export async function tagsOfAll({ elbv2 }: Cloud, arns: readonly string[]): Promise<ReadonlyMap<string, Tags>> {
  const answers = await all(
    inGroupsOf(20, arns).map((ResourceArns) => elbv2.send(new DescribeTagsCommand({ ResourceArns }))),
  );
  return new Map(
    answers.flatMap(({ TagDescriptions = [] }) =>
      TagDescriptions.map(({ ResourceArn = '', Tags: its }) => [ResourceArn, fromUpper(its)] as const),
    ),
  );
}
