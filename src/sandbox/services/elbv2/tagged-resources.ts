import { tagsFrom } from '../../../permissions/required-permission.js';
import type { TaggedResources } from '../../service.js';
import { taggable } from './tables.js';

export const taggedResources: TaggedResources = (context) =>
  taggable.flatMap((table) => [...table(context)].map(([arn, { tags }]) => ({ arn, tags: tagsFrom(tags) })));
