import type { Tag } from '@aws-sdk/client-iam';
import { AwsError } from '../../service.js';
import { tagSyntaxProblem } from '../tag-syntax.js';
import { present } from './constraint.js';

/** Tags as the sandbox keeps them. */
export interface Tags {
  readonly [key: string]: string;
}

export const tagList = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/**
 * What IAM lets be tags: keys that differ by more than case, none of them AWS's own.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 * @throws AwsError `InvalidInputException`, or `LimitExceededException` for more than 50
 */
export function checkedTags(tags: readonly Tag[] = []): Tags {
  const pairs = tags.map(({ Key, Value }) => [present(Key, 'tags.key'), present(Value, 'tags.value')] as const);
  if (new Set(pairs.map(([key]) => key.toLowerCase())).size < pairs.length)
    throw invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  const checked = Object.fromEntries(pairs);
  const fault = tagSyntaxProblem(checked);
  if (fault !== undefined) throw invalid(fault);
  return limited(checked);
}

/** The tags with others added or put in their place; a key that differs by case alone counts as the same. */
export function withTags(tags: Tags, added: Tags): Tags {
  const replaced = new Set(Object.keys(added).map((key) => key.toLowerCase()));
  const kept = Object.entries(tags).filter(([key]) => !replaced.has(key.toLowerCase()));
  return limited({ ...Object.fromEntries(kept), ...added });
}

function limited(tags: Tags): Tags {
  if (Object.keys(tags).length > 50)
    throw new AwsError('LimitExceededException', 'Cannot exceed quota for TagsPerRole: 50');
  return tags;
}

const invalid = (message: string) => new AwsError('InvalidInputException', message);
