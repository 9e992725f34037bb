import { all } from '../all.js';
import type { Json } from '../../state/schema.js';
import { equalAsJson, toJson } from './compare.js';
import { isMissing } from './surplus.js';
import { resourceOf, tagsOf, type Run } from './run.js';
import { readDeadline, readOnce } from './wait.js';

/**
 * Whether members differ only because they hold ids of resources that were lost and made anew: an Auto Scaling group
 * that somebody deleted has another ARN now, and the capacity provider holds the old one, which AWS cannot change.
 * @param last as last applied
 */
export function holdLostIds(run: Run, last: unknown, want: unknown, members: readonly string[]): boolean {
  const instead = lostIds(run);
  return (
    instead.size > 0 && members.every((it) => equalAsJson(replaced(memberOf(last, it), instead), memberOf(want, it)))
  );
}

/**
 * Looks a last time for what was lost, before anything is deleted because of it. What has turned up gets its record
 * back, and what was made in its place is deleted at the end of the next run.
 * @param isMeant of which steps; of all where absent
 * @returns the steps that it was done for
 */
export async function restoreReappeared(run: Run, isMeant = (_step: string) => true): Promise<string[]> {
  const meant = [...run.store.records].filter(([step]) => isMeant(step));
  const steps = meant.map(async ([step, record]) => {
    const { id, type, want, retired = [] } = record;
    const lost = retired.filter((old) => isMissing(old) && !equalAsJson(old.id, id));
    for (const old of lost) {
      const resource = resourceOf(run, step, old.type);
      const job = { step, resource, token: record.token, tags: tagsOf(run, step) };
      if ((await readOnce(run, job, old.id, readDeadline(run))).is === 'absent') continue;
      const { out: _, ...rest } = record;
      const replaced = { type, id: toJson(id), want };
      await run.store.put(step, {
        ...rest,
        ...{ at: 'ready', id: old.id, want: old.want, retired: [...retired.filter((it) => it !== old), replaced] },
        ...(old.out === undefined ? {} : { out: old.out }),
      });
      return [step];
    }
    return [];
  });
  return (await all(steps)).flat();
}

const memberOf = (value: unknown, member: string): unknown => Object(value)[member];

/** For each id of a resource that was lost, and all else that it gave, the one of the resource in its place. */
function lostIds({ store }: Run): ReadonlyMap<string, string> {
  const instead = new Map<string, string>();
  for (const { id, out, retired = [] } of store.records.values())
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

/** The value with other texts in the place of some. */
export function replaced(value: unknown, instead: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return instead.get(value) ?? value;
  if (Array.isArray(value)) return value.map((it) => replaced(it, instead));
  if (value === null || typeof value !== 'object') return value;
  // Sets of ids are the members of an object.
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [instead.get(key) ?? key, replaced(it, instead)]));
}
