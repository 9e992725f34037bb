import { AwsError } from '../../service.js';

/**
 * The errors that all kinds of resources of EC2 share, in AWS's words.
 * Codes: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */

export const missingParameter = (parameter: string) =>
  new AwsError('MissingParameter', `The request must contain the parameter ${parameter}`);

export const invalid = (message: string) => new AwsError('InvalidParameterValue', message);

export const invalidCombination = (message: string) => new AwsError('InvalidParameterCombination', message);

/** @param what in EC2's own words: `vpc`, `routeTable`, `internetGateway` */
export const dependencyViolation = (what: string, id: string) =>
  new AwsError('DependencyViolation', `The ${what} '${id}' has dependencies and cannot be deleted.`);

/** The error, status 501, for a feature that AWS has and the sandbox does not. It is never ignored silently. */
export const notInSandbox = (what: string) =>
  new AwsError('NotImplemented', `The sandbox's EC2 does not have ${what}.`, { status: 501 });

/**
 * The SDK types required members as possibly undefined, and nothing on the wire forces a client to send them.
 * @throws AwsError MissingParameter
 */
export function required<T>(value: T | undefined, parameter: string): T {
  if (value === undefined || value === '') throw missingParameter(parameter);
  return value;
}

/**
 * Refuses what the handler would otherwise ignore. Members that only switch something off are let through.
 * @throws AwsError 501 naming the first member that is not among `known`
 */
export function refuseOtherMembers<Input extends object>(input: Input, known: readonly (keyof Input & string)[]): void {
  const names: readonly string[] = [...known, 'DryRun', 'TagSpecifications', 'ClientToken'];
  const extra = Object.entries(input).find(([name, value]) => !names.includes(name) && isAsking(value));
  if (extra) throw notInSandbox(`the parameter ${extra[0]}`);
}

/**
 * Whether a member of a request wishes for something. One that is blank or switched off does not, and neither does a
 * structure of such members: Terraform's provider sends `Placement.AvailabilityZone=` with each instance.
 */
export function isAsking(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null && !(value instanceof Date))
    return Object.values(value).some(isAsking);
  return value !== undefined && value !== false && value !== '';
}
