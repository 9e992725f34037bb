import type { StepRecord } from '../../state/schema.js';
import { checkOrder, edgesOf, gather } from '../edges.js';
import type { Action } from '../events.js';
import { FailureError, type Failure } from '../failure.js';
import type { Step } from '../step.js';
import { converge, type Converged } from './converge.js';
import { down, type Tally } from './down.js';
import { foreseenRefusals } from './refusals.js';
import { retire } from './remove.js';
import { allEnded, secondsSince, Stopped, type Run } from './run.js';

export interface UpReport extends Tally {
  readonly failures: readonly Failure[];
  /** What each step gave, for those that came to an end. */
  readonly outs: ReadonlyMap<string, unknown>;
}

/** How a step ended. Only failures are causes; what was skipped or stopped is a consequence. */
type Ended = { readonly is: 'done'; readonly converged: Converged } | { readonly is: 'failed' | 'skipped' | 'stopped' };

/**
 * Brings a stack to what its steps want. Each step starts the moment what it needs is there. Afterwards, what was
 * replaced and what is no longer among the steps is deleted.
 * Where a change is bound to be refused, nothing is changed at all.
 * @returns all root causes of failure, and what was done; throws only for a bug
 */
export async function up(given: Run, steps: readonly Step[]): Promise<UpReport> {
  checkOrder(steps);
  const run: Run = { ...given, wanted: new Set(steps.map(({ name }) => name)) };
  for (const step of steps) run.emit({ type: 'step', ...about(step), state: 'planned', why: step.why, after: edgesOf(step).map(({ to }) => to.name) });
  const refusals = await refused(run, steps);
  const going = new Going(run, refusals);
  if (refusals.length > 0) return going.report();
  for (const step of steps) going.begin(step);
  await going.end();
  const deleted = going.failures.length === 0 && !run.signal.aborted ? await tidy(run, steps, going.failures) : 0;
  return going.report(deleted);
}

/** The steps under way, and what came of them. */
class Going {
  readonly failures: Failure[];
  readonly #outs = new Map<string, unknown>();
  readonly #tally = { created: 0, updated: 0, unchanged: 0 };
  readonly #begun = new Map<string, { readonly identified: Promise<unknown>; readonly ended: Promise<Ended> }>();

  constructor(
    private readonly run: Run,
    failures: readonly Failure[],
  ) {
    this.failures = [...failures];
  }

  /** What it needs must have begun before it. */
  begin(step: Step): void {
    const { promise, resolve } = withResolvers<unknown>();
    this.#begun.set(step.name, { identified: promise, ended: this.#goThrough(step, resolve) });
  }

  end = (): Promise<void> => allEnded([...this.#begun.values()].map(({ ended }) => ended));

  report = (deleted = 0): UpReport => ({ ...this.#tally, deleted, failures: this.failures, outs: this.#outs });

  async #goThrough(step: Step, identified: (id: unknown) => void): Promise<Ended> {
    const { run } = this;
    const needs = await this.#needed(step);
    if (needs.failed.length > 0) {
      run.emit({ type: 'step', ...about(step), state: 'skipped', after: needs.failed });
      return { is: 'skipped' };
    }
    if (needs.stopped || run.signal.aborted) return { is: 'stopped' };
    const leave = await run.enter?.(step.name);
    const ended = run.signal.aborted ? ({ is: 'stopped' } as const) : await this.#work(step, identified, needs.ids);
    leave?.(ended.is === 'done' ? ended.converged : undefined);
    return ended;
  }

  #work(step: Step, identified: (id: unknown) => void, ids: ReadonlyMap<string, unknown>): Promise<Ended> {
    return attend(this.run, step, this.failures, async (began) => {
      const given = gather(step, (need, onlyId) => (onlyId ? ids : this.#outs).get(need.name));
      const converged = await converge(this.run, step, step.want(given as never), { began, identified });
      this.#outs.set(step.name, converged.out);
      count(this.#tally, converged.outcome);
      return converged;
    });
  }

  /** Waits for what a step needs: another's end, or only its id. */
  async #needed(step: Step) {
    const ids = new Map<string, unknown>();
    const failed: string[] = [];
    let stopped = false;
    await Promise.all(
      edgesOf(step).map(async ({ to, onlyId }) => {
        const other = this.#begun.get(to.name);
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

/** A promise, and what keeps it. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((keep) => (resolve = keep));
  return { promise, resolve };
}

const about = ({ name, resource }: Step) => ({ step: name, resource: resource.type });

/** What can be known beforehand not to go, told as if its turn had come. */
async function refused(run: Run, steps: readonly Step[]) {
  const refusals = await foreseenRefusals(run, steps);
  for (const { step, resource } of refusals) run.emit({ type: 'step', step, resource, state: 'failed', seconds: 0 });
  return refusals;
}

/** Runs one step's work, telling how it goes, and turns what it throws into data. */
async function attend(
  run: Run,
  step: Step,
  failures: Failure[],
  work: (began: (action: Action) => void) => Promise<Converged>,
): Promise<Ended> {
  const since = run.clock.now();
  let action: Action | undefined;
  const tell = (state: 'started' | 'done' | 'failed', more: object = {}) =>
    run.emit({ type: 'step', ...about(step), state, ...(action ? { action } : {}), ...more });
  try {
    const converged = await work((next) => {
      action = next;
      tell('started');
    });
    tell('done', { outcome: converged.outcome, seconds: secondsSince(run.clock, since), id: converged.id });
    return { is: 'done', converged };
  } catch (error) {
    if (error instanceof Stopped) return { is: 'stopped' };
    if (!(error instanceof FailureError)) throw error;
    failures.push(error.failure);
    tell('failed', { seconds: secondsSince(run.clock, since) });
    return { is: 'failed' };
  }
}

function count(tally: { created: number; updated: number; unchanged: number }, outcome: Converged['outcome']): void {
  if (outcome === 'created' || outcome === 'replaced') tally.created++;
  else if (outcome === 'updated') tally.updated++;
  else if (outcome === 'unchanged') tally.unchanged++;
}

/** Deletes what was replaced, then what is recorded and not among the steps. @returns how many */
async function tidy(run: Run, steps: readonly Step[], failures: Failure[]): Promise<number> {
  let deleted = 0;
  const names = new Set(steps.map(({ name }) => name));
  // Either may hold the other: a replaced link a removed integration, a removed group a replaced rule.
  const removing = down(run, (name) => !names.has(name));
  await Promise.all(
    [...run.store.records].map(async ([name, record]) => {
      if (!record.retired?.length || !names.has(name)) return;
      try {
        for (const old of record.retired) await retire(run, name, old);
        deleted += record.retired.length;
        const latest = run.store.records.get(name);
        if (latest) await run.store.put(name, withoutRetired(latest));
      } catch (error) {
        if (error instanceof FailureError) failures.push(error.failure);
        else if (!(error instanceof Stopped)) throw error;
      }
    }),
  );
  const gone = await removing;
  failures.push(...gone.failures);
  return deleted + gone.deleted;
}

const withoutRetired = ({ retired: _, ...record }: StepRecord): StepRecord => record;
