import { ListTagsForResourceCommand, TagResourceCommand, UntagResourceCommand, type Tag } from '@aws-sdk/client-ecs';
import { AwsError, on, type Context } from '../../service.js';
import { checkedTags, invalidParameter, present } from './input.js';
import { capacityProviders, containerInstances } from './instance-tables.js';
import { clusterNamed, definitionNamed } from './names.js';
import { services, tasks } from './tables.js';

export const tagOperations = [
  on(TagResourceCommand, (input, context) => {
    const resource = taggable(context, input.resourceArn);
    const added = checkedTags(present(input.tags, 'Tags'));
    const kept = resource.tags.filter(({ key }) => !added.some((tag) => tag.key === key));
    if (kept.length + added.length > 50) throw invalidParameter('A resource can have at most 50 tags.');
    resource.tags = [...kept, ...added];
    return {};
  }),

  on(UntagResourceCommand, (input, context) => {
    const resource = taggable(context, input.resourceArn);
    const keys = present(input.tagKeys, 'Tag keys');
    resource.tags = resource.tags.filter(({ key }) => !keys.includes(key ?? ''));
    return {};
  }),

  on(ListTagsForResourceCommand, (input, context) => ({ tags: taggable(context, input.resourceArn).tags })),
];

/** @throws AwsError `ClusterNotFoundException`, or `InvalidParameterException` for anything else that is not there */
function taggable(context: Context, arn: string | undefined): { tags: Tag[] } {
  const wanted = present(arn, 'Resource ARN');
  const kind = /^arn:[^:]+:ecs:[^:]+:[^:]+:([a-z-]+)\/./.exec(wanted)?.[1];
  switch (kind) {
    case 'cluster': {
      const row = clusterNamed(context, wanted);
      if (!row || row.cluster.status === 'INACTIVE')
        throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
      return row;
    }
    case 'service':
      return found(services(context).get(wanted), 'service');
    case 'task':
      return found(tasks(context).get(wanted), 'task');
    case 'container-instance':
      return found(containerInstances(context).get(wanted), 'container instance');
    case 'capacity-provider':
      return found(capacityProviders(context).get(wanted.split('/').at(-1) ?? ''), 'capacity provider');
    case 'task-definition':
      return found(definitionNamed(context, wanted), 'task definition');
    default:
      throw invalidParameter(`Invalid resource ARN: ${wanted}.`);
  }
}

function found<T>(row: T | undefined, noun: string): T {
  if (!row) throw invalidParameter(`The specified ${noun} was not found.`);
  return row;
}
