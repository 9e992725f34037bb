import { all } from '../all.js';
import { FailureError, type Failure } from '../failure.js';
import { wantWithPlaceholders } from '../placeholder-want.js';
import type { Step } from '../step.js';
import { dependenciesOf } from '../step-dependencies.js';
import type { StepRecord } from '../../state/schema.js';
import { attempt } from './attempt.js';
import { changedMembers } from './compare.js';
import { fixedMembersIn, unchangedRecords } from './refusals.js';
import { tagsOf, type Job, type Run } from './run.js';
import { readDeadline } from './wait.js';
import { wantBeforehand } from './want-beforehand.js';

/** What this machine lacks. */
export type MachineLack = Extract<Failure, { readonly code: 'image-not-buildable' }>;

/**
 * What this machine lacks for what must be made. Only what is certain is told: what is there already needs nothing, such as
 * an image that somebody has pushed. It is looked for where something is lacking, and only then.
 * A plan does not ask for it: `up` may run on another machine.
 * @throws FailureError, Stopped
 */
export async function machineLacks(run: Run, steps: readonly Step[]): Promise<MachineLack[]> {
  const known = unchangedRecords(run, steps);
  const found = await all(steps.map((step) => lackFor(run, step, known)));
  return found.filter((it) => it !== undefined);
}

async function lackFor(run: Run, step: Step, known: ReadonlyMap<string, StepRecord>): Promise<MachineLack | undefined> {
  if (!step.resource.checkMachine || known.has(step.name)) return undefined;
  const needs = dependenciesOf(step).map(({ to }) => to.name);
  // What something that is there will give after a change of it, its step must tell.
  if (needs.some((name) => run.store.records.has(name) && !known.has(name))) return undefined;
  const lack = await lackOf(run, step);
  // What has a record and differs is made anew, whether there is one or not.
  const mayBeThere = needs.every((name) => known.has(name)) && !isUpdated(run, step, known);
  return lack && mayBeThere && (await isThere(run, step, known)) ? undefined : lack;
}

/** Whether what is there will be changed, and not be replaced by something that may be there as well. */
function isUpdated({ store }: Run, step: Step, known: ReadonlyMap<string, StepRecord>): boolean {
  const record = store.records.get(step.name);
  const want = record?.at === 'ready' ? wantBeforehand(step, known) : undefined;
  if (!record || !want) return false;
  const changed = changedMembers(step.resource, want, record, undefined);
  return changed.length > 0 && fixedMembersIn(step.resource, changed, { last: record.want, want }).length === 0;
}

async function lackOf(run: Run, step: Step): Promise<MachineLack | undefined> {
  const { token, tags } = jobOf(run, step);
  try {
    await run.withCloud(step.name, { token, tags }, async (cloud) =>
      step.resource.checkMachine?.(cloud, wantWithPlaceholders(step)),
    );
    return undefined;
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'image-not-buildable') return error.failure;
    throw error;
  }
}

async function isThere(run: Run, step: Step, known: ReadonlyMap<string, StepRecord>): Promise<boolean> {
  const want = wantBeforehand(step, known);
  if (!want) return false;
  const find = attempt(run, jobOf(run, step), 'find', readDeadline(run), (cloud) => step.resource.find(cloud, want));
  const looked = await find;
  return looked.is === 'done' && looked.value.length > 0;
}

const jobOf = (run: Run, { name, resource }: Step): Job => ({
  ...{ step: name, resource, token: '' },
  tags: tagsOf(run, name),
});
