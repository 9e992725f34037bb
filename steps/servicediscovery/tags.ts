import { ListTagsForResourceCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-servicediscovery';
import type { Cloud, Tags } from '../../src/step.js';
import { fromUpper, isAny, tagsByArn, upperTags, type TagKeys } from '../common/tags.js';

/** Cloud Map has the tags of a resource only in a separate call. */
export const cloudMapTags = (cloud: Cloud, ResourceARN = ''): Promise<Tags> =>
  tagsByArn(cloud, ResourceARN, async () =>
    fromUpper((await cloud.servicediscovery.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags),
  );

/** @param path what follows the account in the ARN: `namespace/ns-…` or `service/srv-…` */
export async function retagCloudMap(cloud: Cloud, path: string, set: Tags, remove: TagKeys): Promise<void> {
  const { servicediscovery, partition, region, account } = cloud;
  const ResourceARN = `arn:${partition}:servicediscovery:${region}:${account}:${path}`;
  if (isAny(set)) await servicediscovery.send(new TagResourceCommand({ ResourceARN, Tags: upperTags(set) }));
  if (remove.length > 0) await servicediscovery.send(new UntagResourceCommand({ ResourceARN, TagKeys: [...remove] }));
}
