import type { Tag } from '@aws-sdk/client-ecs';
import { AwsError } from '../../service.js';
import { page } from '../page.js';

export const clientException = (message: string) => new AwsError('ClientException', message);
export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message);

/** The error, status 501, for a feature that ECS has and the sandbox does not. It is never ignored silently. */
export const notInSandbox = (what: string) =>
  new AwsError('NotImplemented', `the sandbox has no ${what}`, { status: 501 });

/** @throws AwsError `InvalidParameterException` */
export function present<T>(value: T | undefined, member: string): T {
  if (value === undefined || value === '') throw invalidParameter(`${member} can not be blank.`);
  return value;
}

/**
 * A token that tells a repeated request.
 * @throws AwsError `InvalidParameterException`
 */
export function checkToken(token = '', most = 64): void {
  if (!/^[!-~]*$/.test(token) || token.length > most)
    throw invalidParameter(`The client token can have up to ${most} ASCII characters in the range of 33-126.`);
}

/** @throws AwsError `InvalidParameterException` where a batch asks for more than AWS takes at once */
export function atMost<T>(items: readonly T[], most: number, member: string): readonly T[] {
  if (items.length > most) throw invalidParameter(`${member} can have at most ${most} items.`);
  return items;
}

/**
 * One page as ECS cuts them.
 * @param size how many unless told; 100 except where the API reference says otherwise
 * @param most how many at most; the same
 */
export function pageOf<T>(
  rows: readonly T[],
  key: (row: T) => string,
  input: { readonly nextToken?: string | undefined; readonly maxResults?: number | undefined },
  size = 100,
  most = 100,
): { items: T[]; more: { nextToken?: string } } {
  const asked = input.maxResults ?? size;
  if (asked < 1 || asked > most) throw invalidParameter(`MaxResults must be between 1 and ${most}.`);
  const invalid = () => invalidParameter('Invalid token in the request.');
  const { items, next } = page(rows, key, { size: asked, token: input.nextToken, invalid });
  return { items, more: next === undefined ? {} : { nextToken: next } };
}

/**
 * What ECS lets be tags: 50 at most, no key twice, none of AWS's own.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TagResource.html
 * @throws AwsError `InvalidParameterException`
 */
export function checkedTags(tags: readonly Tag[] = []): Tag[] {
  const keys = tags.map(({ key }) => present(key, 'Tag key'));
  if (keys.some((key) => /^aws:/i.test(key))) throw invalidParameter('Tag keys that start with aws: are reserved.');
  if (new Set(keys).size < keys.length) throw invalidParameter('Duplicate tag keys found.');
  if (tags.length > 50) throw invalidParameter('A resource can have at most 50 tags.');
  return tags.map(({ key, value }) => ({ key, value: value ?? '' }));
}
