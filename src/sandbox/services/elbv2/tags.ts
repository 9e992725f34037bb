import {
  AddTagsCommand,
  DescribeTagsCommand,
  RemoveTagsCommand,
  type Tag,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError, on, type Context } from '../../service.js';
import { tagSyntaxProblem } from '../tag-syntax.js';
import { isArnOf, listener, loadBalancer, existingRow, rule, targetGroup } from './resource-kinds.js';
import { required, validationError } from './refusals.js';

export const tagOperations = [
  on(AddTagsCommand, (input, context) => {
    const rows = taggables(context, input.ResourceArns);
    const added = checkedTags(required(input.Tags, 'Tags'));
    const merged = rows.map(({ tags }) =>
      limited([
        ...without(
          tags,
          added.map(({ Key }) => Key),
        ),
        ...added,
      ]),
    );
    rows.forEach((row, index) => (row.tags = merged[index] ?? []));
    return {};
  }),

  on(RemoveTagsCommand, (input, context) => {
    const rows = taggables(context, input.ResourceArns);
    const keys = required(input.TagKeys, 'TagKeys');
    for (const row of rows) row.tags = without(row.tags, keys);
    return {};
  }),

  on(DescribeTagsCommand, (input, context) => {
    const rows = taggables(context, input.ResourceArns);
    const arns = input.ResourceArns ?? [];
    return { TagDescriptions: rows.map(({ tags }, at) => ({ ResourceArn: arns[at], Tags: structuredClone(tags) })) };
  }),
];

/**
 * What may be tags: 50 at most on one thing, no key twice, none of AWS's own.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddTags.html
 * @throws AwsError `DuplicateTagKeysException`, `TooManyTagsException`, `ValidationError`
 */
export function checkedTags(tags: readonly Tag[] = []): Tag[] {
  const keys = tags.map(({ Key }) => required(Key, 'Tag key'));
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined)
    throw new AwsError('DuplicateTagKeysException', `Tag key '${twice}' was specified more than once`);
  const fault = tagSyntaxProblem(Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value])));
  if (fault !== undefined) throw validationError(fault);
  return limited(tags.map(({ Key, Value = '' }) => ({ Key, Value })));
}

function limited(tags: Tag[]): Tag[] {
  if (tags.length > 50) throw new AwsError('TooManyTagsException', 'The maximum number of tags is 50');
  return tags;
}

const without = (tags: readonly Tag[], keys: readonly (string | undefined)[]) =>
  tags.filter(({ Key }) => !keys.includes(Key));

function taggables(context: Context, arns: readonly string[] | undefined): { tags: Tag[] }[] {
  const asked = required(arns, 'ResourceArns');
  if (asked.length < 1 || asked.length > 20) throw validationError('Between 1 and 20 resource ARNs must be specified');
  return asked.map((arn) => taggable(context, arn));
}

function taggable(context: Context, arn: string): { tags: Tag[] } {
  if (isArnOf(targetGroup, arn)) return existingRow(context, targetGroup, arn);
  if (isArnOf(listener, arn)) return existingRow(context, listener, arn);
  if (isArnOf(rule, arn)) return existingRow(context, rule, arn);
  return existingRow(context, loadBalancer, arn);
}
