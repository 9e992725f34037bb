import pLimit from 'p-limit';
import { all } from '../all.js';
import { allNeeded, requireOrder, dependenciesOf, resolveNeeds } from '../step-dependencies.js';
import type { Action, StepEvent } from '../events.js';
import { FailureError, type Failure } from '../failure.js';
import type { Step } from '../step.js';
import { converge } from './converge.js';
import { endFirstRound, givenBy } from './hand-over.js';
import type { Converged, Outcome } from './in-service.js';
import type { ResourceCounts } from './down.js';
import { firstLook } from './first-look.js';
import { completeRecords } from './recover.js';
import { deleteAllSurplus, deleteLeftovers, deleteSetters } from './leftovers.js';
import { lookUp } from './lookups-beforehand.js';
import { machineLacks } from './machine-checks.js';
import { predictRefusals } from './refusals.js';
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
 * resources are deleted, and those of steps that no longer exist; what would set members of others meanwhile, before that.
 * Where a refusal can be predicted, nothing is changed.
 * @returns all root causes of failure, and what was done; throws only for a bug
 */
export async function up(given: Run, steps: readonly Step[]): Promise<UpReport> {
  requireOrder(steps);
  const run: Run = { ...given, wanted: allNeeded(steps), inTurn: pLimit(1) };
  for (const step of steps) run.emit({ type: 'step', ...stepLabel(step), state: 'planned', ...planOf(step) });
  await completeRecords(run, steps);
  const looked = await lookUp(run, steps);
  const obstacles = [
    ...(await predictRefusals(run, steps, looked.known)),
    ...(await firstLook(run, steps, looked)),
    ...(await machineLacks(run, steps)),
  ];
  for (const it of obstacles)
    if ('step' in it && it.step !== undefined && 'resource' in it)
      run.emit({ type: 'step', step: it.step, resource: it.resource, state: 'failed', seconds: 0 });
  const upRun = new UpRun(run, obstacles);
  if (obstacles.length > 0) return upRun.report();
  const freed = await deleteSetters(run, steps, upRun.failures);
  if (upRun.failures.length > 0 || run.signal.aborted) return upRun.report(freed);
  for (const step of steps) upRun.start(step);
  await upRun.finish();
  await upRun.startSecondRound(steps);
  const deleted =
    upRun.failures.length === 0 && !run.signal.aborted ? await deleteLeftovers(run, steps, upRun.failures) : 0;
  const surplus = run.signal.aborted ? 0 : await deleteAllSurplus(run, upRun.failures);
  return upRun.report(freed + deleted + surplus);
}

/** The steps of one `up`, and their results. */
class UpRun {
  readonly failures: Failure[];
  readonly #outs = new Map<string, unknown>();
  readonly #outcomes = new Map<string, Outcome>();
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

  /**
   * Sets up once more what was set up with two resources, of which one has taken the place of the other: with that one alone.
   * Nothing is, where something has failed.
   */
  async startSecondRound(steps: readonly Step[]): Promise<void> {
    if (this.failures.length > 0 || this.run.signal.aborted) return;
    const moved = await endFirstRound(this.run, steps);
    for (const step of steps) if (dependenciesOf(step).some(({ to }) => moved.has(to.name))) this.start(step);
    await this.finish();
  }

  report = (deleted = 0): UpReport => ({
    ...counted([...this.#outcomes.values()]),
    deleted,
    failures: this.failures,
    outs: this.#outs,
  });

  async #runStep(step: Step, identified: (id: unknown) => void): Promise<StepEnd> {
    const { run } = this;
    const needs = await this.#waitForNeeds(step);
    if (needs.failed.length > 0) {
      run.emit({ type: 'step', ...stepLabel(step), state: 'skipped', after: needs.failed });
      return { is: 'skipped' };
    }
    if (needs.stopped || run.signal.aborted) return { is: 'stopped' };
    // Who lets a step begin has been shown all that it will do.
    const leave = this.#outcomes.has(step.name) ? undefined : await run.enterStep?.(step.name);
    const ended = run.signal.aborted
      ? ({ is: 'stopped' } as const)
      : await this.#convergeStep(step, identified, needs.ids);
    leave?.(ended.is === 'done' ? ended.converged : undefined);
    return ended;
  }

  #convergeStep(step: Step, identified: (id: unknown) => void, ids: ReadonlyMap<string, unknown>): Promise<StepEnd> {
    return runStepWork(this.run, step, this.failures, async (began) => {
      const given = resolveNeeds(step, (need, onlyId) =>
        onlyId ? ids.get(need.name) : givenBy(this.run, need, this.#outs.get(need.name)),
      );
      const converged = await converge(this.run, step, step.want(given), { began, identified });
      this.#outs.set(step.name, converged.out);
      const outcome = ofBoth(this.#outcomes.get(step.name), converged.outcome);
      this.#outcomes.set(step.name, outcome);
      return { ...converged, outcome };
    });
  }

  /** Waits for what a step needs: another's end, or only its id. */
  async #waitForNeeds(step: Step) {
    const ids = new Map<string, unknown>();
    const failed: string[] = [];
    let stopped = false;
    await all(
      dependenciesOf(step).map(async ({ to, onlyId, waits }) => {
        const other = this.#started.get(to.name);
        if (!other || !waits) return;
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

function planOf(step: Step): Pick<StepEvent, 'why' | 'after' | 'onlyIdOf'> {
  const dependencies = dependenciesOf(step).filter(({ waits }) => waits);
  const onlyIdOf = dependencies.filter(({ onlyId }) => onlyId).map(({ to }) => to.name);
  const after = dependencies.map(({ to }) => to.name);
  return { why: step.why, after, ...(onlyIdOf.length > 0 && { onlyIdOf }) };
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

/** How a step has ended that was set up twice. */
const ofBoth = (first: Outcome | undefined, second: Outcome): Outcome =>
  first === undefined || first === 'unchanged' ? second : first;

const counted = (outcomes: readonly Outcome[]) => {
  const of = (...these: Outcome[]) => outcomes.filter((it) => these.includes(it)).length;
  return { created: of('created', 'replaced'), updated: of('updated'), unchanged: of('unchanged') };
};
