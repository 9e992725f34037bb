import { types } from 'node:util';

/** All strings in a value, each with its path. */
export function stringsIn(
  value: unknown,
  path: readonly string[] = [],
): (readonly [path: readonly string[], text: string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (value === null || typeof value !== 'object' || isAtom(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => stringsIn(member, [...path, key]));
}

/**
 * The same value with every string changed by a function. Names of members count too, because sets of ids are stored
 * there.
 */
export function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((member) => mapStrings(member, change));
  if (value === null || typeof value !== 'object' || isAtom(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [change(key), mapStrings(member, change)]));
}

/**
 * Replaces texts by others, wherever they stand as whole words. Of two that begin alike, the longer one is replaced. The
 * texts may have any length, because a state may hold anything: no pattern is made of them.
 * @returns a function that does it to any text
 */
export function textReplacer(texts: ReadonlyMap<string, string>): (text: string) => string {
  if (texts.size === 0) return (text) => text;
  const longestFirst = [...texts].filter(([text]) => text !== '').toSorted(([a], [b]) => b.length - a.length);
  const byFirst = new Map<string, [text: string, other: string][]>();
  for (const pair of longestFirst) byFirst.set(pair[0].charAt(0), [...(byFirst.get(pair[0].charAt(0)) ?? []), pair]);
  return (text) => {
    let out = '';
    let copied = 0;
    for (let at = 0; at < text.length; at++) {
      if (isWordPart(text.charAt(at - 1))) continue;
      const found = byFirst
        .get(text.charAt(at))
        ?.find(([it]) => text.startsWith(it, at) && !isWordPart(text.charAt(at + it.length)));
      if (!found) continue;
      out += text.slice(copied, at) + found[1];
      copied = at + found[0].length;
      at = copied - 1;
    }
    return out + text.slice(copied);
  };
}

/** Whether a character makes what stands beside it a part of a longer word. */
const isWordPart = (character: string): boolean => /^[A-Za-z0-9]$/.test(character);

/** Whether an object counts as one value: a date, or bytes. */
const isAtom = (value: object): boolean => types.isDate(value) || ArrayBuffer.isView(value);
