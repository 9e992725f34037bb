import { tagsFrom } from '../../../permissions/required-permission.js';
import type { TagsByArn } from '../../service.js';
import { repositories } from './tables.js';

export const tagsByArn: TagsByArn = (context, resource) =>
  tagsFrom(repositories(context).get(resource.replace(/^repository\//, ''))?.tags);
