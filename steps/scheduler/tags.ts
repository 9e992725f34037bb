import { ListTagsForResourceCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-scheduler';
import type { Cloud, Tags } from '../../src/step.js';
import { fromUpper, isAny, upperTags } from '../common/tags.js';

/** The tags of a group of schedules, which are the only ones that EventBridge Scheduler knows. */

export const tagsOfGroup = async ({ scheduler }: Cloud, ResourceArn: string): Promise<Tags> =>
  fromUpper((await scheduler.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags);

export async function retagGroup(
  { scheduler }: Cloud,
  ResourceArn: string,
  set: Tags,
  remove: readonly string[],
): Promise<void> {
  if (isAny(set)) await scheduler.send(new TagResourceCommand({ ResourceArn, Tags: upperTags(set) }));
  if (remove.length > 0) await scheduler.send(new UntagResourceCommand({ ResourceArn, TagKeys: [...remove] }));
}
