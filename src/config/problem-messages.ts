import { didYouMean, nearest } from '../nearest.js';
import { typesOf, type MemberSchema } from './member-schema.js';
import type { Objection } from './format.js';
import type { Path } from './member-path.js';
import { knownWish } from './wishes/known-wish.js';
import { knownValue } from './wishes/value-wishes.js';
import { plainName } from './wishes/wish.js';
import { sizeExamples, unitOf, type Unit } from './sizes.js';

/** The messages and hints for what is wrong with one member. */

/** `services.web.routes[0]`, `tags["cost center"]`; empty for the whole config. */
export function pathText(path: Path): string {
  const parts = path.map((segment) => {
    if (typeof segment === 'number') return `[${segment}]`;
    return /^[\w$-]+$/.test(segment) ? `.${segment}` : `[${JSON.stringify(segment)}]`;
  });
  return parts.join('').replace(/^\./, '');
}

/**
 * As `pathText`, cut off before a name that may be a secret: `PASSWORD=secret`, written instead of `PASSWORD: secret`,
 * is a name to YAML.
 * @param isHidden whether it is in a member whose values are not shown; then a name is shown only if it has just
 *   letters, digits and `_.-`
 */
export function shownPath(path: Path, isHidden: boolean): string {
  const odd = path.findIndex((segment) => (isHidden ? !/^[A-Za-z_][\w.-]*$/.test(String(segment)) : !isShown(segment)));
  return pathText(odd < 0 ? path : path.slice(0, odd));
}

const isShown = (name: string | number): boolean => !String(name).includes('=');

/** The name of a member in a sentence: `"memory"`, `routes[0]`. */
function memberName(path: Path): string {
  const name = path.at(-1) ?? '';
  if (typeof name === 'number') return pathText(path.slice(-2));
  return isShown(name) ? JSON.stringify(name) : 'what is written here';
}

export const missing = (path: Path, schema: MemberSchema | undefined): Objection => ({
  message: `${memberName(path)} is missing`,
  hint: schema?.description,
});

/**
 * A member that a config does not have. What is known from elsewhere is refused with the reason and the way out. All names that
 * there are would be many, so they are not shown.
 * @param around the path of the map that it is in
 * @param value where it is known
 * @returns also `meant`: the known member that the user probably meant
 */
export function unknownMember(
  name: string,
  among: MemberSchema | undefined,
  around: Path,
  value?: unknown,
): Objection & { meant?: string } {
  const names = Object.keys(among?.properties ?? {}).filter((member) => !member.startsWith('$'));
  const known = knownWish(name, around);
  if (known?.is === 'not-supported')
    return { message: `not supported: ${JSON.stringify(name)}, because ${known.because}`, hint: known.instead };
  const called = known && names.includes(known.name) ? known.name : undefined;
  const ofValue = called === undefined ? undefined : knownValue(called, value);
  if (ofValue?.because !== undefined)
    return {
      message: `not supported: ${JSON.stringify(name)} of ${JSON.stringify(value)}, because ${ofValue.because}`,
      hint: ofValue.instead,
    };
  const meant = called ?? nearest(name, names);
  return {
    message: isShown(name) ? `unknown member ${JSON.stringify(name)}` : 'an unknown member',
    hint:
      called === undefined || plainName(called) === plainName(name)
        ? (didYouMean(meant) ?? 'editors that know the schema list all members: `provision init` writes it')
        : `it is called ${JSON.stringify(called)} here`,
    ...(meant !== undefined && { meant }),
  };
}

const suggestions = (meant: string | undefined, allowed: readonly string[]): string =>
  [didYouMean(meant), `allowed: ${allowed.join(', ')}`].filter(Boolean).join(' ');

