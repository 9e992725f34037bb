import { CreateTagsCommand, DeleteTagsCommand, DescribeTagsCommand, type Tag } from '@aws-sdk/client-ec2';
import { AwsError, on, type Context, type Operation } from '../../service.js';
import { filtered, type FilterValues } from './filters.js';
import { resourceKinds, existingRow, type ResourceKind } from './resource-kinds.js';
import { page } from './pages.js';
import { notInSandbox, missingParameter } from './refusals.js';
import { withTags } from './tag-specifications.js';
import type { Taggable } from './tables.js';

/** Tags of whatever has an id in EC2. Nothing is tagged unless everything named can be. */
export const tagOperations: readonly Operation[] = [
  on(CreateTagsCommand, ({ Resources, Tags }, context) => {
    const rows = taggables(context, Resources);
    if (!Tags?.length) throw missingParameter('Tag');
    const after = rows.map((row) => withTags(row.Tags, Tags));
    rows.forEach((row, index) => (row.Tags = after[index] ?? row.Tags));
    return {};
  }),

  // No tags at all: every tag of the user's goes. A tag without a value: whatever its value is.
  on(DeleteTagsCommand, ({ Resources, Tags }, context) => {
    const goes = (tag: Tag) => (Tags?.length ? Tags.some((wanted) => covers(wanted, tag)) : !isReserved(tag));
    for (const row of taggables(context, Resources)) row.Tags = row.Tags.filter((tag) => !goes(tag));
    return {};
  }),

  on(DescribeTagsCommand, (question, context) => {
    const all = resourceKinds.flatMap((kind) => tagsOf(context, kind));
    const { rows: Tags, ...more } = page(filtered(all, question.Filters, values), question);
    return { Tags, ...more };
  }),
];

interface TagRow {
  readonly Key: string | undefined;
  readonly Value: string | undefined;
  readonly ResourceId: string;
  readonly ResourceType: ResourceKind['type'];
  /** So that the filter `tag:Name` works on it as on the resource itself. */
  readonly Tags: Tag[];
}
const values: FilterValues<TagRow> = {
  key: ({ Key }) => Key,
  value: ({ Value }) => Value,
  'resource-id': ({ ResourceId }) => ResourceId,
  'resource-type': ({ ResourceType }) => ResourceType,
  'tag-key': ({ Key }) => Key,
};

const tagsOf = (context: Context, { table, type }: ResourceKind): TagRow[] =>
  [...table(context)].flatMap(([ResourceId, { Tags }]) =>
    Tags.map(({ Key, Value }) => ({ Key, Value, ResourceId, ResourceType: type, Tags: [{ Key, Value }] })),
  );

/** @throws AwsError MissingParameter, InvalidID, the kind's Malformed or NotFound, 501 for kinds of resources that the sandbox does not have */
function taggables(context: Context, ids: readonly string[] | undefined): Taggable[] {
  if (!ids?.length) throw missingParameter('resourceIdSet');
  return ids.map((id) => {
    const kind = resourceKinds.find(({ prefix }) => id.startsWith(`${prefix}-`));
    if (kind) return existingRow(context, kind, id, 'resourceId');
    if (/^[a-z-]+-[0-9a-f]{8,17}$/.test(id)) throw notInSandbox(`the kind of resource ${id} is`);
    throw new AwsError('InvalidID', `The ID '${id}' is not valid`);
  });
}

const covers = ({ Key, Value }: Tag, tag: Tag) => Key === tag.Key && (Value === undefined || Value === tag.Value);
const isReserved = ({ Key }: Tag) => Key?.startsWith('aws:') ?? false;
