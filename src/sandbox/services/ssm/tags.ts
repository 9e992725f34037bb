import {
  AddTagsToResourceCommand,
  ListTagsForResourceCommand,
  RemoveTagsFromResourceCommand,
  type Tag,
} from '@aws-sdk/client-ssm';
import { AwsError, on, type Context, type TaggedResources, type TagsByArn } from '../../service.js';
import { tagSyntaxProblem } from '../tag-syntax.js';
import { invalid, present } from './constraint.js';
import { parameterArn } from './parameter-names.js';
import { parameters, type ParameterRow, type Tags } from './tables.js';

/** Tags of parameters. Source: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html */
export const tagOperations = [
  on(AddTagsToResourceCommand, (input, context) => {
    const row = tagged(context, input);
    row.tags = checkedTags(present(input.Tags, 'tags'), row.tags);
    return {};
  }),

  on(RemoveTagsFromResourceCommand, (input, context) => {
    const row = tagged(context, input);
    const removed = new Set(present(input.TagKeys, 'tagKeys'));
    row.tags = Object.fromEntries(Object.entries(row.tags).filter(([key]) => !removed.has(key)));
    return {};
  }),

  on(ListTagsForResourceCommand, (input, context) => {
    const { tags } = tagged(context, input);
    return { TagList: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  }),
];

interface OnResource {
  readonly ResourceType?: string | undefined;
  readonly ResourceId?: string | undefined;
}

function tagged(context: Context, { ResourceType, ResourceId }: OnResource): ParameterRow {
  if (present(ResourceType, 'resourceType') !== 'Parameter')
    throw new AwsError('NotImplemented', `the sandbox has no ${ResourceType ?? ''} to tag`, { status: 501 });
  const row = parameters(context).get(present(ResourceId, 'resourceId'));
  if (!row)
    throw new AwsError(
      'InvalidResourceId',
      `The resource ID "${ResourceId ?? ''}" is not valid. Verify the ID and try again.`,
    );
  return row;
}

/** @throws AwsError `ValidationException`, or `TooManyTagsError` for more than 50 */
export function checkedTags(list: readonly Tag[] = [], before: Tags = {}): Tags {
  const added = Object.fromEntries(list.map(({ Key = '', Value = '' }) => [Key, Value]));
  const fault = tagSyntaxProblem(added);
  if (fault !== undefined) throw invalid(fault);
  const tags = { ...before, ...added };
  if (Object.keys(tags).length > 50)
    throw new AwsError('TooManyTagsError', 'The Targets parameter includes too many tags. Remove one or more tags.');
  return tags;
}

export const tagsByArn: TagsByArn = (context, _resource, arn) =>
  parameters(context).find(({ name }) => parameterArn(context, name) === arn)?.tags;

export const taggedResources: TaggedResources = (context) =>
  parameters(context)
    .all()
    .map(({ name, tags }) => ({ arn: parameterArn(context, name), tags }));
