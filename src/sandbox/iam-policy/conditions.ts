import type { Keys } from '../../permissions/required-permission.js';
import { matchesArn, matchesWildcards } from './patterns.js';

/** `{ StringEquals: { 'aws:RequestTag/team': ['shop'] } }` */
export interface Conditions {
  readonly [operator: string]: { readonly [key: string]: readonly string[] };
}

type Compare = (wanted: string, given: string) => boolean;

/**
 * The condition operators that the sandbox knows. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const comparisons: { readonly [operator: string]: Compare } = {
  StringEquals: (wanted, given) => wanted === given,
  StringEqualsIgnoreCase: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
  StringLike: matchesWildcards,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
};
const negated: { readonly [operator: string]: string | undefined } = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

export const operators: readonly string[] = [...Object.keys(comparisons), ...Object.keys(negated), 'Null'];

interface Operator {
  readonly name: string;
  /** How a key with several values is compared. */
  readonly of?: 'ForAllValues' | 'ForAnyValue' | undefined;
  /** The condition also holds where the request does not have the key. */
  readonly ifExists: boolean;
}

/** @returns undefined for an operator that is not known here */
export function operatorOf(text: string): Operator | undefined {
  const [, of, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(text) ?? [];
  if (!operators.includes(name) || (name === 'Null' && (of !== undefined || ifExists !== undefined))) return undefined;
  return { name, of: of as Operator['of'], ifExists: ifExists !== undefined };
}

/**
 * Whether all conditions hold. Where a key has several wanted values, one match is enough. @param keys of the request
 */
export const conditionsHold = (conditions: Conditions, keys: Keys): boolean =>
  Object.entries(conditions).every(([operator, wanted]) =>
    Object.entries(wanted).every(([key, values]) =>
      isMet(
        operatorOf(operator),
        values.map((it) => withPolicyVariables(it, keys)),
        valuesOf(keys, key),
      ),
    ),
  );

function isMet(
  operator: Operator | undefined,
  wanted: readonly (string | undefined)[],
  given: readonly string[] | undefined,
): boolean {
  if (!operator) return false;
  const { name, of, ifExists } = operator;
  if (name === 'Null') return wanted.includes(String(given === undefined));
  const opposite = negated[name];
  if (given === undefined) return ifExists || of === 'ForAllValues' || (opposite !== undefined && of === undefined);
  const compare = comparisons[opposite ?? name];
  const some = (value: string) => wanted.some((it) => it !== undefined && compare?.(it, value));
  const fits = (value: string) => some(value) !== (opposite !== undefined);
  return of === 'ForAllValues' || (of === undefined && opposite !== undefined) ? given.every(fits) : given.some(fits);
}

/** Keys are compared without regard to case. */
function valuesOf(keys: Keys, key: string): readonly string[] | undefined {
  const found = Object.entries(keys).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  return typeof found === 'string' ? [found] : found;
}

/**
 * Replaces policy variables such as `${aws:PrincipalAccount}` by the request's values.
 * @returns undefined where a variable has no value: such a text matches nothing
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function withPolicyVariables(text: string, keys: Keys): string | undefined {
  let isWhole = true;
  const done = text.replace(/\$\{([^}]+)\}/g, (_all, name: string) => {
    if (['*', '?', '$'].includes(name)) return name;
    const [key = '', otherwise] = name.split(',').map((it) => it.trim());
    const value = valuesOf(keys, key)?.[0] ?? otherwise?.replace(/^'|'$/g, '');
    isWhole &&= value !== undefined;
    return value ?? '';
  });
  return isWhole ? done : undefined;
}
