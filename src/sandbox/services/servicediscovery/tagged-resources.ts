import { tagsFrom } from '../../../permissions/required-permission.js';
import type { TaggedResources } from '../../service.js';
import { namespaces, services } from './tables.js';

export const taggedResources: TaggedResources = (context) => [
  ...namespaces(context)
    .all()
    .map(({ namespace, tags }) => ({ arn: namespace.Arn, tags: tagsFrom(tags) })),
  ...services(context)
    .all()
    .map(({ service, tags }) => ({ arn: service.Arn, tags: tagsFrom(tags) })),
];
