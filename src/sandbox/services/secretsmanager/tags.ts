import { TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-secrets-manager';
import { on, type TaggedResources, type TagsByArn } from '../../service.js';
import { checkedTags, present, secretBy, usableSecret } from './constraint.js';
import { secrets } from './tables.js';

/** Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_TagResource.html */
export const tagOperations = [
  on(TagResourceCommand, ({ SecretId, Tags }, context) => {
    const row = usableSecret(context, SecretId);
    row.tags = checkedTags(present(Tags, 'tags'), row.tags);
    return {};
  }),

  on(UntagResourceCommand, ({ SecretId, TagKeys }, context) => {
    const row = usableSecret(context, SecretId);
    const removed = new Set(present(TagKeys, 'tagKeys'));
    row.tags = Object.fromEntries(Object.entries(row.tags).filter(([key]) => !removed.has(key)));
    return {};
  }),
];

export const tagsByArn: TagsByArn = (context, _resource, arn) => secretBy(context, arn)?.tags;

export const taggedResources: TaggedResources = (context) =>
  secrets(context)
    .all()
    .map(({ arn, tags }) => ({ arn, tags }));
