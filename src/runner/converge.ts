import type { Json, StepRecord } from '../../state/schema.js';
import { recordedEdges } from '../edges.js';
import type { Action, StepEvent } from '../events.js';
import { FailureError } from '../failure.js';
import type { Seen, Step } from '../step.js';
import { attempt } from './attempt.js';
import { changedMembers, driftOf, plain, same, tagChanges } from './compare.js';
import { create } from './create.js';
import { fixedAmong, refusal } from './refusals.js';
import { discard } from './remove.js';
import { tagsOf, type Job, type Run } from './run.js';
import { deadlineOf, look, settle } from './settle.js';

type Outcome = NonNullable<StepEvent['outcome']>;
type Ready = Extract<Seen, { is: 'ready' }>;
type Broken = Extract<Seen, { is: 'broken' }>;

export interface Converged {
  readonly outcome: Outcome;
  readonly id: unknown;
  readonly out: unknown;
}
/** What converging tells while it goes on. */
export interface Telling {
  began(action: Action): void;
  /** The id is final: steps that need only that may start. */
  identified(id: unknown): void;
}
interface Task {
  readonly run: Run;
  readonly step: Step;
  readonly job: Job;
  readonly want: Json;
  readonly edges: ReturnType<typeof recordedEdges>;
  readonly tell: Telling;
}

/**
 * Makes one step's resource as wanted: creates it, goes on with an interrupted creation, changes what differs, or
 * finds that nothing is to be done.
 * @param want from `step.want`
 * @throws FailureError, Stopped
 */
export async function converge(run: Run, step: Step, want: unknown, tell: Telling): Promise<Converged> {
  const record = run.store.records.get(step.name);
  const job: Job = { step: step.name, resource: step.resource, token: record?.token ?? '', tags: tagsOf(run, step.name) };
  const task: Task = { run, step, job, want: plain(want), edges: recordedEdges(step), tell };
  if (!record) return make(task);
  if (record.at === 'creating') return make(task, { intent: record, retired: record.retired });
  if (record.at === 'deleting') return anew(task, record);
  tell.began('look');
  const seen = await current(task, record);
  if (seen.is === 'absent') return make(task, { retired: record.retired });
  if (seen.is === 'broken' && step.resource.mend !== 'update') return anew(task, record);
  // AWS may have disclosed a better id meanwhile.
  return adjust(task, run.store.records.get(step.name) ?? record, seen);
}

/** How it is now. A creation that was interrupted after its id was known is completed first. */
async function current({ run, job }: Task, record: StepRecord): Promise<Ready | Broken | { is: 'absent' }> {
  const { later } = job.resource;
  if (record.at === 'created' && later?.length) await change(run, job, record.id, record.want, later);
  const seen = await look(run, job, record.id, deadlineOf(run, job, 'create'));
  if (seen.is === 'pending' || (seen.is === 'absent' && record.at === 'created')) return inService(run, job, record, 'create');
  return seen.is === 'ready' && seen.id !== undefined ? inService(run, job, record, 'create') : seen;
}

/** Deletes it and makes it again. What it had itself replaced may still be in use, and goes at the end as always. */
async function anew(task: Task, record: StepRecord): Promise<Converged> {
  await discard(task.run, task.step.name, record);
  return make(task, { retired: record.retired });
}

async function make(task: Task, from: { intent?: StepRecord; retired?: StepRecord['retired'] } = {}, outcome: Outcome = 'created') {
  const { run, job, want, edges, tell } = task;
  tell.began(job.resource.lookup ? 'look' : outcome === 'replaced' ? 'replace' : 'create');
  const { record: made, found } = await create(run, job, { want, ...edges, ...(from.retired ? { retired: from.retired } : {}) }, from.intent);
  tell.identified(made.id);
  const { later, lookup } = job.resource;
  if (later?.length) await change(run, job, made.id, made.want, later);
  const done = await finish(task, made, lookup ? 'pinned' : outcome);
  if (lookup || (!found && same(made.want, want))) return done;
  // What an earlier run made, or set out to make, may not be what is wanted now.
  const again = await converge(run, task.step, want, { ...tell, began: () => {} });
  return again.outcome === 'unchanged' ? done : again;
}

