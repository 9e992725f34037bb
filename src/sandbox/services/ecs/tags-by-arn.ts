import { tagsFrom } from '../../../permissions/required-permission.js';
import { lastPart, type TagsByArn } from '../../service.js';
import { capacityProviders } from './instance-tables.js';
import { clusters, services, taskDefinitions } from './tables.js';

const tables = new Map(
  Object.entries({ cluster: clusters, 'task-definition': taskDefinitions, 'capacity-provider': capacityProviders }),
);

export const tagsByArn: TagsByArn = (context, resource, arn) => {
  const type = resource.slice(0, resource.indexOf('/'));
  if (type === 'service') return tagsFrom(services(context).get(arn)?.tags);
  return tagsFrom(tables.get(type)?.(context).get(lastPart(resource))?.tags);
};
