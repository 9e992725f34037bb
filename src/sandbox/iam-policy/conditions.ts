import type { Keys } from '../../permissions/demand.js';
import { isArnLike, isLike } from './patterns.js';

/** `{ StringEquals: { 'aws:RequestTag/team': ['shop'] } }` */
export interface Conditions {
  readonly [operator: string]: { readonly [key: string]: readonly string[] };
}

type Compare = (wanted: string, given: string) => boolean;

/** Those that are known here. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const comparisons: { readonly [operator: string]: Compare } = {
  StringEquals: (wanted, given) => wanted === given,
  StringEqualsIgnoreCase: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
  StringLike: isLike,
  ArnEquals: isArnLike,
  ArnLike: isArnLike,
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
  /** A key that has no value fulfils it. */
  readonly ifExists: boolean;
}

/** @returns undefined for an operator that is not known here */
export function operatorOf(text: string): Operator | undefined {
  const [, of, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(text) ?? [];
  if (!operators.includes(name) || (name === 'Null' && (of !== undefined || ifExists !== undefined))) return undefined;
  return { name, of: of as Operator['of'], ifExists: ifExists !== undefined };
}

/** Whether all conditions hold: of several values of one key, one is enough. @param keys of the request */
export const holds = (conditions: Conditions, keys: Keys): boolean =>
  Object.entries(conditions).every(([operator, wanted]) =>
    Object.entries(wanted).every(([key, values]) => isMet(operatorOf(operator), values.map((it) => filled(it, keys)), valuesOf(keys, key))),
  );

function isMet(operator: Operator | undefined, wanted: readonly (string | undefined)[], given: readonly string[] | undefined): boolean {
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
 * A text with the request's own values in the place of `${aws:PrincipalAccount}` and the like.
 * @returns undefined where one has no value: then nothing is equal to it
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function filled(text: string, keys: Keys): string | undefined {
  let isWhole = true;
  const done = text.replace(/\$\{([^}]+)\}/g, (_all, name: string) => {
    if (['*', '?', '$'].includes(name)) return name;
    const [key = '', otherwise] = name.split(/\s*,\s*/);
    const value = valuesOf(keys, key)?.[0] ?? otherwise?.replace(/^'|'$/g, '');
    isWhole &&= value !== undefined;
    return value ?? '';
  });
  return isWhole ? done : undefined;
}
