import { ListTagsForResourceCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-efs';
import { lastPart, on, type Context, type TaggedResources, type TagsByArn } from '../../service.js';
import {
  arnOf,
  asMap,
  badRequest,
  byToken,
  checkedTags,
  existingAccessPoint,
  existingFileSystem,
  idIn,
} from './input.js';
import { accessPoints, fileSystems, type AccessPointRow, type FileSystemRow } from './tables.js';

/** File systems and access points have tags. Source: https://docs.aws.amazon.com/efs/latest/ug/API_TagResource.html */
export const tagOperations = [
  on(TagResourceCommand, (input, context) => {
    const row = taggable(context, input.ResourceId);
    const added = checkedTags(input.Tags);
    row.tags = checkedTags([...row.tags.filter(({ Key }) => !added.some((it) => it.Key === Key)), ...added]);
    return {};
  }),

  on(UntagResourceCommand, (input, context) => {
    const row = taggable(context, input.ResourceId);
    if (!input.TagKeys?.length) throw badRequest('TagKeys must not be empty.');
    const keys = input.TagKeys;
    row.tags = row.tags.filter(({ Key = '' }) => !keys.includes(Key));
    return {};
  }),

  on(ListTagsForResourceCommand, (input, context) => {
    const { items, next } = byToken(taggable(context, input.ResourceId).tags, ({ Key = '' }) => Key, input);
    return { Tags: items, NextToken: next };
  }),
];

const taggable = (context: Context, id = ''): FileSystemRow | AccessPointRow =>
  idIn(id).startsWith('fsap-') ? existingAccessPoint(context, id) : existingFileSystem(context, id);

export const tagsByArn: TagsByArn = (context, resource) => {
  const id = lastPart(resource);
  const row = fileSystems(context).get(id) ?? accessPoints(context).get(id);
  return row && asMap(row.tags);
};

/** Source: https://docs.aws.amazon.com/ARG/latest/userguide/supported-resources.html */
export const taggedResources: TaggedResources = (context) => [
  ...fileSystems(context)
    .all()
    .map(({ id, tags }) => ({ arn: arnOf(context, `file-system/${id}`), tags: asMap(tags) })),
  ...accessPoints(context)
    .all()
    .map(({ id, tags }) => ({ arn: arnOf(context, `access-point/${id}`), tags: asMap(tags) })),
];
