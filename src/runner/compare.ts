import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../state/schema.js';
import { saySame } from '../changes.js';
import type { Resource, Tags } from '../step.js';

/** The value as the state file will give it back: without undefined members, dates as text. */
export const toJson = (value: unknown): Json =>
  value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json);

/** Whether two values are equal as JSON. The order of members does not count, nor whether one has been on disk. */
export function equalAsJson(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a === b;
  // Most values are the same text, or texts of another length, which costs less than to compare them member by member.
  const [one, other] = [a ?? null, b ?? null].map((it) => JSON.stringify(it));
  return one === other || (one?.length === other?.length && isDeepStrictEqual(toJson(a), toJson(b)));
}

const membersOf = (value: unknown): { readonly [member: string]: unknown } =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as { [member: string]: unknown }) : {};

/** One member that differs. */
export interface Difference {
  readonly member: string;
  readonly recorded: unknown;
  readonly live: unknown;
}

type Compared = Pick<Resource, 'initial' | 'fixed' | 'update' | 'addedLater' | 'lists' | 'setByOthers'>;
/** What is known of a resource: what was last asked of AWS, and what AWS has shown otherwise once that was in service. */
export interface Known {
  readonly want: unknown;
  readonly shown?: { readonly [member: string]: unknown } | undefined;
}

/**
 * What is compared of a want, or of what is live: all members but those that are somebody else's once the resource is
 * there. This is the one place that leaves them out.
 * @param want says which members these are
 */
export function compared(
  resource: Pick<Resource, 'initial'>,
  want: unknown,
  members: unknown,
): { readonly [member: string]: unknown } {
  const others = resource.initial?.(want) ?? [];
  const kept = Object.entries(membersOf(members)).filter(([member]) => !others.includes(member));
  // Without a prototype: a member called `constructor` is absent where nobody has set it.
  return Object.assign(Object.create(null) as object, Object.fromEntries(kept));
}

/** Whether AWS cannot change a member in place. */
export const isFixed = ({ update, fixed }: Pick<Resource, 'fixed' | 'update'>, member: string): boolean =>
  !update || fixed?.includes(member) === true;

/** Whether a second one can be made beside the first. Two of one unique name cannot be. */
export const canCreateFirst = (
  { replace, nameMember, namedWithin = nameMember }: Resource,
  changed: readonly string[],
): boolean =>
  replace === 'create-first' &&
  (nameMember === undefined || [nameMember, namedWithin].some((it) => it !== undefined && changed.includes(it)));

/** Whether what the stack has made may have set a member to this value: then it is as good as the one asked for. */
const isSetByOthers = (
  { setByOthers }: Pick<Resource, 'setByOthers'>,
  asked: unknown,
  member: string,
  value: unknown,
) =>
  Object.entries(setByOthers?.(asked) ?? {}).some(
    ([name, values]) => name === member && values.some((it) => saySame(it, value)),
  );

/**
 * The members whose live value can be read and is not the one asked for. Nobody can take a fixed member away. So one that
 * is not in the answer has not been read: partitions differ in which members their answers have.
 */
export function differencesOf(resource: Compared, asked: unknown, live: unknown): Difference[] {
  const last = compared(resource, asked, asked);
  const now = compared(resource, asked, live);
  return Object.keys(now)
    .filter((member) => now[member] !== undefined || !isFixed(resource, member))
    .filter((member) => !saySame(now[member], last[member], resource.lists, member))
    .filter((member) => !isSetByOthers(resource, asked, member, now[member]))
    .map((member) => ({ member, recorded: last[member], live: now[member] }));
}

/**
 * What somebody has changed: members whose live value is neither the one asked for nor the one that AWS has shown for it. A
 * difference that AWS makes by itself is no drift: it writes values in another form, adds members and leaves others out.
 * A record of before `shown` was kept cannot tell these apart. There, no fixed member counts, since nobody can change it.
 */
export const driftOf = (resource: Compared, { want, shown }: Known, live: unknown): Difference[] =>
  differencesOf(resource, want, live).filter(({ member, live: now }) =>
    shown
      ? !Object.hasOwn(shown, member) || !saySame(shown[member], now, resource.lists, member)
      : !isFixed(resource, member),
  );

/**
 * What AWS shows otherwise than it was asked for, by member, as a record keeps it.
 * @param live of a resource that is in service
 */
export const shownOtherwise = (resource: Compared, asked: unknown, live: unknown): { [member: string]: Json } =>
  Object.fromEntries(differencesOf(resource, asked, live).map(({ member, live: now }) => [member, toJson(now)]));

/**
 * The members whose wanted value is not the one last applied, and those that somebody has changed since. One that was never
 * asked for, because the version that made the record did not know it, is no change where it is as wanted already.
 */
export function changedMembers(resource: Compared, wanted: unknown, recorded: Known, live: unknown): string[] {
  const want = compared(resource, wanted, wanted);
  const last = compared(resource, wanted, recorded.want);
  const members = [...new Set([...Object.keys(want), ...Object.keys(last)])];
  const now = membersOf(live);
  const isSame = (member: string, a: unknown, b: unknown) => saySame(a, b, resource.lists, member);
  const isSoAlready = (member: string) =>
    !(member in last) &&
    (resource.addedLater?.includes(member) === true ||
      (Object.hasOwn(now, member) && isSame(member, now[member], want[member])));
  const changed = members.filter((member) => !isSame(member, want[member], last[member]) && !isSoAlready(member));
  const drifted = driftOf(resource, { want: wanted, shown: recorded.shown }, live).map(({ member }) => member);
  return [...new Set([...changed, ...drifted.filter((member) => member in want)])];
}

/**
 * The tags to set and to remove so that ours are as wanted. Tags of others, AWS's among them, stay.
 * @returns undefined where there is nothing to do
 */
export function tagChanges(
  wanted: Tags,
  recorded: Tags,
  live: Tags | undefined,
): { set: Tags; remove: string[] } | undefined {
  if (!live) return undefined;
  const set = Object.fromEntries(Object.entries(wanted).filter(([key, value]) => tagIn(live, key) !== value));
  const remove = Object.keys(recorded).filter(
    (key) => tagIn(wanted, key) === undefined && tagIn(live, key) !== undefined,
  );
  return Object.keys(set).length + remove.length === 0 ? undefined : { set, remove };
}

/** A tag's value; undefined where there is none of that name: `constructor` may be one. */
export const tagIn = (tags: Tags | undefined, key: string): string | undefined =>
  tags && Object.hasOwn(tags, key) ? tags[key] : undefined;
