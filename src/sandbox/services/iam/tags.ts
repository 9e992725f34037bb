import type { Tag } from '@aws-sdk/client-iam';
import { AwsError } from '../../service.js';
import { tagSyntaxProblem } from '../tag-syntax.js';
import { failed, present } from './constraint.js';

/** Tags as the sandbox keeps them. */
export interface Tags {
  readonly [key: string]: string;
}

export const tagList = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** The most of a request, and of what has them. */
const most = 50;
const letters = String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]`;

/**
 * What IAM lets be tags, none of them AWS's own. Keys of roles and instance profiles differ by more than case; those of
 * policies may not.
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html; https://github.com/localstack/localstack,
 * tests/aws/services/iam, answers that were recorded on AWS
 * @throws AwsError `ValidationError`, `InvalidInputException`
 */
export function checkedTags(tags: readonly Tag[] = [], { areCaseSensitive = false } = {}): Tags {
  if (tags.length > most) throw failed(tags, 'tags', `Member must have length less than or equal to ${most}`);
  const pairs = tags.map(
    ({ Key, Value }, at) =>
      [
        fitting(present(Key, `tags.${at + 1}.member.key`), `tags.${at + 1}.member.key`, 128, `${letters}+`),
        fitting(present(Value, `tags.${at + 1}.member.value`), `tags.${at + 1}.member.value`, 256, `${letters}*`),
      ] as const,
  );
  const keys = new Set(pairs.map(([key]) => (areCaseSensitive ? key : key.toLowerCase())));
  const also = areCaseSensitive ? '' : ' Please note that Tag keys are case insensitive.';
  if (keys.size < pairs.length) throw invalid(`Duplicate tag keys found.${also}`);
  const checked = Object.fromEntries(pairs);
  const fault = tagSyntaxProblem(checked);
  if (fault !== undefined) throw invalid(fault);
  return checked;
}

function fitting(text: string, member: string, longest: number, pattern: string): string {
  if (text.length > longest) throw failed(text, member, `Member must have length less than or equal to ${longest}`);
  if (!new RegExp(`^(${pattern})$`, 'u').test(text))
    throw failed(text, member, `Member must satisfy regular expression pattern: ${pattern}`);
  return text;
}

/** The tags with others added or put in their place; a key that differs by case alone counts as the same. */
export function withTags(tags: Tags, added: Tags): Tags {
  const replaced = new Set(Object.keys(added).map((key) => key.toLowerCase()));
  const kept = Object.entries(tags).filter(([key]) => !replaced.has(key.toLowerCase()));
  return limited({ ...Object.fromEntries(kept), ...added });
}

/** The same, where only the same key counts as the same. */
export const withCaseSensitiveTags = (tags: Tags, added: Tags): Tags => limited({ ...tags, ...added });

function limited(tags: Tags): Tags {
  if (Object.keys(tags).length > most)
    throw new AwsError('LimitExceededException', 'Cannot exceed quota for TagsPerRole: 50');
  return tags;
}

const invalid = (message: string) => new AwsError('InvalidInputException', message);
