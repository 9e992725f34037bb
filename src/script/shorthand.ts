import { isStructure } from './structure.js';

/**
 * Writes a structure as the CLI's documentation does: `Key=Name,Value=web`. Types are not lost: the CLI knows them.
 * Source: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html
 * @returns undefined where something in it would need quotes inside of quotes
 */
export function shorthand(value: unknown): string | undefined {
  return isStructure(value) ? joined(Object.entries(value).map(pair)) : undefined;
}

function pair([key, value]: readonly [string, unknown]): string | undefined {
  const inner = /^[\w.#/:-]+$/.test(key) ? nested(value) : undefined;
  return inner === undefined ? undefined : `${key}=${inner}`;
}

function nested(value: unknown): string | undefined {
  if (Array.isArray(value)) return wrapped('[', value.map(nested), ']');
  if (isStructure(value)) return wrapped('{', Object.entries(value).map(pair), '}');
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && /^[\w.:/@+*\uE000\uE001-]+$/.test(value) ? value : undefined;
}

const wrapped = (open: string, parts: readonly (string | undefined)[], close: string): string | undefined => {
  const inner = parts.length === 0 ? '' : joined(parts);
  return inner === undefined ? undefined : `${open}${inner}${close}`;
};

const joined = (parts: readonly (string | undefined)[]): string | undefined =>
  parts.length === 0 || parts.includes(undefined) ? undefined : parts.join(',');
