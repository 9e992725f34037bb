import { DescribeTagsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Cloud, Tags } from '../src/step.js';
import { fromUpper } from './tags.js';

/** Elastic Load Balancing never says an item's tags along with it: one more call for each. */
export async function elbTags({ elbv2 }: Cloud, arn: string): Promise<Tags> {
  const { TagDescriptions: [described] = [] } = await elbv2.send(new DescribeTagsCommand({ ResourceArns: [arn] }));
  return fromUpper(described?.Tags);
}
