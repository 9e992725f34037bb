import { AwsError } from '../../service.js';
import { constraints } from '../constraint.js';
import { page } from '../page.js';

/** Source: https://github.com/localstack/localstack, tests/aws/services/iam, answers that were recorded on AWS */
const { present, matching, within, failed } = constraints('ValidationError', { isSilent: true });
export { present, within, failed };

/** @throws AwsError `ValidationError` */
export const roleName = (value: string | undefined) => matching(value, 'roleName', /[\w+=,.@-]+/, 64);
/** @throws AwsError `ValidationError` */
export const policyName = (value: string | undefined) => matching(value, 'policyName', /[\w+=,.@-]+/, 128);

/** `v1` @throws AwsError `ValidationError` */
export const versionId = (value: string | undefined) =>
  matching(value, 'versionId', /v[1-9][0-9]*(\.[A-Za-z0-9-]*)?/, 64);

/** @throws AwsError `ValidationError`, in other words where it is only too short, and where it is no ARN */
export function policyArn(value: string | undefined): string {
  const arn = present(value, 'policyArn');
  if (arn.length < 20) throw failed(arn, 'policyArn', 'Member must have length greater than or equal to 20');
  if (!arn.startsWith('arn:')) throw new AwsError('ValidationError', `ARN ${arn} is not valid.`, { status: 400 });
  return arn;
}

/** @throws AwsError `ValidationError` */
export const instanceProfileName = (value: string | undefined) =>
  matching(value, 'instanceProfileName', /[\w+=,.@-]+/, 128);

const pathPattern = String.raw`(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`;

/**
 * The path of a role or an instance profile; `/` where there is none.
 * @throws AwsError `ValidationError`
 */
export function checkedPath(path = '/'): string {
  if (!new RegExp(`^(${pathPattern})$`).test(path) || path.length > 512)
    throw failed(path, 'path', `Member must satisfy regular expression pattern: ${pathPattern}`);
  return path;
}

/**
 * One page as IAM cuts them: 100 rows unless told, 1,000 at most.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
 */
export function markedPage<T>(
  rows: readonly T[],
  key: (row: T) => string,
  input: { readonly Marker?: string | undefined; readonly MaxItems?: number | undefined },
): { items: T[]; more: { IsTruncated: boolean; Marker?: string } } {
  const { items, next } = page(rows, key, {
    size: within(input.MaxItems, 'maxItems', [1, 1000], 100),
    token: input.Marker,
    invalid: () => new AwsError('ValidationError', `Invalid Marker: ${input.Marker ?? ''}`, { status: 400 }),
  });
  return { items, more: next === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: next } };
}
