import { all } from '../all.js';
import type { StepRecord } from '../../state/schema.js';
import { allNeeded, requireOrder, dependenciesOf, resolveNeeds } from '../step-dependencies.js';
import type { Action } from '../events.js';
import { FailureError, type Failure } from '../failure.js';
import type { Step } from '../step.js';
import { converge } from './converge.js';
import type { Converged } from './in-service.js';
import { down, type ResourceCounts } from './down.js';
import { firstLook } from './first-look.js';
import { completeRecords } from './recover.js';
import { forgetWhatIsUsedAgain } from './left-behind.js';
import { lookBeforeDown } from './look-before-down.js';
import { machineLacks } from './machine-checks.js';
import { predictRefusals } from './refusals.js';
import { deleteRetired } from './remove.js';
import { afterLook, deleteSurplus, isMissing, mayHaveSurplus } from './surplus.js';
import { isStop, stepSeconds, type Run } from './run.js';

export interface UpReport extends ResourceCounts {
  readonly failures: readonly Failure[];
  /** What each step gave, for the steps that succeeded. */
  readonly outs: ReadonlyMap<string, unknown>;
}

/** How a step ended. Only a failure is a cause; `skipped` and `stopped` are consequences. */
type StepEnd =
  { readonly is: 'done'; readonly converged: Converged } | { readonly is: 'failed' | 'skipped' | 'stopped' };

/**
 * Brings a stack to what its steps want. Each step starts as soon as what it needs is there. At the end, replaced
 * resources are deleted, and those of steps that no longer exist. Where a refusal can be predicted, nothing is changed.
 * @returns all root causes of failure, and what was done; throws only for a bug
 */
export async function up(given: Run, steps: readonly Step[]): Promise<UpReport> {
  requireOrder(steps);
  const run: Run = { ...given, wanted: allNeeded(steps) };
  for (const step of steps)
    run.emit({
      type: 'step',
      ...stepLabel(step),
      state: 'planned',
      why: step.why,
      after: dependenciesOf(step).map(({ to }) => to.name),
    });
  await completeRecords(run, steps);
  const obstacles = [
    ...(await predictRefusals(run, steps)),
    ...(await firstLook(run, steps)),
    ...(await machineLacks(run, steps)),
  ];
  for (const it of obstacles)
    if ('step' in it && it.step !== undefined && 'resource' in it)
      run.emit({ type: 'step', step: it.step, resource: it.resource, state: 'failed', seconds: 0 });
  const upRun = new UpRun(run, obstacles);
  if (obstacles.length > 0) return upRun.report();
  for (const step of steps) upRun.start(step);
  await upRun.finish();
  const deleted =
    upRun.failures.length === 0 && !run.signal.aborted ? await deleteLeftovers(run, steps, upRun.failures) : 0;
  const surplus = run.signal.aborted ? 0 : await deleteAllSurplus(run, upRun.failures);
  return upRun.report(deleted + surplus);
}

/** The steps of one `up`, and their results. */
class UpRun {
  readonly failures: Failure[];
  readonly #outs = new Map<string, unknown>();
  readonly #counts = { created: 0, updated: 0, unchanged: 0 };
  readonly #started = new Map<string, { readonly identified: Promise<unknown>; readonly ended: Promise<StepEnd> }>();

  constructor(
    private readonly run: Run,
    failures: readonly Failure[],
  ) {
    this.failures = [...failures];
  }

  /** Starts a step. The steps it needs must have been started before. */
  start(step: Step): void {
    const { promise, resolve } = withResolvers<unknown>();
    this.#started.set(step.name, { identified: promise, ended: this.#runStep(step, resolve) });
  }

