import { tagsFrom } from '../../../permissions/required-permission.js';
import type { TagsByArn } from '../../service.js';
import { taggable } from './tables.js';

export const tagsByArn: TagsByArn = (context, _resource, arn) =>
  tagsFrom(taggable.map((table) => table(context).get(arn)).find((row) => row !== undefined)?.tags);
