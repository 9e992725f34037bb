import type { RequiredPermission } from '../permissions/required-permission.js';

/** A statement's condition, as it is written. */
export type Condition = { readonly [operator: string]: { readonly [key: string]: string | readonly string[] } };

/** What narrows a statement, in words of its name. */
export type Scope =
  | 'Look'
  | 'Any'
  | 'Named'
  | 'Own'
  | 'GuardDuty'
  | 'New'
  | 'TagNew'
  | 'PassRole'
  | 'LinkedRole'
  | 'RolePolicies'
  | 'Records';
export interface Narrowing {
  readonly scope: Scope;
  readonly condition: Condition;
  /** A key that may have several values in one statement, because each of them belongs to resources of its own. */
  readonly listed?: { readonly operator: string; readonly key: string; readonly values: readonly string[] };
}

/**
 * Narrows a required permission as far as IAM allows it and it helps. A resource with a name is narrowed by its name. A
 * resource whose id AWS chooses is narrowed by its tags. Reads are not narrowed by tags: a deleted resource has no
 * tags,
 * so the answer would be "not authorized" instead of "not found".
 * @param stack its name, which is in its tags
 */
export function narrow({ action, pattern, keys }: RequiredPermission, stack: string): Narrowing {
  const equals = (key: string, scope: Scope, operator = 'StringEquals'): Narrowing => ({
    scope,
    condition: { [operator]: { [key]: keys[key] ?? '' } },
  });
  if ('iam:PassedToService' in keys) return equals('iam:PassedToService', 'PassRole');
  const listed = (key: string) => ({ listed: { operator: 'StringEquals', key, values: [String(keys[key])] } });
  if ('iam:AWSServiceName' in keys) return { scope: 'LinkedRole', condition: {}, ...listed('iam:AWSServiceName') };
  if ('iam:PolicyARN' in keys) return equals('iam:PolicyARN', 'RolePolicies', 'ArnEquals');
  if (recordNames in keys) return { scope: 'Records', condition: {}, listed: onlyTheseNames(keys[recordNames] ?? []) };
  if (isLooking(action)) return { scope: pattern === '*' ? 'Look' : 'Named', condition: {} };
  if (!isOpen(pattern)) return { scope: 'Named', condition: {} };
  const [own, fresh] = ['aws:ResourceTag/provision:stack', 'aws:RequestTag/provision:stack'];
  if (keys[own] === stack) return equals(own, 'Own');
  if (guardDutyKey in keys) return equals(guardDutyKey, 'GuardDuty');
  const key = Object.keys(keys).find((it) => it.endsWith(':CreateAction'));
  if (keys[fresh] === stack && key) return { ...equals(fresh, 'TagNew'), ...listed(key) };
  if (keys[fresh] === stack) return equals(fresh, 'New');
  return { scope: pattern === '*' ? 'Any' : 'Named', condition: {} };
}

/** The names of the records that a batch changes. */
const recordNames = 'route53:ChangeResourceRecordSetsNormalizedRecordNames';

/** ACM makes up a part of the names of validation records. */
const onlyTheseNames = (names: string | readonly string[]) => ({
  operator: 'ForAllValues:StringLike',
  key: recordNames,
  values: [names].flat().map((name) => name.replace(/^_[0-9a-f]{32}\./, '_*.')),
});

/** The tag on what GuardDuty makes. */
export const guardDutyKey = 'aws:ResourceTag/GuardDutyManaged';

const isLooking = (action: string): boolean => /:(Describe|Get|List|BatchGet|BatchCheck)[A-Z]|:GET$/.test(action);

/**
 * AWS chooses a part of it. What comes behind a last colon are revisions of a family, or streams of a log group; a
 * collection of API Gateway's is everybody's.
 */
const isOpen = (pattern: string): boolean =>
  pattern.replace(/:\*$/, '').includes('*') || pattern.includes(':apigateway:');
