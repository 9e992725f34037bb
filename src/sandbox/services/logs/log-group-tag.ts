import { ListTagsForResourceCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-cloudwatch-logs';
import { on, type Context } from '../../service.js';
import { invalid, present } from './constraint.js';
import { identifiedGroup } from './log-group.js';
import { checkedTags } from './tags.js';

/** Tags by ARN. Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
export const logGroupTagOperations = [
  on(TagResourceCommand, (input, context) => {
    const row = groupAt(context, input.resourceArn);
    row.tags = checkedTags({ ...row.tags, ...present(input.tags, 'tags') });
    return {};
  }),

  on(UntagResourceCommand, (input, context) => {
    const row = groupAt(context, input.resourceArn);
    const removed = new Set(present(input.tagKeys, 'tagKeys'));
    row.tags = Object.fromEntries(Object.entries(row.tags).filter(([key]) => !removed.has(key)));
    return {};
  }),

  on(ListTagsForResourceCommand, (input, context) => ({ tags: { ...groupAt(context, input.resourceArn).tags } })),
];

function groupAt(context: Context, resourceArn: string | undefined) {
  const arn = present(resourceArn, 'resourceArn');
  if (!arn.startsWith('arn:')) throw invalid(`The specified resource ARN '${arn}' is not valid.`);
  return identifiedGroup(context, arn);
}
