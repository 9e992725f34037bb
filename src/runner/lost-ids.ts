import type { Json, StepRecord } from '../../state/schema.js';
import { changedMembers, equalAsJson, isFixed, toJson } from './compare.js';
import { isMissing } from './surplus.js';
import { resourceOf, tagsOf, type Run } from './run.js';
import { readDeadline, readOnce } from './wait.js';

/**
 * Whether members differ, and only because they hold ids of resources that were lost and made anew: an Auto Scaling group
 * that somebody deleted has another ARN now, and the capacity provider holds the old one, which AWS cannot change.
 * @param last as last applied
 */
export function holdLostIds(run: Run, last: unknown, want: unknown, members: readonly string[]): boolean {
  const instead = lostIds(run);
  const isBecauseOfThem = (member: string) =>
    !equalAsJson(memberOf(last, member), memberOf(want, member)) &&
    equalAsJson(replaced(memberOf(last, member), instead), memberOf(want, member));
  return members.length > 0 && members.every(isBecauseOfThem);
}

/**
 * Looks a last time for what a step's resource was made in the place of, before anything is deleted because of it: as long
 * as what needs it still holds what the lost one gave, and nothing holds what the new one gives. Whatever is made or
 * deleted after that is so for the new one, and what turns up then is deleted at the end.
 * @returns the id of what has turned up, see `restoreReappeared`
 */
export async function restoreWhatIsHeld(run: Run, step: string): Promise<unknown> {
  const record = run.store.records.get(step);
  const instead = record ? lostIdsOf(record) : new Map<string, string>();
  if (instead.size === 0) return undefined;
  const lost = new Map([...instead].map(([old, now]) => [now, old]));
  const others = [...run.store.records].filter(([name]) => name !== step).map(([, { want }]) => want);
  const holdAny = (texts: ReadonlyMap<string, string>) =>
    others.some((want) => !equalAsJson(replaced(want, texts), want));
  return holdAny(instead) && !holdAny(lost) ? restoreReappeared(run, step) : undefined;
}

/**
 * Looks for what a step has lost. What has turned up gets its record back, and what was made in its place is deleted at
 * the end of a run.
 * @returns its id; undefined where nothing has turned up
 */
export async function restoreReappeared(run: Run, step: string): Promise<unknown> {
  const record = run.store.records.get(step);
  if (!record) return undefined;
  const { id, type, want, retired = [] } = record;
  for (const old of retired.filter((it) => isMissing(it) && !equalAsJson(it.id, id))) {
    const resource = resourceOf(run, step, old.type);
    // It lies in what is gone, or has been made anew, too.
    if (changedMembers(resource, want, { want: old.want }, undefined).some((it) => isFixed(resource, it))) continue;
    const job = { step, resource, token: record.token, tags: tagsOf(run, step) };
    if ((await readOnce(run, job, old.id, readDeadline(run))).is === 'absent') continue;
    const { out: _, ...rest } = record;
    const replaced = { type, id: toJson(id), want, ...(resource.handOver && { handedOver: true as const }) };
    await run.store.put(step, {
      ...rest,
      ...{ at: 'ready', id: old.id, want: old.want, retired: [...retired.filter((it) => it !== old), replaced] },
      ...(old.out === undefined ? {} : { out: old.out }),
    });
    return old.id;
  }
  return undefined;
}

const memberOf = (value: unknown, member: string): unknown => Object(value)[member];

/** For each id of a resource that was lost, and all else that it gave, the one of the resource in its place. */
const lostIds = ({ store }: Run): ReadonlyMap<string, string> =>
  new Map([...store.records.values()].flatMap((record) => [...lostIdsOf(record)]));

function lostIdsOf({ id, out, retired = [] }: StepRecord): ReadonlyMap<string, string> {
  const instead = new Map<string, string>();
  for (const old of retired.filter(isMissing)) pair([old.id, old.out ?? null], [toJson(id), out ?? null], instead);
  return instead;
}

/** Notes for each text in a value the one in its place in another value, where both differ. */
export function pair(old: Json, now: Json, instead: Map<string, string>): void {
  if (typeof old === 'string' && typeof now === 'string') {
    if (old !== now) instead.set(old, now);
  } else if (old !== null && now !== null && typeof old === 'object' && typeof now === 'object')
    for (const [member, value] of Object.entries(old))
      pair(value, (now as { [member: string]: Json })[member] ?? null, instead);
}

/** The members of a want in which any text of a value stands: of an id, and of what its resource gives. */
export function membersHolding(want: Json, given: Json): string[] {
  const nothing = new Map(textsIn(given).map((text) => [text, '']));
  return Object.entries(Object(want) as object)
    .filter(([, value]) => !equalAsJson(replaced(value, nothing), value))
    .map(([member]) => member);
}
const textsIn = (value: Json): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

/** The value with other texts in the place of some. */
export function replaced(value: unknown, instead: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return instead.get(value) ?? value;
  if (Array.isArray(value)) return value.map((it) => replaced(it, instead));
  if (value === null || typeof value !== 'object') return value;
  // Sets of ids are the members of an object.
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [instead.get(key) ?? key, replaced(it, instead)]));
}
