import { tagsFrom } from '../../../permissions/required-permission.js';
import { lastPart, type TagsByArn } from '../../service.js';
import { groups } from './tables.js';

export const tagsByArn: TagsByArn = (context, resource) => tagsFrom(groups(context).get(lastPart(resource))?.tags);
