import { CreateOrUpdateTagsCommand, DeleteTagsCommand } from '@aws-sdk/client-auto-scaling';
import type { Cloud, Tags } from '../../src/step.js';
import { isAny, upperTags, type TagKeys } from '../common/tags.js';

/** Auto Scaling's tags name their group, and say whether new instances get them too: ours do. */
export const autoScalingTags = (groupName: string, tags: Tags) =>
  upperTags(tags).map((tag) => ({ ...groupOf(groupName), ...tag, PropagateAtLaunch: true }));
const groupOf = (ResourceId: string) => ({ ResourceId, ResourceType: 'auto-scaling-group' });

/** The instances that run already keep their tags. */
export async function retagAutoScaling({ autoscaling }: Cloud, groupName: string, set: Tags, remove: TagKeys) {
  if (isAny(set)) await autoscaling.send(new CreateOrUpdateTagsCommand({ Tags: autoScalingTags(groupName, set) }));
  if (remove.length > 0)
    await autoscaling.send(new DeleteTagsCommand({ Tags: remove.map((Key) => ({ ...groupOf(groupName), Key })) }));
}
