import { types } from 'node:util';

/** The strings in a value, each with where it is. */
export function stringsIn(value: unknown, path: readonly string[] = []): (readonly [path: readonly string[], text: string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (value === null || typeof value !== 'object' || isAtom(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => stringsIn(member, [...path, key]));
}

/** The same value with every string in it put through a function, names of members too: sets of ids have them there. */
export function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((member) => mapStrings(member, change));
  if (value === null || typeof value !== 'object' || isAtom(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [change(key), mapStrings(member, change)]));
}

/**
 * Puts other texts in the place of some, wherever they stand by themselves; of two that begin alike, the longer one.
 * @returns a function that does it to any text
 */
export function replacer(texts: ReadonlyMap<string, string>): (text: string) => string {
  if (texts.size === 0) return (text) => text;
  const longestFirst = [...texts.keys()].toSorted((a, b) => b.length - a.length);
  const any = longestFirst.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  const pattern = new RegExp(`(?<![A-Za-z0-9])(?:${any})(?![A-Za-z0-9])`, 'g');
  return (text) => text.replace(pattern, (found) => texts.get(found) ?? found);
}

/** One value, although it is an object. */
const isAtom = (value: object): boolean => types.isDate(value) || ArrayBuffer.isView(value);
