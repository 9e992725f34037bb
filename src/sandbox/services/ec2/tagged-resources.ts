import { tagsFrom } from '../../../permissions/required-permission.js';
import type { TaggedResources } from '../../service.js';
import { arnOf, resourceKinds } from './resource-kinds.js';

export const taggedResources: TaggedResources = (context) =>
  resourceKinds.flatMap((kind) =>
    [...kind.table(context)].map(([id, { Tags }]) => ({ arn: arnOf(context, kind, id), tags: tagsFrom(Tags) })),
  );
