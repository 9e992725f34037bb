import type { Json, StepRecord } from '../../state/schema.js';
import type { Action, StepEvent } from '../events.js';
import { FailureError } from '../failure.js';
import type { Seen, Step } from '../step.js';
import { attempt } from './attempt.js';
import { differencesOf, equalAsJson, shownOtherwise, toJson } from './compare.js';
import type { Job, Run } from './run.js';
import { deadlineOf, waitFor } from './wait.js';

/** The end of each way to make a step's resource as wanted: it is waited for, and what it gives is recorded. */

export type Outcome = NonNullable<StepEvent['outcome']>;
export type Ready = Extract<Seen, { is: 'ready' }>;
export type Broken = Extract<Seen, { is: 'broken' }>;

export interface Converged {
  readonly outcome: Outcome;
  readonly id: unknown;
  readonly out: unknown;
}
/** Is told how far a step has come. */
export interface ConvergeProgress {
  began(action: Action): void;
  /** The id is final, so steps that need only the id may start. */
  identified(id: unknown): void;
}
export interface Task {
  readonly run: Run;
  readonly step: Step;
  readonly job: Job;
  readonly want: Json;
  readonly edges: Pick<StepRecord, 'needs' | 'after' | 'follows'>;
  readonly progress: ConvergeProgress;
}

/** Waits until the resource is in service, and records what it gives. */
export async function finish(
  task: Task,
  record: StepRecord,
  outcome: Outcome,
  changed: readonly string[] = [],
): Promise<Converged> {
  const { run, job } = task;
  const asked = outcome === 'updated' ? changed : (job.resource.later ?? []);
  const seen = await waitUntilReady(run, job, record, outcome === 'updated' ? 'update' : 'create', asked);
  if (seen.is === 'ready') {
    const now = shownOtherwise(job.resource, record.want, seen.live);
    // What was found again keeps what is known of it: the rest may be somebody's change.
    const shown = outcome === 'updated' ? now : (record.shown ?? now);
    if (!equalAsJson(shown, record.shown ?? {})) tellShownOtherwise(task, record, seen);
    tellNote(task, seen);
    return saveRecord(task, { ...record, at: 'ready', out: toJson(seen.out), shown }, outcome);
  }
  const why = seen.is === 'broken' ? seen.why : 'AWS no longer knows it';
  const verb = outcome === 'updated' && record.at === 'ready' ? 'update' : 'create';
  throw new FailureError({ code: 'step-broken', step: job.step, resource: job.resource.type, verb, why });
}

/** Says what AWS makes of the want. It is recorded, and is no drift. */
function tellShownOtherwise({ run, job }: Task, { want }: StepRecord, { live }: Ready): void {
  const members = differencesOf(job.resource, want, live).map(
    (it) =>
      `${it.member} ${JSON.stringify(toJson(it.live))} where ${JSON.stringify(toJson(it.recorded))} was asked for`,
  );
  const why = `AWS shows ${members.join(', ')}`;
  if (members.length > 0) run.emit({ type: 'wait', step: job.step, why, seconds: 0, lasting: true });
}

/** Says what could not be found out about it. */
export function tellNote({ run, job }: Task, { note }: Ready): void {
  if (note !== undefined) run.emit({ type: 'wait', step: job.step, why: note, seconds: 0, lasting: true });
}

/** Writes the record if it differs from the one on disk. An id that AWS has given meanwhile is kept. */
export async function saveRecord({ run, job }: Task, record: StepRecord, outcome: Outcome): Promise<Converged> {
  const last = run.store.records.get(job.step);
  const next: StepRecord = last && 'id' in last ? { ...record, id: last.id } : record;
  if (!equalAsJson(next, last)) await run.store.put(job.step, next);
  return { outcome, id: next.id, out: next.out };
}

/**
 * Waits until the resource is ready, broken or gone.
 * @param changed members that AWS was asked to change: the resource is ready only when it shows the new values
 */
export async function waitUntilReady(
  run: Run,
  job: Job,
  record: StepRecord,
  verb: 'create' | 'update',
  changed: readonly string[] = [],
): Promise<Ready | Broken | { is: 'absent' }> {
  const deadline = deadlineOf(run, job, 'create');
  const membersNotApplied = ({ live }: Ready) =>
    differencesOf(job.resource, record.want, live)
      .map(({ member }) => member)
      .filter((it) => changed.includes(it));
  const seen = await waitFor(
    run,
    job,
    {
      for: 'ready',
      id: record.id,
      verb,
      deadline,
      membersNotApplied,
      wasInService: record.at === 'ready' && verb === 'create',
    },
    (id) => run.store.put(job.step, { ...(run.store.records.get(job.step) ?? record), id: toJson(id) }),
  );
  return seen.is === 'pending' ? { is: 'absent' } : seen;
}

export async function applyUpdate(
  run: Run,
  job: Job,
  id: unknown,
  want: Json | undefined,
  members: readonly string[],
): Promise<void> {
  await attempt(run, job, 'update', deadlineOf(run, job, 'create'), async (cloud) =>
    job.resource.update?.(cloud, id, want, members),
  );
}