  async finish(): Promise<void> {
    await all([...this.#started.values()].map(({ ended }) => ended));
  }

  report = (deleted = 0): UpReport => ({ ...this.#counts, deleted, failures: this.failures, outs: this.#outs });

  async #runStep(step: Step, identified: (id: unknown) => void): Promise<StepEnd> {
    const { run } = this;
    const needs = await this.#waitForNeeds(step);
    if (needs.failed.length > 0) {
      run.emit({ type: 'step', ...stepLabel(step), state: 'skipped', after: needs.failed });
      return { is: 'skipped' };
    }
    if (needs.stopped || run.signal.aborted) return { is: 'stopped' };
    const leave = await run.enterStep?.(step.name);
    const ended = run.signal.aborted
      ? ({ is: 'stopped' } as const)
      : await this.#convergeStep(step, identified, needs.ids);
    leave?.(ended.is === 'done' ? ended.converged : undefined);
    return ended;
  }

  #convergeStep(step: Step, identified: (id: unknown) => void, ids: ReadonlyMap<string, unknown>): Promise<StepEnd> {
    return runStepWork(this.run, step, this.failures, async (began) => {
      const given = resolveNeeds(step, (need, onlyId) => (onlyId ? ids : this.#outs).get(need.name));
      const converged = await converge(this.run, step, step.want(given), { began, identified });
      this.#outs.set(step.name, converged.out);
      count(this.#counts, converged.outcome);
      return converged;
    });
  }

  /** Waits for what a step needs: another's end, or only its id. */
  async #waitForNeeds(step: Step) {
    const ids = new Map<string, unknown>();
    const failed: string[] = [];
    let stopped = false;
    await all(
      dependenciesOf(step).map(async ({ to, onlyId }) => {
        const other = this.#started.get(to.name);
        if (!other) return;
        const id = onlyId ? other.identified.then((value) => ({ value })) : undefined;
        const first = await (id ? Promise.race([id, other.ended]) : other.ended);
        if ('value' in first) ids.set(to.name, first.value);
        else if (first.is === 'done') ids.set(to.name, first.converged.id);
        else if (first.is === 'stopped') stopped = true;
        else failed.push(to.name);
      }),
    );
    return { ids, failed, stopped };
  }
}

/** A promise and the function that resolves it. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((keep) => (resolve = keep));
  return { promise, resolve };
}

const stepLabel = ({ name, resource }: Step) => ({ step: name, resource: resource.type });

/** Runs the work of one step, emits its events, and turns a failure that it throws into data. */
async function runStepWork(
  run: Run,
  step: Step,
  failures: Failure[],
  work: (began: (action: Action) => void) => Promise<Converged>,
): Promise<StepEnd> {
  const since = run.clock.now();
  let action: Action | undefined;
  const tell = (state: 'started' | 'done' | 'failed', more: object = {}) =>
    run.emit({ type: 'step', ...stepLabel(step), state, ...(action ? { action } : {}), ...more });
  try {
    const converged = await work((next) => {
      action = next;
      tell('started');
    });
    tell('done', { outcome: converged.outcome, seconds: stepSeconds(run, step.name, since), id: converged.id });
    return { is: 'done', converged };
  } catch (error) {
    if (isStop(error)) return { is: 'stopped' };
    if (!(error instanceof FailureError)) throw error;
    failures.push(error.failure);
    tell('failed', { seconds: stepSeconds(run, step.name, since) });
    return { is: 'failed' };
  }
}

function count(counts: { created: number; updated: number; unchanged: number }, outcome: Converged['outcome']): void {
  if (outcome === 'created' || outcome === 'replaced') counts.created++;
  else if (outcome === 'updated') counts.updated++;
  else if (outcome === 'unchanged') counts.unchanged++;
}

/**
 * Deletes what was replaced, and what is recorded and not among the steps; nothing of it where something of others keeps
 * a part, as with `down`.
 * @returns how many
 */
async function deleteLeftovers(run: Run, steps: readonly Step[], failures: Failure[]): Promise<number> {
  const names = new Set(steps.map(({ name }) => name));
  await forgetWhatIsUsedAgain(run, (step) => names.has(step));
  const { held, lost } = await lookBeforeDown(run, (step) => (names.has(step) ? 'replaced' : 'all'));
  if (run.signal.aborted) return 0;
  if (held.length > 0) {
    failures.push({ code: 'deletion-held', held });
    return 0;
  }
  for (const { step, heldBy } of lost) {
    const why = `deleted with it, though this stack did not make it: ${heldBy.map(({ type, id }) => `${type} ${id}`).join(', ')}`;
    run.emit({ type: 'wait', step, why, seconds: 0, lasting: true });
  }
  let deleted = 0;
  // Either may hold the other: a replaced link a removed integration, a removed group a replaced rule.
  const removing = down(run, (name) => !names.has(name));
  const replacing = all(
    [...run.store.records].map(async ([name, record]) => {
      const replaced = (record.retired ?? []).filter((old) => !isMissing(old));
      if (replaced.length === 0 || !names.has(name)) return;
      try {
        for (const old of replaced) await deleteRetired(run, name, old);
        deleted += replaced.length;
        const latest = run.store.records.get(name);
        if (latest) await run.store.put(name, withoutReplaced(latest));
      } catch (error) {
        if (isStop(error)) return;
        if (!(error instanceof FailureError)) throw error;
        failures.push(error.failure);
      }
    }),
  );
  const [gone] = await all([removing, replacing]);
  failures.push(...gone.failures);
  return deleted + gone.deleted;
}

/** Without what was replaced and is deleted now. What is only looked for stays. */
function withoutReplaced({ retired = [], ...record }: StepRecord): StepRecord {
  const left = retired.filter(isMissing);
  return left.length > 0 ? { ...record, retired: left } : record;
}

/** Looks for what lost answers and wrong ones may have hidden, of all steps at once. @returns how many were deleted */
async function deleteAllSurplus(run: Run, failures: Failure[]): Promise<number> {
  const hadFailures = failures.length > 0;
  const counts = await all(
    [...run.store.records].map(async ([name, record]) => {
      if (record.id === undefined || !mayHaveSurplus(record)) return 0;
      try {
        // After a failure something may still be in use that will not be once all follows what was made anew.
        const deleted = await deleteSurplus(run, name, record, !hadFailures);
        // After a failure the next run still has to know what was lost: others may hold its id.
        const latest = run.store.records.get(name);
        if (latest && !hadFailures) await run.store.put(name, afterLook(latest));
        return deleted;
      } catch (error) {
        if (isStop(error)) return 0;
        if (!(error instanceof FailureError)) throw error;
        failures.push(error.failure);
        return 0;
      }
    }),
  );
  return counts.reduce((sum, it) => sum + it, 0);
}
