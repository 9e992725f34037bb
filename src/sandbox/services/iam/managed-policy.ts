import { AwsError, type Context } from '../../service.js';
import { isTakenOnTrust } from '../../taken-on-trust.js';
import { policyDocuments } from './managed-policy-documents.js';
import { managedPolicies } from './managed-policies.js';
import { customerPolicies, roles } from './tables.js';

/** A managed policy, whoever manages it. */
export interface ManagedPolicy {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly isOfAws: boolean;
  /** The version that counts; absent for one of AWS's whose text the sandbox does not have. */
  readonly version?: string;
  /** The text of that version, as JSON. */
  readonly text?: string;
}

/**
 * A policy by its ARN, AWS's own or the account's; undefined where there is none.
 * @throws AwsError 501 for one of AWS's that the sandbox does not have: AWS has about 1,400
 */
export function policyAt(arn: string, context: Context): ManagedPolicy | undefined {
  const row = customerPolicies(context).get(arn);
  if (row) {
    const { name, path, defaultVersion: version } = row;
    return { arn, name, path, isOfAws: false, version, text: row.versions[version]?.document ?? '' };
  }
  const [, owner, pathAndName = ''] = /^arn:[\w-]+:iam::(aws|\d{12}):policy\/(.+)$/.exec(arn) ?? [];
  const isUnread = isTakenOnTrust(context) && (owner === 'aws' || owner === context.account);
  if (owner === 'aws' && !(isUnread && !managedPolicies.has(pathAndName))) return policyOfAws(arn, pathAndName);
  return isUnread ? { arn, ...placeOf(pathAndName), isOfAws: owner === 'aws' } : undefined;
}

function placeOf(pathAndName: string): { readonly name: string; readonly path: string } {
  const name = pathAndName.slice(pathAndName.lastIndexOf('/') + 1);
  return { name, path: `/${pathAndName.slice(0, -name.length)}` };
}

/** The name of a policy of AWS's is taken once, so one that is known in another path is not in this one. */
function policyOfAws(arn: string, pathAndName: string): ManagedPolicy | undefined {
  const { name, path } = placeOf(pathAndName);
  if (!managedPolicies.has(pathAndName)) {
    if ([...managedPolicies].some((it) => it.split('/').at(-1) === name)) return undefined;
    throw new AwsError('NotImplemented', `the sandbox does not have AWS's policy ${pathAndName}`, { status: 501 });
  }
  const text = policyDocuments[pathAndName];
  return {
    ...{ arn, name, path, isOfAws: true },
    ...(text && { version: text.version, text: JSON.stringify(text.document) }),
  };
}

/**
 * Source: https://github.com/pulumi/pulumi-aws-apigateway/issues/347
 * @throws AwsError `ValidationError` for the ARN of a policy in another partition
 */
export function ofThisPartition(arn: string, { partition }: Context): string {
  if (/^arn:[^:]*:/.test(arn) && !arn.startsWith(`arn:${partition}:`))
    throw new AwsError('ValidationError', 'Invalid ARN partition');
  return arn;
}

/**
 * A policy that is asked for itself. One of the account's that is only taken on trust can be attached; nobody knows that it is there.
 * @throws AwsError `NoSuchEntityException`, `ValidationError` for another partition, 501
 */
export function existingPolicy(text: string, context: Context): ManagedPolicy {
  const arn = ofThisPartition(text, context);
  const policy = policyAt(arn, context);
  if (!policy || !(policy.isOfAws || customerPolicies(context).get(arn)))
    throw new AwsError('NoSuchEntityException', `Policy ${arn} was not found.`);
  return policy;
}

/** How many roles have it. */
export const attachmentsOf = (context: Context, arn: string): number =>
  roles(context).all(({ attached }) => attached.includes(arn)).length;
