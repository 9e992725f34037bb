import { isDeepStrictEqual } from 'node:util';
import { onlyIn } from '../only-in.js';
import { resourcesIn } from './resources.js';

/**
 * Lists all resources in a form that can be compared: worlds with equal resources have equal inventories.
 * @param endpoint URL
 * @returns by kind, a sorted list of names and properties; ids are replaced by kind and name of their resource
 */
export async function inventory(endpoint) {
  return withoutIds(await resourcesIn(endpoint));
}

/** The lines that only one of two inventories has; none if they are equal. */
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
 * Groups the resources by kind, one line each. Every id is replaced by kind and name of its resource, as a whole word:
 * some ids have just six digits.
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
