import type { Change } from '../plan.js';
import { same } from '../runner/compare.js';

type Members = { readonly [member: string]: unknown };
const isMembers = (value: unknown): value is Members | readonly unknown[] => value !== null && typeof value === 'object';

/** Ids in no order, `{ 'subnet-1': true }`: told as the list that AWS knows them as. */
const isSet = (value: Members): boolean => !Array.isArray(value) && Object.values(value).every((it) => it === true);

/** What is different, as deep inside as it is. */
export function changesBetween(before: unknown, after: unknown, path: readonly string[] = []): Change[] {
  if (same(before, after)) return [];
  if (!isMembers(before) || !isMembers(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ path: path.join('.'), from: before, to: after }];
  const [old, next] = [before as Members, after as Members];
  if (isSet(old) && isSet(next)) return [{ path: path.join('.'), from: Object.keys(old), to: Object.keys(next) }];
  const members = new Set([...Object.keys(old), ...Object.keys(next)]);
  return [...members].flatMap((member) => changesBetween(old[member], next[member], [...path, member]));
}
