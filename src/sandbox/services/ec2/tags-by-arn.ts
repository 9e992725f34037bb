import { tagsFrom } from '../../../permissions/required-permission.js';
import type { TagsByArn } from '../../service.js';
import { resourceKinds } from './resource-kinds.js';

export const tagsByArn: TagsByArn = (context, resource) => {
  const [type = '', id = ''] = resource.split('/');
  const row = resourceKinds
    .find((kind) => kind.type === type)
    ?.table(context)
    .get(id);
  return row && tagsFrom(row.Tags);
};
