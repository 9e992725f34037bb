import type { StepRecord } from '../../state/schema.js';
import { FailureError, type Failure } from '../failure.js';
import type { WentBack } from '../went-back.js';
import { shownOtherwise, toJson } from './compare.js';
import { applyUpdate, waitUntilReady } from './in-service.js';
import { isStop, resourceOf, stepSeconds, tagsOf, type Job, type Run } from './run.js';
import { deadlineOf, readOnce } from './wait.js';
import { steadySince } from './ways-back.js';

/** What is set up with something that it had before. */
export interface WayBack {
  /** The step that goes back. */
  readonly step: string;
  /** The step whose earlier resource it goes back to. */
  readonly of: string;
  /** The member that names that resource by its id. */
  readonly member: string;
  /** That id. */
  readonly to: string;
}

export interface RolledBack {
  readonly failures: readonly Failure[];
  /** Whether AWS was asked for it: not where it is so already. */
  readonly updated: number;
  readonly unchanged: number;
}

/**
 * Sets a resource up with an earlier one of what it needs, and waits until it is in service. It is recorded before the call
 * leaves, so after a kill the next run goes on: it asks only where AWS does not show that it was asked. Where the resource fails
 * with it, what was recorded before counts again.
 * @param wentBack what is recorded of it; absent where it goes to the latest, as the config has it
 * @returns why it failed; throws only for a bug
 */
export async function rollBack(run: Run, way: WayBack, wentBack: WentBack | undefined): Promise<RolledBack> {
  const record = run.store.records.get(way.step);
  if (!record) throw new Error(`${way.step} is not recorded`);
  const resource = resourceOf(run, way.step, record.type);
  const label = { type: 'step', step: way.step, resource: record.type, action: 'update' } as const;
  const began = run.clock.now();
  const seconds = () => stepSeconds(run, way.step, began);
  run.emit({ ...label, state: 'started' });
  try {
    await noteWorking(run, way);
    const isAsked = await goBack(run, { ...way, resource, record }, wentBack);
    run.emit({
      ...label,
      state: 'done',
      outcome: isAsked ? 'updated' : 'unchanged',
      seconds: seconds(),
      id: record.id,
    });
    return { failures: [], updated: isAsked ? 1 : 0, unchanged: isAsked ? 0 : 1 };
  } catch (error) {
    if (isStop(error)) return { failures: [], updated: 0, unchanged: 0 };
    if (!(error instanceof FailureError)) throw error;
    run.emit({ ...label, state: 'failed', seconds: seconds() });
    return { failures: [error.failure], updated: 0, unchanged: 0 };
  }
}

/** What it leaves has worked, where it has: it can be gone forward to by `provision rollback` as well. */
async function noteWorking(run: Run, { of }: WayBack): Promise<void> {
  const latest = run.store.records.get(of);
  const steady = latest && steadySince(run.store.records, of, latest, run.clock.now());
  if (latest && steady !== undefined && latest.steady === undefined) await run.store.put(of, { ...latest, steady });
}

interface Going extends WayBack {
  readonly resource: Job['resource'];
  /** As it was before. */
  readonly record: StepRecord;
}

/** @returns whether AWS was asked for a change */
async function goBack(run: Run, { step, member, to, resource, record }: Going, wentBack: WentBack | undefined) {
  const { wentBack: _, ...last } = record;
  const want = { ...(record.want as { [member: string]: never }), [member]: to };
  const job: Job = { step, resource, token: record.token, tags: tagsOf(run, step), want };
  const next: StepRecord = {
    ...last,
    ...{ at: 'created', want },
    ...(wentBack && { wentBack: { ...wentBack } }),
  };
  const seen = await readOnce(run, job, record.id, deadlineOf(run, job, 'create'));
  const isThere = seen.is === 'ready' && Object(seen.live)[member] === to;
  await run.store.put(step, next);
  let isAsked = false;
  try {
    if (!isThere && !(seen.is === 'pending' && (await isUnderway(run, job, record.id, to)))) {
      isAsked = true;
      await applyUpdate(run, job, record.id, want, [member]);
    }
    const ended = await waitUntilReady(run, job, next, 'update', [member]);
    if (ended.is === 'ready') {
      const shown = shownOtherwise(resource, want, ended.live);
      await run.store.put(step, { ...next, at: 'ready', out: toJson(ended.out), shown });
      return isAsked;
    }
    const why = ended.is === 'broken' ? ended.why : 'AWS no longer knows it';
    throw new FailureError({ code: 'rollback-failed', step, resource: record.type, to, why });
  } catch (error) {
    // What was interrupted goes on with the next run. What has failed is not what anything is to run.
    if (!isStop(error)) {
      const failed = error instanceof FailureError && error.failure.code === 'rollback-failed';
      await run.store.put(step, failed ? { ...record, at: 'created' } : record);
    }
    throw error;
  }
}

/** Whether an earlier run has asked for it. */
async function isUnderway(run: Run, { step, resource, token, tags }: Job, id: unknown, to: string): Promise<boolean> {
  return (await run.withCloud(step, { token, tags }, async (cloud) => resource.stillRuns?.(cloud, id)))?.[0] === to;
}
