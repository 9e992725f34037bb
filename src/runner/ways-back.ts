import type { Retired, StepRecord } from '../../state/schema.js';
import { all } from '../all.js';
import type { Resource, Step } from '../step.js';
import { attempt } from './attempt.js';
import { textsIn } from './dependents.js';
import { resourceOf, tagsOf, type Run } from './run.js';
import { isMissing } from './surplus.js';
import { readDeadline } from './wait.js';

/** What a resource has taken the place of and what stays of that, so that it can be gone back to. */

/** Tells whether what a step has taken the place of stays. */
export type IsKept = (step: string, old: Retired) => boolean;

/** What may be gone back to, the oldest first: it has worked, and nobody has said that it is gone. */
export const waysBackIn = ({ type, retired = [] }: Pick<StepRecord, 'type' | 'retired'>): Retired[] =>
  retired.filter((old) => old.type === type && old.steady !== undefined && !isMissing(old));

/**
 * Notes that the resources of all steps work. It is called where an `up` has come to its end, with nothing failed.
 * What is not kept needs no such note.
 */
export async function noteSteady(run: Run, steps: readonly Step[]): Promise<void> {
  const now = Math.round(run.clock.now());
  await all(
    steps.map(async ({ name, keep }) => {
      const record = run.store.records.get(name);
      if (keep && record?.at === 'ready' && record.steady === undefined)
        await run.store.put(name, { ...record, steady: now });
    }),
  );
}

/**
 * When what is about to be replaced first worked; undefined where it never has. Where no `up` has come to its end with it,
 * something that needs it and is in service tells: that has been set up with it.
 * @param now what is said where nobody has noted when it was made, ms since the epoch
 */
export function steadySince(
  records: Run['store']['records'],
  step: string,
  record: StepRecord,
  now: number,
): number | undefined {
  const users = [...records.values()].filter(({ at, needs }) => at === 'ready' && needs.includes(step));
  const isServing = users.some(({ want }) => textsIn(want).some((text) => text === record.id));
  return record.steady ?? (isServing ? Math.round(record.madeAt ?? now) : undefined);
}

/**
 * What stays of what has been replaced: the last ones that have worked, as many as the step keeps; one that something still
 * runs, whatever it wants by now; and what these name, such as their images.
 * @throws FailureError, Stopped
 */
export async function keptOf(run: Run, steps: readonly Step[]): Promise<IsKept> {
  const kept: Retired[] = [];
  for (const step of steps) {
    const record = run.store.records.get(step.name);
    if (!record || step.keep === undefined) continue;
    const last = step.keep > 0 ? waysBackIn(record).slice(-step.keep) : [];
    const others = (record.retired ?? []).filter((old) => !isMissing(old) && !last.includes(old));
    const inUse = others.length > 0 ? await usedBy(run, step.name) : [];
    kept.push(...last, ...others.filter(({ id }) => inUse.some((it) => it === id)));
  }
  const keptIds = new Set(kept.map(keyOf));
  const named = new Set([...kept, ...run.store.records.values()].flatMap(({ want }) => textsIn(want)));
  // Of one that `recover` has found, nobody knows what it names.
  const isUnknown = kept.some(({ isPartial }) => isPartial);
  const isNamed = (resource: Resource, id: unknown) =>
    resource.keptAs !== undefined && (isUnknown || named.has(resource.keptAs(id)));
  return (step, old) => keptIds.has(keyOf(old)) || isNamed(resourceOf(run, step, old.type), old.id);
}

const keyOf = ({ type, id }: Pick<Retired, 'type' | 'id'>): string => `${type} ${JSON.stringify(id)}`;

/** The texts of what those still run, or want, that need a step. */
async function usedBy(run: Run, step: string): Promise<string[]> {
  const users = [...run.store.records].filter(([, { id, needs }]) => id !== undefined && needs.includes(step));
  const used = await all(
    users.map(async ([name, { type, token, id, want }]) => {
      const resource = resourceOf(run, name, type);
      const { stillRuns } = resource;
      if (!stillRuns) return textsIn(want);
      const job = { step: name, resource, token, tags: tagsOf(run, name) };
      const asked = await attempt(run, job, 'read', readDeadline(run), (cloud) => stillRuns(cloud, id));
      return [...textsIn(want), ...(asked.is === 'done' ? asked.value : [])];
    }),
  );
  return used.flat();
}
