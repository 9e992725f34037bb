import type { Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { AwsError } from '../../service.js';
import type { ResourceKind } from './resource-kinds.js';
import { required, invalid } from './refusals.js';

/** Without those that AWS itself puts on: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html */
const mostTags = 50;

/**
 * The tags a create is to put on what it makes.
 * @param kind of the resource that the operation makes
 * @throws AwsError InvalidParameterValue where another type of resource is named
 */
export function tagsFor({ type }: ResourceKind, specifications: readonly TagSpecification[] = []): Tag[] {
  for (const { ResourceType, Tags } of specifications) {
    if (ResourceType !== type)
      throw invalid(`'${ResourceType}' is not a valid taggable resource type for this operation.`);
    if (!Tags?.length) throw invalid('Tag specification must have at least one tag');
  }
  return withTags(
    [],
    specifications.flatMap(({ Tags = [] }) => Tags),
  );
}

/**
 * The tags of a resource after `set` are put on: a key that is there already gets the new value.
 * @throws AwsError InvalidParameterValue, TagLimitExceeded
 */
export function withTags(tags: readonly Tag[], set: readonly Tag[]): Tag[] {
  const twice = set.find(({ Key }, index) => set.findIndex((tag) => tag.Key === Key) !== index);
  if (twice) throw invalid(`Duplicate tag key '${twice.Key}' specified.`);
  const after = new Map(tags.map(({ Key, Value }) => [Key, Value]));
  for (const tag of set) after.set(keyOf(tag), valueOf(tag));
  const own = [...after.keys()].filter((key) => !key?.startsWith('aws:'));
  if (own.length > mostTags)
    throw new AwsError('TagLimitExceeded', 'The maximum number of tags for a resource has been reached.');
  return [...after].map(([Key, Value]) => ({ Key, Value }));
}

function keyOf({ Key }: Tag): string {
  const key = required(Key, 'Tag.Key');
  if (key.length > 128) throw invalid(`Tag key exceeds the maximum length of 128 characters: ${key}`);
  if (/^aws:/i.test(key)) throw invalid("Tag keys starting with 'aws:' are reserved for internal use");
  return key;
}

function valueOf({ Value = '' }: Tag): string {
  if (Value.length > 256) throw invalid(`Tag value exceeds the maximum length of 256 characters: ${Value}`);
  return Value;
}
