import type { TagsByArn } from '../../service.js';
import { logGroups } from './tables.js';

export const tagsByArn: TagsByArn = (context, resource) =>
  logGroups(context).get(resource.replace(/^log-group:/, ''))?.tags;
