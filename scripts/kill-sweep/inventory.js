import { isDeepStrictEqual } from 'node:util';
import { onlyIn } from '../only-in.js';
import { thingsIn } from './things.js';

/**
 * @param endpoint URL
 * @returns by kind, a list of what there is: names and properties, ids replaced by what they stand for, sorted.
 *   Two worlds with the same things in them give the same.
 */
export async function inventory(endpoint) {
  return withoutIds(await thingsIn(endpoint));
}

/** What is only in one of two inventories, line by line; empty where they are equal. */
export function differences(expected, actual) {
  const kinds = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
  return kinds.flatMap((kind) => {
    const [want, have] = [expected[kind] ?? [], actual[kind] ?? []];
    if (isDeepStrictEqual(want, have)) return [];
    return [
      ...onlyIn(want, have).map((line) => `missing ${kind} ${line}`),
      ...onlyIn(have, want).map((line) => `too much ${kind} ${line}`),
    ];
  });
}

/**
 * Every thing as `{ kind, id, name, … }`. Each id is replaced by kind and name wherever it stands, as a whole word:
 * some are six digits long.
 */
function withoutIds(things) {
  const labels = things
    .filter(({ id }) => id !== undefined)
    .map(({ kind, id, name }) => [new RegExp(`(?<![\\w-])${literal(id)}(?![\\w-])`, 'g'), `<${kind} ${name}>`]);
  const byKind = {};
  for (const { kind, id: _, ...rest } of things) {
    const line = labels.reduce((text, [id, label]) => text.replace(id, () => label), JSON.stringify(rest));
    (byKind[kind] ??= []).push(line);
  }
  for (const lines of Object.values(byKind)) lines.sort();
  return byKind;
}

const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
