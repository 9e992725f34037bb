import { AwsError } from '../../service.js';
import { page } from '../page.js';

/**
 * The errors that all kinds of resources of API Gateway share. Its service model knows five errors and declares for most
 * operations fewer than they answer.
 * Source: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/api-reference.html
 */

export const badRequest = (message: string) => new AwsError('BadRequestException', message);
export const conflict = (message: string) => new AwsError('ConflictException', message);
export const notFound = (message: string) => new AwsError('NotFoundException', message);

/** The error, status 501, for a feature that AWS has and the sandbox does not. It is never ignored silently. */
export const notInSandbox = (what: string) =>
  new AwsError('NotImplemented', `The sandbox's API Gateway does not have ${what}.`, { status: 501 });

/** @throws AwsError `BadRequestException` */
export function required<T>(value: T | undefined, member: string): T {
  if (value === undefined || value === '') throw badRequest(`${member} is a required parameter.`);
  return value;
}

/** @throws AwsError `BadRequestException` */
export function checkName(name: string): void {
  if (name.length < 1 || name.length > 128) throw badRequest('Name must have 1 to 128 characters.');
}

/** Refuses members that the handler would otherwise ignore. */
export function refuseOtherMembers<T extends object>(input: T, members: readonly (keyof T & string)[]): void {
  const asked = members.find((member) => input[member] !== undefined);
  if (asked) throw notInSandbox(`the parameter ${asked}`);
}

/**
 * Refuses members that only WebSocket APIs have.
 * @throws AwsError `BadRequestException`
 */
export function refuseWebSocket<T extends object>(input: T, members: readonly (keyof T & string)[]): void {
  const asked = members.find((member) => input[member] !== undefined);
  if (asked) throw badRequest(`${asked} is not supported for HTTP APIs.`);
}

/** Those of the members that were given, to be laid over a row. */
export function pickDefined<T extends object, M extends keyof T>(input: T, members: readonly M[]): Partial<Pick<T, M>> {
  const values: Partial<Pick<T, M>> = {};
  for (const member of members) if (input[member] !== undefined) values[member] = input[member];
  return values;
}

/**
 * One page, in this API's way: sizes are texts. 25 rows unless told, 500 at most (taken from the REST APIs' limits:
 * for this version AWS publishes none).
 */
export function itemPage<T>(
  rows: readonly T[],
  key: (row: T) => string,
  input: { readonly MaxResults?: string | undefined; readonly NextToken?: string | undefined },
): { items: T[]; more: { NextToken?: string } } {
  const size = Number(input.MaxResults ?? '25');
  if (!Number.isInteger(size) || size < 1 || size > 500) throw badRequest('Invalid value for MaxResults.');
  const { items, next } = page(rows, key, {
    size,
    token: input.NextToken,
    invalid: () => badRequest('Invalid NextToken.'),
  });
  return { items, more: next === undefined ? {} : { NextToken: next } };
}
