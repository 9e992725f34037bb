import type { Keys } from '../../../permissions/required-permission.js';
import { conditionsHold, type Conditions } from '../../iam-policy/conditions.js';
import { matchesAction } from '../../iam-policy/patterns.js';
import { plainText } from '../../../plain-text.js';

/** Whom a statement names: everybody, or names by kind (`Service`, `AWS`). */
export type Principal = '*' | { readonly [kind: string]: readonly string[] };

interface Statement {
  readonly Effect?: string;
  readonly Principal?: string | { readonly [kind: string]: string | string[] };
  readonly Action?: string | string[];
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: string | string[] } };
}

/**
 * Whether a policy that names principals allows an action: a role's trust policy, a repository's. A condition with an
 * operator that is not known here counts as not fulfilled: better what fails in the sandbox alone than what fails on AWS
 * alone. IAM has checked the document's grammar when it was stored.
 * @param isMeant whether a statement's principal is the one who asks
 */
export function trustVerdict(
  document: string,
  isMeant: (principal: Principal) => boolean,
  action: string,
  keys: Keys,
): 'allowed' | 'denied' | 'not-allowed' {
  const { Statement = [] } = JSON.parse(document) as { Statement?: Statement | Statement[] };
  const fitting = list(Statement).filter(
    (it) =>
      isMeant(principalOf(it)) &&
      list(it.Action ?? []).some((pattern) => matchesAction(pattern, action)) &&
      conditionsHold(conditionsOf(it), keys),
  );
  if (fitting.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  return fitting.some(({ Effect }) => Effect === 'Allow') ? 'allowed' : 'not-allowed';
}

const principalOf = ({ Principal = {} }: Statement): Principal =>
  typeof Principal === 'string'
    ? '*'
    : Object.fromEntries(Object.entries(Principal).map(([kind, names]) => [kind, list(names)]));

const conditionsOf = ({ Condition = {} }: Statement): Conditions =>
  Object.fromEntries(
    Object.entries(Condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, list(values).map(plainText)])),
    ]),
  );

/** Whether one of these is named by its ARN, or everybody is: an Allow then needs no policy of the role itself. */
export const namesDirectly =
  (arns: readonly string[]) =>
  (principal: Principal): boolean =>
    principal === '*' || (principal['AWS'] ?? []).some((name) => name === '*' || arns.includes(name));

/** Whether one of these is named, by its ARN, or by its account. */
export const namesOneOf =
  (account: string, arns: readonly string[]) =>
  (principal: Principal): boolean =>
    namesDirectly(arns)(principal) ||
    (principal !== '*' &&
      (principal['AWS'] ?? []).some((name) => name === account || name.endsWith(`::${account}:root`)));

const list = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];
