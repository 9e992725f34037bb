import { AwsError, type Context } from '../../service.js';
import { constraints } from '../constraint.js';
import { page } from '../page.js';
import { groups, type GroupRow } from './tables.js';

const { present, within } = constraints('ValidationError');
export { present, within };

/** Auto Scaling models few errors: most refusals have this code, which only the message tells apart. */
export const invalid = (message: string) => new AwsError('ValidationError', message, { status: 400 });

/**
 * The error, status 501, for a feature that Auto Scaling has and the sandbox does not. It is never ignored silently.
 */
export const notInSandbox = (what: string) =>
  new AwsError('NotImplemented', `the sandbox's Auto Scaling has no ${what}`, { status: 501 });

/** @throws AwsError 501 naming the first member that is not among `known`; empty ones ask for nothing */
export function refuseOtherMembers<Input extends object>(input: Input, known: readonly (keyof Input & string)[]): void {
  const names: readonly string[] = known;
  const isAsking = (value: unknown) =>
    value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
  const extra = Object.entries(input).find(([name, value]) => !names.includes(name) && isAsking(value));
  if (extra) throw notInSandbox(`parameter ${extra[0]}`);
}

/** @throws AwsError `ValidationError`: the message is all that says that there is no such group */
export function existingGroup(context: Context, asked: string | undefined): GroupRow {
  const name = present(asked, 'autoScalingGroupName');
  const row = groups(context).get(name);
  if (!row) throw invalid(`AutoScalingGroup name not found - AutoScalingGroup ${name} not found`);
  return row;
}

/** A group that is not being deleted. */
export function liveGroup(context: Context, asked: string | undefined): GroupRow {
  const row = existingGroup(context, asked);
  if (row.deleting) throw invalid(`AutoScalingGroup ${row.group.AutoScalingGroupName} is pending delete`);
  return row;
}

/** One page as Auto Scaling cuts them: 50 rows unless told, and 100 at most, also unless told. */
export function pageOf<T>(
  rows: readonly T[],
  key: (row: T) => string,
  input: { readonly NextToken?: string | undefined; readonly MaxRecords?: number | undefined },
  size = 50,
  most = 100,
): { items: T[]; more: { NextToken?: string } } {
  const { items, next } = page(rows, key, {
    size: within(input.MaxRecords, 'maxRecords', [1, most], size),
    token: input.NextToken,
    invalid: () => new AwsError('InvalidNextToken', `The token '${input.NextToken ?? ''}' is invalid.`),
  });
  return { items, more: next === undefined ? {} : { NextToken: next } };
}
