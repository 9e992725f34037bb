import { listRule, memberOf, type ListRules } from './list-rules.js';
import { pathOf } from './member-path.js';
import { plainText } from './plain-text.js';

/** One thing that differs: a member, an entry of a list, or an id of a set. `undefined`: not there. */
export interface Change {
  /** Members, and keys of entries: `containerDefinitions.web.environment.LOG_LEVEL`, as `pathOf` writes it. */
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** A place in both values: with the keys of entries, and without, as rules of lists have it. */
interface Place {
  readonly at: readonly string[];
  readonly path: readonly string[];
  readonly rules: ListRules;
}
type Members = { readonly [member: string]: unknown };
type List = readonly unknown[];

/**
 * Whether two values say the same, as JSON. What is absent and what is null say the same.
 * @param member the one that both are values of, for rules of lists
 */
export const saySame = (before: unknown, after: unknown, rules?: ListRules, member?: string): boolean =>
  changesBetween(before, after, rules, member === undefined ? [] : [member]).length === 0;

/**
 * What differs between two values, as JSON: each difference at the innermost member, entries of lists by what they are.
 * @param rules of the lists in them, by paths that begin with `within`
 * @param within the members that both values are at
 */
export const changesBetween = (
  before: unknown,
  after: unknown,
  rules: ListRules = {},
  within: readonly string[] = [],
): Change[] => between(asJson(before), asJson(after), { at: within, path: within, rules });

/** The value as JSON has it, absent where that is nothing. */
const asJson = (value: unknown): unknown =>
  value === undefined ? undefined : (JSON.parse(JSON.stringify(value) ?? 'null') as unknown);

function between(from: unknown, to: unknown, place: Place): Change[] {
  if (from === to || (isAbsent(from) && isAbsent(to))) return [];
  if (Array.isArray(from) && Array.isArray(to)) return ofLists(from, to, place);
  // A list that was not there had no entry.
  if (isFilled(from) && isAbsent(to)) return ofLists(from, [], place);
  if (isFilled(to) && isAbsent(from)) return ofLists([], to, place);
  if (isMembers(from) && isMembers(to)) return ofMembers(from, to, place);
  return [{ path: pathOf(place.at), from: from ?? undefined, to: to ?? undefined }];
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const isFilled = (value: unknown): value is List => Array.isArray(value) && value.length > 0;
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const own = (value: Members, member: string): unknown => (Object.hasOwn(value, member) ? value[member] : undefined);

function ofMembers(from: Members, to: Members, { at, path, rules }: Place): Change[] {
  const members = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...members].flatMap((member) =>
    between(own(from, member), own(to, member), { at: [...at, member], path: [...path, member], rules }),
  );
}

function ofLists(from: List, to: List, place: Place): Change[] {
  const rule = listRule(place.rules, place.path, [...from, ...to]);
  if (rule === undefined || rule === 'ordered') return ofOrdered(from, to, place);
  const keyed = rule === 'set' ? undefined : ofKeyed(from, to, place, rule.by);
  return keyed ?? ofSets(from, to, place);
}

const inEntry = (place: Place, key: string): Place => ({ ...place, at: [...place.at, key] });

/** @returns undefined where an entry has no key, or not one of its own */
function ofKeyed(from: List, to: List, place: Place, members: readonly string[]): Change[] | undefined {
  const [old, next] = [byKey(from, members), byKey(to, members)];
  if (!old || !next) return undefined;
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((key) => {
    const [one, other] = [old.get(key), next.get(key)];
    const value = onlyValue([one, other], members);
    return between(value(one, key), value(other, key), inEntry(place, key));
  });
}

function byKey(list: List, members: readonly string[]): Map<string, Members> | undefined {
  const entries = new Map<string, Members>();
  for (const entry of list) {
    const parts = members.map((member) => memberOf(entry, member)).filter((part) => !isAbsent(part));
    const key = parts.map(plainText).join('/');
    if (!isMembers(entry) || parts.length === 0 || entries.has(key)) return undefined;
    entries.set(key, entry);
  }
  return entries;
}

/** The members that have the value of an entry that is nothing but a name and a value: of a variable, a secret, a tag. */
const values = ['value', 'Value', 'valueFrom'];

/** Of a name and a value, what differs is the value. An entry that is nothing but its key has that for value. */
function onlyValue(entries: readonly (Members | undefined)[], members: readonly string[]) {
  const more = new Set(entries.flatMap((it) => Object.keys(it ?? {})).filter((member) => !members.includes(member)));
  const [first] = more;
  return (entry: Members | undefined, key: string): unknown => {
    if (entry === undefined || more.size > 1) return entry;
    if (first === undefined) return key;
    return values.includes(first) ? own(entry, first) : entry;
  };
}

/** What is in both goes. What is left of things is paired as it stands, and differs inside. */
function ofSets(from: List, to: List, place: Place): Change[] {
  const gone = from.map((entry, index) => [index, entry] as const);
  const come = to
    .map((entry, index) => [index, entry] as const)
    .filter(([, entry]) => {
      const same = gone.findIndex(([, it]) => between(it, entry, place).length === 0);
      if (same >= 0) gone.splice(same, 1);
      return same < 0;
    });
  const isScalar = ([, entry]: readonly [number, unknown]) => typeof entry !== 'object';
  const scalars = (list: typeof gone) => new Set(list.filter(isScalar).map(([, entry]) => entry));
  const [one, other] = [scalars(gone), scalars(come)];
  // What is listed twice is in the set once.
  const isIn = (list: List, value: unknown) => list.includes(value);
  return [
    ...[...one]
      .filter((it) => !isIn(to, it))
      .map((it) => ({ ...entryAt(place, plainText(it)), from: it, to: undefined })),
    ...[...other]
      .filter((it) => !isIn(from, it))
      .map((it) => ({ ...entryAt(place, plainText(it)), from: undefined, to: it })),
    ...paired(
      gone.filter((it) => !isScalar(it)),
      come.filter((it) => !isScalar(it)),
      place,
      from.length + to.length > 2,
    ),
  ];
}
const entryAt = ({ at }: Place, key: string) => ({ path: pathOf([...at, key]) });

type Indexed = readonly (readonly [index: number, entry: unknown])[];

/** Entries that nothing names, each with the one in its place. @param isNumbered whether there is more than one */
function paired(gone: Indexed, come: Indexed, place: Place, isNumbered: boolean): Change[] {
  return Array.from({ length: Math.max(gone.length, come.length) }, (_, at) => {
    const [one, other] = [gone[at], come[at]];
    const key = String(((other ?? one)?.[0] ?? 0) + 1);
    return between(one?.[1], other?.[1], isNumbered ? inEntry(place, key) : place);
  }).flat();
}

/** A list of texts is told as a whole. Of other lists, what is equal at both ends is left out. */
function ofOrdered(from: List, to: List, place: Place): Change[] {
  const isSame = (one: unknown, other: unknown) => between(one, other, place).length === 0;
  const most = Math.min(from.length, to.length);
  let start = 0;
  while (start < most && isSame(from[start], to[start])) start++;
  let end = 0;
  while (end < most - start && isSame(from.at(-1 - end), to.at(-1 - end))) end++;
  const rest = (list: List): Indexed =>
    list.map((entry, index) => [index, entry] as const).slice(start, list.length - end);
  const [gone, come] = [rest(from), rest(to)];
  if (gone.length === 0 && come.length === 0) return [];
  const isOfThings = [...from, ...to].every((entry) => typeof entry === 'object');
  const isMoved = gone.length > 0 && come.length > 0 && gone.length !== come.length;
  return isOfThings && !isMoved
    ? paired(gone, come, place, from.length + to.length > 2)
    : [{ path: pathOf(place.at), from: wholeList(from), to: wholeList(to) }];
}

const wholeList = (list: List): List | undefined => (list.length > 0 ? list : undefined);
