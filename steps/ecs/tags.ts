import { TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-ecs';
import type { Cloud, Tags } from '../../src/step.js';
import { isAny, type TagKeys } from '../common/tags.js';

interface LowerTag {
  key?: string | undefined;
  value?: string | undefined;
}

/** `[{key, value}]`: ECS. */
export const lowerTags = (tags: Tags) => Object.entries(tags).map(([key, value]) => ({ key, value }));
export const fromLower = (tags: readonly LowerTag[] | undefined): Tags =>
  Object.fromEntries((tags ?? []).map(({ key = '', value = '' }) => [key, value]));

/** @param resourceArn of a cluster, a service, a task or a task definition */
export async function retagEcs({ ecs }: Cloud, resourceArn: string, set: Tags, remove: TagKeys): Promise<void> {
  if (isAny(set)) await ecs.send(new TagResourceCommand({ resourceArn, tags: lowerTags(set) }));
  if (remove.length > 0) await ecs.send(new UntagResourceCommand({ resourceArn, tagKeys: [...remove] }));
}
