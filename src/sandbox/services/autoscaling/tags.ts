import {
  CreateOrUpdateTagsCommand,
  DeleteTagsCommand,
  DescribeTagsCommand,
  type Filter,
  type Tag,
  type TagDescription,
} from '@aws-sdk/client-auto-scaling';
import { on, type Context } from '../../service.js';
import { tagSyntaxProblem } from '../tag-syntax.js';
import { existingGroup, invalid, pageOf, present } from './input.js';
import { groups, type GroupRow } from './tables.js';

/** Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateOrUpdateTags.html */
export const tagOperations = [
  on(CreateOrUpdateTagsCommand, ({ Tags }, context) => {
    const groups = byGroup(context, Tags);
    const changes = groups.map(({ row, tags }) => ({ row, after: withTags(row.tags, checkedTags(tags)) }));
    for (const { row, after } of changes) row.tags = after;
    return {};
  }),

  /** With a value, only where it is that value. */
  on(DeleteTagsCommand, ({ Tags }, context) => {
    for (const { row, tags } of byGroup(context, Tags))
      row.tags = row.tags.filter(
        ({ Key, Value }) => !tags.some((tag) => tag.Key === Key && (tag.Value === undefined || tag.Value === Value)),
      );
    return {};
  }),

  on(DescribeTagsCommand, (input, context) => {
    const all = groups(context).all().flatMap(shownTags);
    for (const { Name = '' } of input.Filters ?? []) requireKnown(Name);
    const wanted = all.filter((tag) => (input.Filters ?? []).every((filter) => passes(filter, tag)));
    const { items, more } = pageOf(wanted, ({ ResourceId, Key }) => `${ResourceId}\u0000${Key}`, input);
    return { Tags: items, ...more };
  }),
];

/** A group's tags, as they are shown. */
export const shownTags = ({ group, tags }: GroupRow): TagDescription[] =>
  tags.map((tag) => ({ ResourceId: group.AutoScalingGroupName, ResourceType: 'auto-scaling-group', ...tag }));

/** @throws AwsError `ValidationError` */
export function checkedTags(tags: readonly Tag[] = []): GroupRow['tags'] {
  const checked = tags.map(({ Key, Value = '', PropagateAtLaunch = false }) => ({
    Key: present(Key, 'tags.key'),
    Value,
    PropagateAtLaunch,
  }));
  if (new Set(checked.map(({ Key }) => Key)).size < checked.length)
    throw invalid('Duplicate keys are not allowed for tags.');
  const fault = tagSyntaxProblem(Object.fromEntries(checked.map(({ Key, Value }) => [Key, Value])));
  if (fault !== undefined) throw invalid(fault);
  return withTags([], checked);
}

/** The tags with others added or put in their place. */
export function withTags(tags: GroupRow['tags'], added: GroupRow['tags']): GroupRow['tags'] {
  const after = [...tags.filter(({ Key }) => !added.some((tag) => tag.Key === Key)), ...added];
  if (after.length > 50) throw invalid('A resource can have at most 50 tags.');
  return after;
}

function byGroup(context: Context, tags: readonly Tag[] | undefined): { row: GroupRow; tags: Tag[] }[] {
  const all = present(tags, 'tags');
  const names = new Set(all.map(({ ResourceId }) => present(ResourceId, 'tags.resourceId')));
  const stray = all.find(({ ResourceType }) => ResourceType !== 'auto-scaling-group');
  if (stray) throw invalid(`Tag resource type '${stray.ResourceType ?? ''}' is not valid.`);
  return [...names].map((name) => ({
    row: existingGroup(context, name),
    tags: all.filter(({ ResourceId }) => ResourceId === name),
  }));
}

/** Whether there are tags or not. @throws AwsError `ValidationError` */
function requireKnown(name: string): void {
  if (!['auto-scaling-group', 'key', 'value', 'propagate-at-launch'].includes(name))
    throw invalid(`Filter type ${name} is not correct.`);
}

function passes({ Name, Values = [] }: Filter, tag: TagDescription): boolean {
  const values: { readonly [filter: string]: string | undefined } = {
    'auto-scaling-group': tag.ResourceId,
    key: tag.Key,
    value: tag.Value,
    'propagate-at-launch': String(tag.PropagateAtLaunch),
  };
  return Values.includes(values[Name ?? ''] ?? '');
}
