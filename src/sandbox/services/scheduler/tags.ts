import {
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type Tag,
} from '@aws-sdk/client-scheduler';
import { on, type Context, type TaggedResources, type TagsByArn } from '../../service.js';
import { tagSyntaxProblem } from '../tag-syntax.js';
import { groupArn, invalid, notFound, present } from './input.js';
import { groups, type GroupRow } from './tables.js';

/** Only groups have tags. Source: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_TagResource.html */
export const tagOperations = [
  on(TagResourceCommand, (input, context) => {
    const row = taggable(context, input.ResourceArn);
    const added = checkedTags(present(input.Tags, 'tags'));
    row.tags = limited([...row.tags.filter(({ Key }) => !added.some((it) => it.Key === Key)), ...added]);
    return {};
  }),

  on(UntagResourceCommand, (input, context) => {
    const row = taggable(context, input.ResourceArn);
    const keys = present(input.TagKeys, 'tagKeys');
    row.tags = row.tags.filter(({ Key = '' }) => !keys.includes(Key));
    return {};
  }),

  on(ListTagsForResourceCommand, (input, context) => ({ Tags: [...taggable(context, input.ResourceArn).tags] })),
];

/** @throws AwsError `ValidationException` */
export function checkedTags(tags: readonly Tag[] = []): Tag[] {
  const problem = tagSyntaxProblem(asMap(tags));
  if (problem !== undefined) throw invalid(problem);
  return limited(tags.map(({ Key, Value }) => ({ Key, Value })));
}

/** Source: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateScheduleGroup.html */
function limited(tags: Tag[]): Tag[] {
  if (tags.length > 200) throw invalid('A schedule group has at most 200 tags.');
  return tags;
}

function taggable(context: Context, arn: string | undefined): GroupRow {
  const wanted = present(arn, 'resourceArn');
  const row = groups(context).find(({ name }) => groupArn(context, name) === wanted);
  if (!row) throw notFound(`Schedule group ${wanted} does not exist.`);
  return row;
}

const asMap = (tags: readonly Tag[]): { [key: string]: string } =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));

export const tagsByArn: TagsByArn = (context, resource) => {
  const row = groups(context).get(resource.replace(/^schedule-group\//, ''));
  return row && asMap(row.tags);
};

/** Source: https://docs.aws.amazon.com/ARG/latest/userguide/supported-resources.html */
export const taggedResources: TaggedResources = (context) =>
  groups(context)
    .all()
    .map(({ name, tags }) => ({ arn: groupArn(context, name), tags: asMap(tags) }));
