import { AwsError } from '../../service.js';
import { page } from '../page.js';

/**
 * The errors that all kinds of resources of Elastic Load Balancing share, in AWS's words.
 * Codes: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html
 */

/** What the service models no error for. */
export const validationError = (message: string) => new AwsError('ValidationError', message, { status: 400 });

export const invalidConfiguration = (message: string) => new AwsError('InvalidConfigurationRequestException', message);

/** The error, status 501, for a feature that AWS has and the sandbox does not. It is never ignored silently. */
export const notInSandbox = (what: string) =>
  new AwsError('NotImplemented', `The sandbox's Elastic Load Balancing does not have ${what}.`, { status: 501 });

/** @throws AwsError `ValidationError` */
export function required<T>(value: T | undefined, member: string): T {
  if (value === undefined || value === '') throw validationError(`${member} must be specified`);
  return value;
}

/** Refuses members that the handler would otherwise ignore. An empty list wishes for nothing. */
export function refuseOtherMembers<T extends object>(input: T, members: readonly (keyof T & string)[]): void {
  const asked = members.find((member) => !isBlank(input[member]));
  if (asked) throw notInSandbox(`the parameter ${asked}`);
}

const isBlank = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0);

/** @throws AwsError `ValidationError` for a number that is none or out of bounds */
export function within(value: number, [least, most]: readonly [number, number], member: string): number {
  if (!Number.isInteger(value) || value < least || value > most)
    throw validationError(`${member} '${value}' must be a value between '${least}' and '${most}'`);
  return value;
}

/**
 * What load balancers and target groups may be called.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 * @param what `load balancer`, `target group`
 * @throws AwsError `ValidationError`
 */
export function checkedName(name: string | undefined, what: string): string {
  const text = required(name, 'Name');
  const refused = (why: string) => validationError(`The ${what} name '${text}' ${why}`);
  if (text.length > 32) throw refused("cannot be longer than '32' characters");
  if (!/^[A-Za-z0-9-]+$/.test(text))
    throw refused('can only contain characters that are alphanumeric characters and hyphens(-)');
  if (/^-|-$/.test(text)) throw refused('cannot begin or end with a hyphen(-)');
  return text;
}

/**
 * One page, in this API's way: 400 rows at most, and unless told.
 * @param input.PageSize how many
 * @param input.Marker the previous page's
 */
export function markedPage<T>(
  rows: readonly T[],
  key: (row: T) => string,
  input: { readonly PageSize?: number | undefined; readonly Marker?: string | undefined },
): { items: T[]; more: { NextMarker?: string } } {
  const size = within(input.PageSize ?? 400, [1, 400], 'PageSize');
  const invalid = () => validationError('The specified marker is not valid');
  const { items, next } = page(rows, key, { size, token: input.Marker, invalid });
  return { items, more: next === undefined ? {} : { NextMarker: next } };
}