/** Compares with what is wanted, and changes in place, replaces, or leaves alone. */
async function adjust(task: Task, record: StepRecord, seen: Ready | Broken): Promise<Converged> {
  const { run, job, want, edges, tell } = task;
  const { resource } = job;
  const changed = changedMembers(want, record.want, seen.is === 'ready' ? seen.live : undefined);
  const tags = seen.is === 'ready' ? tagChanges(job.tags, record.tags, seen.tags) : undefined;
  const { after: _, ...last } = record;
  const wanted: StepRecord = { ...last, want, ...edges, tags: { ...job.tags } };
  if (seen.is === 'ready' && changed.length === 0 && !tags) {
    tell.identified(record.id);
    return recorded(task, { ...wanted, at: 'ready', out: plain(seen.out) }, resource.lookup ? 'pinned' : 'unchanged');
  }
  const cannot = fixedAmong(resource, changed);
  if (cannot.length > 0) return replace(task, record, cannot);
  tell.began('update');
  tell.identified(record.id);
  if (changed.length > 0 || seen.is === 'broken') await change(run, job, record.id, want, changed);
  const { retag } = resource;
  if (tags && retag)
    await attempt(run, job, 'retag', deadlineOf(run, job, 'create'), (cloud) => retag(cloud, record.id, tags.set, tags.remove));
  return finish(task, wanted, 'updated', changed);
}

/** Makes a second one first, where that is safe; the old one is deleted at the end of the run. Else refuses. */
async function replace(task: Task, record: StepRecord, changed: string[]): Promise<Converged> {
  const { run, step, job } = task;
  if (job.resource.lookup) return make(task);
  if (job.resource.replace === 'create-first' && record.id !== undefined) {
    const old = { type: record.type, id: record.id, want: record.want };
    return make(task, { retired: [...(record.retired ?? []), old] }, 'replaced');
  }
  throw new FailureError(refusal(run, step.name, record, changed));
}

/** Waits until it is in service and records what it gives. */
async function finish(task: Task, record: StepRecord, outcome: Outcome, changed: readonly string[] = []): Promise<Converged> {
  const { run, job } = task;
  const seen = await inService(run, job, record, outcome === 'updated' ? 'update' : 'create', changed);
  if (seen.is === 'ready') return recorded(task, { ...record, at: 'ready', out: plain(seen.out) }, outcome);
  const why = seen.is === 'broken' ? seen.why : 'AWS no longer knows it';
  const verb = outcome === 'updated' && record.at === 'ready' ? 'update' : 'create';
  throw new FailureError({ code: 'step-broken', step: job.step, resource: job.resource.type, verb, why });
}

/** Writes the record if it differs from what is on disk, keeping the better id AWS may have disclosed meanwhile. */
async function recorded({ run, job }: Task, record: StepRecord, outcome: Outcome): Promise<Converged> {
  const last = run.store.records.get(job.step);
  const next: StepRecord = last && 'id' in last ? { ...record, id: last.id } : record;
  if (!same(next, last)) await run.store.put(job.step, next);
  return { outcome, id: next.id, out: next.out };
}

/** @param changed members that AWS was asked to change: it is ready only when it shows them so */
async function inService(
  run: Run,
  job: Job,
  record: StepRecord,
  verb: 'create' | 'update',
  changed: readonly string[] = [],
): Promise<Ready | Broken | { is: 'absent' }> {
  const deadline = deadlineOf(run, job, 'create');
  const lags = ({ live }: Ready) => driftOf(record.want, live).map(({ member }) => member).filter((it) => changed.includes(it));
  const seen = await settle(run, job, { for: 'ready', id: record.id, verb, deadline, lags, wasThere: record.at === 'ready' && verb === 'create' }, (id) =>
    run.store.put(job.step, { ...(run.store.records.get(job.step) ?? record), id: plain(id) }),
  );
  return seen.is === 'pending' ? { is: 'absent' } : seen;
}

async function change(run: Run, job: Job, id: unknown, want: Json | undefined, members: readonly string[]): Promise<void> {
  await attempt(run, job, 'update', deadlineOf(run, job, 'create'), async (cloud) => job.resource.update?.(cloud, id, want, members));
}
