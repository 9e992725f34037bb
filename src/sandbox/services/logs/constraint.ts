import { AwsError } from '../../service.js';
import { constraints } from '../constraint.js';
import { page } from '../page.js';

const { present, matching, within, failed } = constraints('InvalidParameterException');
export { present, failed, within };

export const invalid = (message: string) => new AwsError('InvalidParameterException', message);

/** Its length is the service's own check. @throws AwsError `InvalidParameterException` */
export function logGroupName(value: string | undefined): string {
  if (value !== undefined && value.length > 512)
    throw invalid('Invalid LogGroup or LogStream, both must have length less than or equal to 512.');
  return matching(value, 'logGroupName', /[.\-_/#A-Za-z0-9]+/, 512);
}

/**
 * One page as CloudWatch Logs cuts them: 50 rows, or fewer where asked.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
 */
export function limitedPage<T>(
  rows: readonly T[],
  key: (row: T) => string,
  input: { readonly nextToken?: string | undefined; readonly limit?: number | undefined },
): { items: T[]; more: { nextToken?: string } } {
  const { items, next } = page(rows, key, {
    size: within(input.limit, 'limit', [1, 50], 50),
    token: input.nextToken,
    invalid: () => invalid('The specified nextToken is invalid.'),
  });
  return { items, more: next === undefined ? {} : { nextToken: next } };
}
