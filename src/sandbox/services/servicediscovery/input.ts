import { AwsError } from '../../service.js';
import { constraints } from '../constraint.js';
import { page } from '../page.js';

const { present, matching, within } = constraints('InvalidInput');
export { matching, present, within };

export const invalidInput = (message: string) => new AwsError('InvalidInput', message);

/** One page as Cloud Map cuts them: 100 rows unless told, which is also the most. */
export function pageOf<T>(
  rows: readonly T[],
  key: (row: T) => string,
  input: { readonly NextToken?: string | undefined; readonly MaxResults?: number | undefined },
): { items: T[]; more: { NextToken?: string } } {
  const { items, next } = page(rows, key, {
    size: within(input.MaxResults, 'maxResults', [1, 100], 100),
    token: input.NextToken,
    invalid: () => invalidInput('The NextToken is not valid.'),
  });
  return { items, more: next === undefined ? {} : { NextToken: next } };
}

interface Filter {
  readonly Name: string | undefined;
  readonly Values: readonly string[] | undefined;
  readonly Condition?: string | undefined;
}

/**
 * Whether a row passes all filters. Source: https://docs.aws.amazon.com/cloud-map/latest/api/API_NamespaceFilter.html
 * @param valueOf what the row holds under a filter's name
 * @throws AwsError `InvalidInput` for a condition or a number of values that the condition does not take
 */
export function passes(filters: readonly Filter[] = [], valueOf: (name: string) => string | undefined): boolean {
  return filters.every((filter) => holds(filter, valueOf(present(filter.Name, 'filters.name'))));
}

function holds({ Values, Condition = 'EQ' }: Filter, value: string | undefined): boolean {
  const values = present(Values, 'filters.values');
  switch (Condition) {
    case 'EQ':
      if (values.length !== 1) throw invalidInput('A filter with the condition EQ takes exactly one value.');
      return value === values[0];
    case 'IN':
      return value !== undefined && values.includes(value);
    case 'BEGINS_WITH':
      return values.some((start) => value?.startsWith(start));
    case 'BETWEEN': {
      if (values.length !== 2) throw invalidInput('A filter with the condition BETWEEN takes exactly two values.');
      return Number(value) >= Number(values[0]) && Number(value) <= Number(values[1]);
    }
    default:
      throw invalidInput(`The condition ${Condition} is not valid.`);
  }
}
