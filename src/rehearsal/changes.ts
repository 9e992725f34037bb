import type { Change } from '../plan.js';
import { equalAsJson } from '../runner/compare.js';

type Members = { readonly [member: string]: unknown };
const isMembers = (value: unknown): value is Members | readonly unknown[] =>
  value !== null && typeof value === 'object';

/** A set of ids, `{ 'subnet-1': true }`. It is reported as the list that AWS has. */
const isSet = (value: Members): boolean => !Array.isArray(value) && Object.values(value).every((it) => it === true);

/** The differences between two values, each with the path of the innermost member that differs. */
export function changesBetween(before: unknown, after: unknown, path: readonly string[] = []): Change[] {
  if (equalAsJson(before, after)) return [];
  if (!isMembers(before) || !isMembers(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ path: path.join('.'), from: before, to: after }];
  const [old, next] = [before as Members, after as Members];
  if (isSet(old) && isSet(next)) return [{ path: path.join('.'), from: Object.keys(old), to: Object.keys(next) }];
  const members = new Set([...Object.keys(old), ...Object.keys(next)]);
  return [...members].flatMap((member) => changesBetween(old[member], next[member], [...path, member]));
}
