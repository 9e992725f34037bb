import type { Demand } from '../permissions/demand.js';

/** A statement's condition, as it is written. */
export type Condition = { readonly [operator: string]: { readonly [key: string]: string | readonly string[] } };

/** What narrows a statement, in words of its name. */
export type Scope = 'Look' | 'Any' | 'Named' | 'Own' | 'New' | 'TagNew' | 'PassRole' | 'LinkedRole' | 'RolePolicies';
export interface Narrowing {
  readonly scope: Scope;
  readonly condition: Condition;
  /** A key that may have several values in one statement, because each of them belongs to resources of its own. */
  readonly listed?: { readonly key: string; readonly value: string };
}

/**
 * Narrows a demand as far as the reference lets it be narrowed and it helps. What has a name needs no more than its
 * name; what AWS gives an id to is told by its tags. Looking is not narrowed by tags: whoever looks for what is gone
 * finds no tags either, and would hear that they may not look instead of that it is gone.
 */
export function narrowed({ action, pattern, keys }: Demand, stack: string): Narrowing {
  const equals = (key: string, scope: Scope, operator = 'StringEquals'): Narrowing => ({
    scope,
    condition: { [operator]: { [key]: keys[key] ?? '' } },
  });
  if ('iam:PassedToService' in keys) return equals('iam:PassedToService', 'PassRole');
  const listed = (key: string) => ({ listed: { key, value: String(keys[key]) } });
  if ('iam:AWSServiceName' in keys) return { scope: 'LinkedRole', condition: {}, ...listed('iam:AWSServiceName') };
  if ('iam:PolicyARN' in keys) return equals('iam:PolicyARN', 'RolePolicies', 'ArnEquals');
  if (isLooking(action)) return { scope: pattern === '*' ? 'Look' : 'Named', condition: {} };
  if (!isOpen(pattern)) return { scope: 'Named', condition: {} };
  const [own, fresh] = ['aws:ResourceTag/provision:stack', 'aws:RequestTag/provision:stack'];
  if (keys[own] === stack) return equals(own, 'Own');
  const key = Object.keys(keys).find((it) => it.endsWith(':CreateAction'));
  if (keys[fresh] === stack && key) return { ...equals(fresh, 'TagNew'), ...listed(key) };
  if (keys[fresh] === stack) return equals(fresh, 'New');
  return { scope: pattern === '*' ? 'Any' : 'Named', condition: {} };
}

const isLooking = (action: string): boolean => /:(Describe|Get|List|BatchGet|BatchCheck)[A-Z]|:GET$/.test(action);

/**
 * AWS chooses a part of it. What comes behind a last colon are revisions of a family, or streams of a log group; a
 * collection of API Gateway's is everybody's.
 */
const isOpen = (pattern: string): boolean => pattern.replace(/:\*$/, '').includes('*') || pattern.includes(':apigateway:');
