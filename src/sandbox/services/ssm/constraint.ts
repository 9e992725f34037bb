import { AwsError } from '../../service.js';
import { constraints } from '../constraint.js';
import { page } from '../page.js';

export const { present, within, failed } = constraints('ValidationException');

export const invalid = (message: string) => new AwsError('ValidationException', message, { status: 400 });
export const noParameter = (name: string) => new AwsError('ParameterNotFound', `Parameter ${name} not found.`);

/** Names in one request, as many as the operation takes. */
export function severalNames(value: readonly string[] | undefined): readonly string[] {
  const names = present(value, 'names');
  if (names.length < 1) throw failed('[]', 'names', 'Member must have length greater than or equal to 1');
  if (names.length > 10) throw failed(names, 'names', 'Member must have length less than or equal to 10');
  return names;
}

/** One page. @param most as many rows as a page may have; @param least as few, and how many it has `unlessTold` */
export function numberedPage<T>(
  rows: readonly T[],
  key: (row: T) => string,
  input: { readonly NextToken?: string | undefined; readonly MaxResults?: number | undefined },
  most: number,
  { least = 1, unlessTold = most } = {},
): { items: T[]; more: { NextToken?: string } } {
  const { items, next } = page(rows, key, {
    size: within(input.MaxResults, 'maxResults', [least, most], unlessTold),
    token: input.NextToken,
    invalid: () => new AwsError('InvalidNextToken', 'The specified token is not valid.'),
  });
  return { items, more: next === undefined ? {} : { NextToken: next } };
}
