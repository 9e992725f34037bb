import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../state/schema.js';
import type { Tags } from '../step.js';

/** As it will be when it comes back from the state file: no undefined members, no dates. */
export const plain = (value: unknown): Json => (value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json));

/** Equal as JSON: whatever order members are in, and whichever of the two has been on disk. */
export const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(plain(a), plain(b));

const membersOf = (value: unknown): { readonly [member: string]: unknown } =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as { [member: string]: unknown }) : {};

/** One member that is not as it was recorded, or as it is wanted. */
export interface Difference {
  readonly member: string;
  readonly recorded: unknown;
  readonly live: unknown;
}

/** Members whose live value, where it can be seen, is not the one last applied. */
export function driftOf(recorded: unknown, live: unknown): Difference[] {
  const last = membersOf(recorded);
  const now = membersOf(live);
  return Object.keys(now)
    .filter((member) => !same(now[member], last[member]))
    .map((member) => ({ member, recorded: last[member], live: now[member] }));
}

/** Members whose wanted value is not the one last applied, or not the live one where that can be seen. */
export function changedMembers(wanted: unknown, recorded: unknown, live: unknown): string[] {
  const want = membersOf(wanted);
  const last = membersOf(recorded);
  const members = [...new Set([...Object.keys(want), ...Object.keys(last)])];
  const changed = members.filter((member) => !same(want[member], last[member]));
  const drifted = driftOf(want, live).map(({ member }) => member);
  return [...new Set([...changed, ...drifted.filter((member) => member in want)])];
}

/** What to add and remove so that our tags are as wanted. Tags put there by others, AWS among them, stay. */
export function tagChanges(wanted: Tags, recorded: Tags, live: Tags | undefined): { set: Tags; remove: string[] } | undefined {
  if (!live) return undefined;
  const set = Object.fromEntries(Object.entries(wanted).filter(([key, value]) => live[key] !== value));
  const remove = Object.keys(recorded).filter((key) => !(key in wanted) && key in live);
  return Object.keys(set).length + remove.length === 0 ? undefined : { set, remove };
}