/** @param spelling the value as the file has it: `1.10`, where the parsed value is 1.1 */
export function wrongType(path: Path, input: unknown, schema?: MemberSchema, spelling?: string): Objection {
  const expected = typesOf(schema ?? {})[0] ?? 'string';
  if (input === null) return { message: `${memberName(path)} has no value`, hint: schema?.description };
  const given = expected === 'integer' && typeof input === 'number' ? String(input) : valueInWords(input);
  return {
    message: `${memberName(path)} must be ${typeInWords(expected)}, not ${given}`,
    hint: typeHint(expected, input, spelling, unitOf(schema?.format)) ?? schema?.description,
  };
}

/**
 * As `wrongType`, without showing the value.
 * @param isEntry whether the user chooses the member's name. If there is no value, the name may be the secret, so it is
 *   not shown either.
 */
export function wrongTypeOfHidden(
  path: Path,
  input: unknown,
  schema: MemberSchema | undefined,
  isEntry: boolean,
): Objection {
  const expected = typesOf(schema ?? {})[0] ?? 'string';
  if (input === null && isEntry)
    return { message: 'what is written here has no value', hint: 'write "name: value", with a space after the colon' };
  const name = /^[A-Za-z_][\w.-]*$/.test(String(path.at(-1))) ? memberName(path) : 'what is written here';
  if (input === null) return { message: `${name} has no value`, hint: schema?.description };
  const isScalar = typeof input === 'number' || typeof input === 'boolean';
  return {
    message: `${name} must be ${typeInWords(expected)}, not ${typeInWords(Array.isArray(input) ? 'array' : typeof input)}`,
    hint: expected === 'string' && isScalar ? 'put it in quotes' : schema?.description,
  };
}

function typeHint(expected: string, input: unknown, spelling: string | undefined, unit?: Unit): string | undefined {
  if (unit) return sizeExamples[unit];
  const isScalar = typeof input === 'number' || typeof input === 'boolean';
  if (expected === 'string' && isScalar) return `put it in quotes: ${JSON.stringify(spelling ?? String(input))}`;
  const isNumeric = typeof input === 'string' && /^\d+$/.test(input.trim());
  if (expected === 'integer' && isNumeric) return `write it without quotes: ${input.trim()}`;
  if (expected === 'array' && isScalar) return `write a list: [${spelling ?? String(input)}]`;
  if (expected === 'array' && typeof input === 'string') return `write a list: [${JSON.stringify(input)}]`;
  return undefined;
}

export function outOfRange(path: Path, input: unknown, schema: MemberSchema | undefined): Objection {
  const { minimum, maximum, description } = schema ?? {};
  if (typeof input !== 'number') return { message: `${memberName(path)} must not be empty`, hint: description };
  return { message: `${memberName(path)} must be from ${minimum} to ${maximum}, not ${input}`, hint: description };
}

/** A value that variables give, and that is of a wrong type or out of range. It is not shown. */
export function notGiven(path: Path, template: string, schema: MemberSchema | undefined): Objection {
  const { minimum, maximum, description } = schema ?? {};
  const expected = typesOf(schema ?? {})[0] ?? 'string';
  const range = minimum !== undefined && maximum !== undefined ? ` from ${minimum} to ${maximum}` : '';
  return {
    message: `${memberName(path)} must be ${typeInWords(expected)}${range}, and ${template} gives something else`,
    hint: description,
  };
}

export function notAllowed(path: Path, input: unknown, values: readonly unknown[]): Objection {
  const allowed = values.map(String);
  const shown = typeof input === 'object' ? valueInWords(input) : JSON.stringify(input);
  const meant = typeof input === 'string' ? nearest(input, allowed) : undefined;
  const known = knownValue(String(path.at(-1)), input);
  const because = known?.because === undefined ? '' : `, because ${known.because}`;
  return {
    message: `${memberName(path)} cannot be ${shown}${because}`,
    hint: known?.instead ?? suggestions(meant, allowed),
  };
}

const typeWords: { readonly [type: string]: string } = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of members',
};
const typeInWords = (type: string): string => typeWords[type] ?? type;

export function valueInWords(value: unknown): string {
  if (value === null) return 'nothing';
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return 'text';
  return typeInWords(Array.isArray(value) ? 'array' : typeof value);
}
