import { lastPart, type TagsByArn } from '../../service.js';
import { customerPolicies, instanceProfiles, roles } from './tables.js';

export const tagsByArn: TagsByArn = (context, resource, arn) => {
  const [type] = resource.split('/');
  if (type === 'policy') return customerPolicies(context).get(arn)?.tags;
  return (type === 'role' ? roles(context) : instanceProfiles(context)).get(lastPart(resource))?.tags;
};
