import { AwsError, type Context } from '../../service.js';

/** ECR's words for a member that is not as it must be. */
export const invalid = (member: string, constraint: string) =>
  invalidRequest(`Invalid parameter at '${member}' failed to satisfy constraint: '${constraint}'`);
export const invalidRequest = (message: string) => new AwsError('InvalidParameterException', message);

/** The error, status 501, for a feature that ECR has and the sandbox does not. */
export const notInSandbox = (message: string) => new AwsError('NotImplemented', message, { status: 501 });

/** A text of `least` to `most` characters that matches `pattern` as a whole. */
export function matching(value: string | undefined, member: string, pattern: RegExp, [least, most]: Range): string {
  const text = value ?? '';
  if (text.length < least) throw invalid(member, `Member must have length greater than or equal to ${least}`);
  if (text.length > most) throw invalid(member, `Member must have length less than or equal to ${most}`);
  if (!new RegExp(`^(?:${pattern.source})$`).test(text))
    throw invalid(member, `must satisfy regular expression '${pattern.source}'`);
  return text;
}
type Range = readonly [least: number, most: number];

/** One of the values of an enumeration. */
export function oneOf<T extends string>(value: T, member: string, values: Readonly<Record<string, T>>): T {
  const all = Object.values(values);
  if (!all.includes(value)) throw invalid(member, `Member must satisfy enum value set: [${all.join(', ')}]`);
  return value;
}

/** How many rows a page holds: 100 unless told, at most 1,000. */
export function pageSize(maxResults: number | undefined): number {
  const size = maxResults ?? 100;
  if (size < 1) throw invalid('maxResults', 'Member must have value greater than or equal to 1');
  if (size > 1000) throw invalid('maxResults', 'Member must have value less than or equal to 1000');
  return size;
}
export const badToken = () => invalid('nextToken', 'The specified nextToken is invalid');

/** A list of 1 to `most`. */
export function listed<T>(items: readonly T[] | undefined, member: string, most: number): readonly T[] {
  if (!items?.length) throw invalid(member, 'Member must have length greater than or equal to 1');
  if (items.length > most) throw invalid(member, `Member must have length less than or equal to ${most}`);
  return items;
}

/**
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 * @throws AwsError `InvalidParameterException`
 */
export const repositoryName = (name: string | undefined): string =>
  matching(name, 'repositoryName', /[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*/, [2, 256]);

/** The registry that is meant: the caller's own unless told. There is nothing in any other. */
export const registryOf = ({ account }: Context, registryId: string | undefined): string =>
  matching(registryId ?? account, 'registryId', /[0-9]{12}/, [12, 12]);
