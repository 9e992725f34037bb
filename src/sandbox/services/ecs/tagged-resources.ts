import { tagsFrom } from '../../../permissions/required-permission.js';
import type { TaggedResources } from '../../service.js';
import { capacityProviders } from './instance-tables.js';
import { clusters, services, taskDefinitions } from './tables.js';

export const taggedResources: TaggedResources = (context) =>
  [
    ...clusters(context)
      .all()
      .map(({ cluster, tags }) => ({ arn: cluster.clusterArn, tags })),
    ...services(context)
      .all()
      .map(({ service, tags }) => ({ arn: service.serviceArn, tags })),
    ...taskDefinitions(context)
      .all()
      .map(({ definition, tags }) => ({ arn: definition.taskDefinitionArn, tags })),
    ...capacityProviders(context)
      .all()
      .map(({ provider, tags }) => ({ arn: provider.capacityProviderArn, tags })),
  ].map(({ arn, tags }) => ({ arn, tags: tagsFrom(tags) }));
