import {
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type Tag,
} from '@aws-sdk/client-servicediscovery';
import { AwsError, on, type Context } from '../../service.js';
import { invalidInput, present } from './input.js';
import { namespaces, services } from './tables.js';

export const tagOperations = [
  on(TagResourceCommand, (input, context) => {
    const resource = taggable(context, input.ResourceARN);
    const added = checkedTags(present(input.Tags, 'tags'));
    const kept = resource.tags.filter(({ Key }) => !added.some((tag) => tag.Key === Key));
    resource.tags = limited([...kept, ...added]);
    return {};
  }),

  on(UntagResourceCommand, (input, context) => {
    const resource = taggable(context, input.ResourceARN);
    const keys = present(input.TagKeys, 'tagKeys');
    resource.tags = resource.tags.filter(({ Key }) => !keys.includes(Key ?? ''));
    return {};
  }),

  on(ListTagsForResourceCommand, (input, context) => ({ Tags: taggable(context, input.ResourceARN).tags })),
];

/** @throws AwsError `InvalidInput` for AWS's own keys or one key twice, `TooManyTagsException` for more than 50 */
export function checkedTags(tags: readonly Tag[] = []): Tag[] {
  const keys = tags.map(({ Key }) => present(Key, 'tags.key'));
  if (keys.some((key) => /^aws:/i.test(key)))
    throw invalidInput('Tag keys that start with aws: are reserved for system use.');
  if (new Set(keys).size < keys.length) throw invalidInput('Duplicate tag keys found.');
  return limited(tags.map(({ Key, Value }) => ({ Key, Value: Value ?? '' })));
}

function limited(tags: Tag[]): Tag[] {
  if (tags.length > 50)
    throw new AwsError('TooManyTagsException', 'The list of tags on the resource is over the limit of 50.');
  return tags;
}

function taggable(context: Context, arn: string | undefined): { tags: Tag[] } {
  const wanted = present(arn, 'resourceARN');
  const row =
    namespaces(context).find(({ namespace, state }) => namespace.Arn === wanted && state !== 'creating') ??
    services(context).find(({ service }) => service.Arn === wanted);
  if (!row) throw new AwsError('ResourceNotFoundException', `The resource ${wanted} can't be found.`);
  return row;
}
