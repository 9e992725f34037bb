import { notInSandbox, validationError } from './refusals.js';

/** Settings that load balancers and target groups have as pairs of texts. */
export interface Attributes {
  [key: string]: string;
}
export interface AttributeRules {
  readonly [key: string]: {
    readonly unless: string;
    /** What it may be set to. */
    readonly allows: (value: string) => boolean;
    /** Values that would need something the sandbox has not got. */
    readonly beyond?: string;
  };
}
interface Pair {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

export const oneOf =
  (...values: readonly string[]) =>
  (value: string): boolean =>
    values.includes(value);
export const boolean = oneOf('true', 'false');
export const between =
  (least: number, most: number) =>
  (value: string): boolean =>
    /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
export const text = (value: string): boolean => value.length <= 1024;

export const defaultsOf = (rules: AttributeRules): Attributes =>
  Object.fromEntries(Object.entries(rules).map(([key, { unless }]) => [key, unless]));

export const listed = (attributes: Attributes): { Key: string; Value: string }[] =>
  Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));

/**
 * The attributes after these changes; the others stay.
 * @param what as messages call it: `Load balancer`, `Target group`
 * @throws AwsError `ValidationError`, 501
 */
export function changed(
  current: Attributes,
  changes: readonly Pair[],
  { rules, what }: { readonly rules: AttributeRules; readonly what: string },
): Attributes {
  const keys = changes.map(({ Key = '' }) => Key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw validationError(`${what} attribute key '${twice}' was specified multiple times`);
  for (const change of changes) check(change, rules, what);
  return { ...current, ...Object.fromEntries(changes.map(({ Key = '', Value = '' }) => [Key, Value])) };
}

/** @throws AwsError */
function check({ Key = '', Value = '' }: Pair, rules: AttributeRules, what: string): void {
  const rule = Object.hasOwn(rules, Key) ? rules[Key] : undefined;
  if (!rule) throw validationError(`${what} attribute key '${Key}' is not recognized`);
  if (!rule.allows(Value)) throw validationError(`${what} attribute value '${Value}' for key '${Key}' is not valid`);
  if (rule.beyond !== undefined && Value !== rule.unless) throw notInSandbox(rule.beyond);
}
