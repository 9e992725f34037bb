import type { MemberSchema } from '../member-schema.js';
import { hasVariable, variableIn } from './variables-in.js';
import { wordsIn } from './shell-words.js';
import type { Convert, Converted } from './rows.js';
import { plainText } from '../../plain-text.js';

/** How values of other formats are written in a config. Each takes all the forms that the formats have for it. */

const not = (noun: string, instead = 'write it by hand'): Converted => ({ because: `it is not ${noun}`, instead });
const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

export const text: Convert = (value) => (isPlain(value) ? { value } : not('a text'));

export const flag: Convert = (value) => {
  if (typeof value === 'boolean' || hasVariable(value)) return { value };
  const isYes = /^(?:true|yes|on)$/i.test(plainText(value));
  return isYes || /^(?:false|no|off)$/i.test(plainText(value)) ? { value: isYes } : not('true or false');
};

/** A whole number; one beyond the bounds of its member becomes the nearest that there is. */
export const integer: Convert = (value, limits) => {
  if (hasVariable(value)) return { value };
  const count = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value;
  if (typeof count !== 'number' || !Number.isInteger(count)) return not('a whole number');
  return bounded(count, limits, String(count));
};

function bounded(count: number, { minimum = -Infinity, maximum = Infinity }: MemberSchema, said: string): Converted {
  if (count < minimum) return { value: minimum, how: `${said} is ${minimum}, the least that there is` };
  if (count > maximum) return { value: maximum, how: `${said} is ${maximum}, the most that there is` };
  return { value: count };
}

const unitSeconds: { readonly [unit: string]: number } = { us: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/** `1m30s`, `2.5s`, `500ms` as seconds; a number is seconds. @returns undefined where it is none of these */
export function secondsIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const text = plainText(value).trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  const part = /(\d+(?:\.\d+)?)(us|ms|s|m|h)/y;
  let sum = 0;
  do {
    const [, count, unit = ''] = part.exec(text) ?? [];
    if (count === undefined) return undefined;
    sum += Number(count) * (unitSeconds[unit] ?? 1);
  } while (part.lastIndex < text.length);
  return sum;
}

/**
 * Sources: https://docs.docker.com/reference/compose-file/extension/#specifying-durations,
 * https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/ for durations of Go
 */
export const seconds: Convert = (value, limits) => {
  const variable = variableIn(value);
  if (variable !== undefined) return { value, how: `${variable} is seconds here` };
  const count = secondsIn(value);
  if (count === undefined || !Number.isFinite(count)) return not('a duration', 'write seconds');
  const whole = Math.ceil(count);
  const made = bounded(whole, limits, plainText(value));
  if ('because' in made || typeof value === 'number') return made;
  return { value: made.value, how: made.how ?? `${plainText(value)} is ${whole}, in seconds` };
};

const unitMiB: { readonly [unit: string]: number } = { '': 1 / 1048576, b: 1 / 1048576, k: 1 / 1024, m: 1, g: 1024 };

/**
 * Memory as compose writes it, in MiB: `512m`, `1.5gb`, or bytes.
 * Source: https://docs.docker.com/reference/compose-file/extension/#specifying-byte-values
 * @returns undefined where it is none
 */
export function mebibytesIn(value: unknown): number | undefined {
  const [, count, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*(?:([bkmg])i?b?)?\s*$/i.exec(plainText(value)) ?? [];
  if (count === undefined) return undefined;
  return Math.max(1, Math.ceil(Number(count) * (unitMiB[unit.toLowerCase()] ?? 1) - 1e-9));
}

export const mebibytes: Convert = (value, limits) => {
  const variable = variableIn(value);
  if (variable !== undefined) return { value, how: `${variable} is MiB here, or a size such as 512MB` };
  const count = mebibytesIn(value);
  if (count === undefined) return not('a size of memory', 'write MiB, or a size such as 512MB');
  const made = bounded(count, limits, plainText(value));
  return 'because' in made ? made : { value: made.value, how: made.how ?? `${plainText(value)} is ${count} MiB` };
};

/** A command: a list of words, or a text that is split into words as a shell does. */
export const words: Convert = (value) => {
  if (Array.isArray(value)) return value.every(isPlain) ? { value: value.map(plainText) } : not('a list of words');
  if (!isPlain(value)) return not('a list of words');
  const split = wordsIn(String(value));
  return split
    ? { value: split, how: `a list of ${split.length} words` }
    : not('a command that ends: a quote is not closed', 'write a list of words');
};

/** One of a few words; those of a config in the place of those of the format. */
export const oneOf =
  (values: { readonly [theirs: string]: string }): Convert =>
  (value) => {
    const ours = Object.hasOwn(values, plainText(value)) ? values[plainText(value)] : undefined;
    if (ours === undefined) return not(`one of ${Object.keys(values).join(', ')}`);
    return { value: ours, how: ours === value ? undefined : `${plainText(value)} is ${ours} here` };
  };

/** A list of texts. */
export const texts: Convert = (value) =>
  Array.isArray(value) && value.every(isPlain)
    ? { value: value.map(plainText) }
    : isPlain(value)
      ? { value: [String(value)], how: 'a list of one' }
      : not('a list of texts');
