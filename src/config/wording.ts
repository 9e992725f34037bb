import { didYouMean, nearest } from '../nearest.js';
import type { MemberSchema } from './json-schema.js';
import type { Objection } from './format.js';
import type { Path } from './sound.js';

/** Plain words for what is wrong with one member. */

/** `services.web.routes[0]`, `tags["cost center"]`; empty for the whole config. */
export function pathText(path: Path): string {
  const parts = path.map((segment) => {
    if (typeof segment === 'number') return `[${segment}]`;
    return /^[\w$-]+$/.test(segment) ? `.${segment}` : `[${JSON.stringify(segment)}]`;
  });
  return parts.join('').replace(/^\./, '');
}

/** How a member is called in a sentence: `"memory"`, `routes[0]`. */
const called = (path: Path): string =>
  typeof path.at(-1) === 'number' ? pathText(path.slice(-2)) : JSON.stringify(path.at(-1));

export const missing = (path: Path, schema: MemberSchema | undefined): Objection => ({
  message: `${called(path)} is missing`,
  hint: schema?.description,
});

/** @returns also `meant`: the member that the name probably stands for */
export function unknownMember(name: string, among: MemberSchema | undefined): Objection & { meant?: string } {
  const known = Object.keys(among?.properties ?? {}).filter((member) => !member.startsWith('$'));
  const meant = nearest(name, known);
  return {
    message: `unknown member ${JSON.stringify(name)}`,
    hint: guessed(meant, known),
    ...(meant !== undefined && { meant }),
  };
}

const guessed = (meant: string | undefined, allowed: readonly string[]): string =>
  [didYouMean(meant), `allowed: ${allowed.join(', ')}`].filter(Boolean).join(' ');

/** @param spelling how the value is spelt in the file: `1.10`, where the value is 1.1 */
export function wrongType(path: Path, input: unknown, schema?: MemberSchema, spelling?: string): Objection {
  const expected = schema?.type ?? 'string';
  if (input === null) return { message: `${called(path)} has no value`, hint: schema?.description };
  const given = expected === 'integer' && typeof input === 'number' ? String(input) : wordForValue(input);
  return {
    message: `${called(path)} must be ${wordFor(expected)}, not ${given}`,
    hint: typeHint(expected, input, spelling) ?? schema?.description,
  };
}

function typeHint(expected: string, input: unknown, spelling: string | undefined): string | undefined {
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
  if (typeof input !== 'number') return { message: `${called(path)} must not be empty`, hint: description };
  return { message: `${called(path)} must be from ${minimum} to ${maximum}, not ${input}`, hint: description };
}

export function notAllowed(path: Path, input: unknown, values: readonly unknown[]): Objection {
  const allowed = values.map(String);
  const shown = typeof input === 'object' ? wordForValue(input) : JSON.stringify(input);
  const meant = typeof input === 'string' ? nearest(input, allowed) : undefined;
  return {
    message: `${called(path)} cannot be ${shown}`,
    hint: guessed(meant, allowed),
  };
}

const words: { readonly [type: string]: string } = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of members',
};
const wordFor = (type: string): string => words[type] ?? type;

export function wordForValue(value: unknown): string {
  if (value === null) return 'nothing';
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return 'text';
  return wordFor(Array.isArray(value) ? 'array' : typeof value);
}
