import { isSameOwner, isSameStack } from '../identity.js';
import type { Found } from '../step.js';
import { isSameId } from './same-id.js';
import type { Job, Run } from './run.js';

type Noun = Pick<Job, 'step' | 'resource'>;

/**
 * The name of the other step that this resource is recorded for. A resource without tags is found by its parent and
 * what it says, and by that a step that is gone may find what another step has taken over.
 */
export function holderOf({ store }: Run, { step, resource }: Noun, id: unknown): string | undefined {
  for (const [name, record] of store.records)
    if (name !== step && record.type === resource.type && record.id !== undefined && isSameId(record.id, id))
      return name;
  return undefined;
}

/** Whether a step that `up` wants has taken it over. */
export function isWantedByAnother(run: Run, noun: Noun, id: unknown): boolean {
  const holder = holderOf(run, noun, id);
  return holder !== undefined && run.wanted !== undefined && run.wanted.has(holder);
}

/** Whether another step keeps what was found, and does not leave it to this one. Only a step that is gone does. */
export function isKeptByAnother(run: Run, noun: Noun, id: unknown): boolean {
  const holder = holderOf(run, noun, id);
  if (holder === undefined) return false;
  return !run.wanted?.has(noun.step) || run.wanted.has(holder);
}

/**
 * What a step may go on with, of all that was found: what this step of this stack made, by its tags, or what a step
 * that is being removed made and is recorded with. So a renamed step keeps what it had under its old name.
 */
export const ownAmong = (run: Run, job: Job, found: readonly Found[]): Found | undefined =>
  found.find(
    ({ id, tags }) =>
      !isKeptByAnother(run, job, id) &&
      (!tags ||
        isSameOwner(tags, job.tags) ||
        (isSameStack(tags, job.tags) && isBeingRemoved(run, tags['provision:step'], id))),
  );

/** Whether the resource is recorded for a step that is about to be removed. */
function isBeingRemoved({ wanted, store }: Run, step: string | undefined, id: unknown): boolean {
  if (step === undefined || !wanted || wanted.has(step)) return false;
  return isSameId(store.records.get(step)?.id, id);
}

/** What this very step has made, of all that was found: by its tags, or because it sits inside of what is ours. */
export const madeByStep = (run: Run, job: Job, found: readonly Found[]): Found[] =>
  found.filter(({ id, tags }) => (!tags || isSameOwner(tags, job.tags)) && holderOf(run, job, id) === undefined);
