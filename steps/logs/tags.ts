import { TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Cloud, Tags } from '../../src/step.js';
import { isAny, type TagKeys } from '../common/tags.js';

/** @param resourceArn of a log group, without the `:*` at its end */
export async function retagLogs({ logs }: Cloud, resourceArn: string, set: Tags, remove: TagKeys): Promise<void> {
  if (isAny(set)) await logs.send(new TagResourceCommand({ resourceArn, tags: set }));
  if (remove.length > 0) await logs.send(new UntagResourceCommand({ resourceArn, tagKeys: [...remove] }));
}
