import { tagsFrom } from '../../../permissions/required-permission.js';
import type { TagsByArn } from '../../service.js';
import { namespaces, services } from './tables.js';

export const tagsByArn: TagsByArn = (context, resource) => {
  const [type, id = ''] = resource.split('/');
  return tagsFrom((type === 'namespace' ? namespaces(context) : services(context)).get(id)?.tags);
};
