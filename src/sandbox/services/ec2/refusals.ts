import { AwsError } from '../../service.js';

/**
 * The refusals that every noun of EC2 shares, in its words.
 * Codes: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */

export const missing = (parameter: string) =>
  new AwsError('MissingParameter', `The request must contain the parameter ${parameter}`);

export const invalid = (message: string) => new AwsError('InvalidParameterValue', message);

export const badCombination = (message: string) => new AwsError('InvalidParameterCombination', message);

/** @param what in EC2's own words: `vpc`, `routeTable`, `internetGateway` */
export const hasDependencies = (what: string, id: string) =>
  new AwsError('DependencyViolation', `The ${what} '${id}' has dependencies and cannot be deleted.`);

/** What AWS has and the sandbox has not: said aloud, never passed over. */
export const beyondSandbox = (what: string) =>
  new AwsError('NotImplemented', `The sandbox's EC2 does not have ${what}.`, { status: 501 });

/**
 * The SDK types required members as possibly undefined, and nothing on the wire forces a client to send them.
 * @throws AwsError MissingParameter
 */
export function given<T>(value: T | undefined, parameter: string): T {
  if (value === undefined || value === '') throw missing(parameter);
  return value;
}

/**
 * Refuses what the handler would otherwise ignore. Members that only switch something off are let through.
 * @throws AwsError 501 naming the first member that is not among `known`
 */
export function onlyKnown<Input extends object>(input: Input, known: readonly (keyof Input & string)[]): void {
  const names: readonly string[] = [...known, 'DryRun', 'TagSpecifications', 'ClientToken'];
  const extra = Object.entries(input).find(([name, value]) => !names.includes(name) && isAsking(value));
  if (extra) throw beyondSandbox(`the parameter ${extra[0]}`);
}

function isAsking(value: unknown): boolean {
  if (typeof value === 'object' && value !== null && 'Value' in value) return isAsking(value.Value);
  return value !== undefined && value !== false;
}
