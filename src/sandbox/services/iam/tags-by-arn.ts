import { lastPart, type TagsByArn } from '../../service.js';
import { instanceProfiles, roles } from './tables.js';

export const tagsByArn: TagsByArn = (context, resource) => {
  const [type] = resource.split('/');
  return (type === 'role' ? roles(context) : instanceProfiles(context)).get(lastPart(resource))?.tags;
};
