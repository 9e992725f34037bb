import type { StepRecord } from '../../state/schema.js';
import { canCreateFirst, isFixed } from './compare.js';
import { holdLostIds, membersHolding } from './lost-ids.js';
import { resourceOf, type Run } from './run.js';

/**
 * The recorded steps that are made anew with a step, directly or through others: that need it, or hold for good what it
 * gives.
 */
export function madeAnewWith(run: Run, step: string, found = new Set<string>()): ReadonlySet<string> {
  const { records } = run.store;
  const gone = records.get(step);
  const bound = gone ? holdersForGood(run, step, gone) : [];
  for (const [name, { needs }] of records)
    if ((needs.includes(step) || bound.includes(name)) && !found.has(name)) madeAnewWith(run, name, found.add(name));
  return found;
}

/**
 * Notes of what holds a resource for good that it is on its way out, before that resource is deleted: another one has
 * another id. What is still in use has not come to that.
 */
export async function giveUpHolders(run: Run, step: string, gone: StepRecord): Promise<void> {
  const { store } = run;
  for (const name of holdersForGood(run, step, gone)) {
    const record = store.records.get(name);
    const isUsed = [...store.records.values()].some(({ needs }) => needs.includes(name));
    if (record?.at === 'ready' && !isUsed) await store.put(name, { ...record, at: 'deleting' });
  }
}

/**
 * What waits for a step only to start, and cannot be changed when that one is made anew: a capacity provider has the ARN
 * of its Auto Scaling group, and AWS lets the group go first.
 */
const holdersForGood = (run: Run, step: string, { id, out }: StepRecord): string[] =>
  [...run.store.records].flatMap(([name, { type, want, after = [] }]) => {
    if (!after.includes(step)) return [];
    const resource = resourceOf(run, name, type);
    const holding = membersHolding(want, [id ?? null, out ?? null]);
    return holding.some((it) => isFixed(resource, it)) && !canCreateFirst(resource, holding) ? [name] : [];
  });

/**
 * Whether a step's resource is made anew where it differs: only because it holds what was lost, and all that goes with it
 * waits for it in this run, or is to be deleted anyway.
 * @param wants as last applied, and as wanted now
 * @param members that differ
 */
export const isMadeAnew = (
  run: Run,
  step: string,
  { last, want }: { readonly last: unknown; readonly want: unknown },
  members: readonly string[],
): boolean =>
  holdLostIds(run, last, want, members) &&
  [...madeAnewWith(run, step)].every((name) => run.wanted?.get(name)?.has(step) ?? true);
