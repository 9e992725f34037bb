import type { StepRecord } from '../../state/schema.js';
import type { Dependent } from '../step.js';
import { deleteUnasked } from './unasked.js';
import { isOfStack } from './of-stack.js';
import { Stopped, type Job, type Run } from './run.js';

/**
 * What still uses a resource is usually being deleted itself. So dependents are read after this many ms, and then
 * again at intervals.
 */
const firstLookMs = 15_000;
const betweenLooksMs = 30_000;

/** The dependents that were found; empty where none were. */
export type HeldBy = { readonly heldBy?: readonly Dependent[] };
export interface Held extends HeldBy {
  /** Two looks in a row have found something of others that does not go by itself, so waiting does not help. */
  readonly isFinal: boolean;
}

/**
 * Finds out what keeps a resource from being deleted, because AWS says only that there is something. What AWS itself has
 * put there is deleted, as often as it is found: AWS may put it there again. So is what is the stack's and no step has.
 * @param isDeleted whether the resource itself is being deleted
 * @returns a function that returns the dependents found last. It reads them again at intervals, and always at the last
 * time
 */
export function dependentsFinder(run: Run, job: Job, isDeleted = true): (isLast: boolean) => Promise<Held> {
  let next = run.clock.now() + firstLookMs;
  let heldBy: readonly Dependent[] = [];
  let looksWithForeign = 0;
  const known = new Set<string>();
  return async (isLast) => {
    if (isLast || run.clock.now() >= next) {
      next = run.clock.now() + betweenLooksMs;
      heldBy = (await dependentsOf(run, job)).filter(({ isLost }) => isLost !== true);
      const refused = isDeleted ? await deleteUnasked(run, job, heldBy, known) : new Set();
      const stays = (it: Dependent) => (it.madeByAws ? refused.has(it.madeByAws.id) : isForeign(run, it));
      looksWithForeign = heldBy.some(stays) ? looksWithForeign + 1 : 0;
    }
    return {
      isFinal: looksWithForeign > 1,
      ...(heldBy.length > 0 && { heldBy: heldBy.map((it) => asShown(run, it)) }),
    };
  };
}

/** The settings of the resource itself that keep it: AWS's error for these is not that something uses it. */
export async function protectionOf(run: Run, job: Job): Promise<HeldBy> {
  const heldBy = (await dependentsOf(run, job)).filter(({ type }) => type === 'deletion-protection');
  return heldBy.length > 0 ? { heldBy } : {};
}

/** All that `dependents` tells. Where it cannot be read, mostly for a missing permission, it is empty. */
export async function dependentsOf(run: Run, { step, resource, token, tags, id }: Job): Promise<readonly Dependent[]> {
  if (id === undefined || !resource.dependents) return [];
  try {
    return await run.withCloud(step, { token, tags }, async (cloud) => (await resource.dependents?.(cloud, id)) ?? []);
  } catch (error) {
    if (error instanceof Stopped) throw error;
    return [];
  }
}

/**
 * Whether a dependent belongs to somebody else, and stays until somebody takes it away. What is recorded, is part of
 * what is recorded, or bears the stack's tags, goes with the stack, and so does what AWS has put there. So may what is
 * of a noun that an interrupted run was just making: it has no id yet.
 */
export function isForeign(run: Run, { type, id, owner, tags, goesByItself, madeByAws }: Dependent): boolean {
  if (goesByItself === true || madeByAws || isOfStack(run, tags)) return false;
  const own = recordedIds(run);
  if (own.has(id) || (owner !== undefined && own.has(owner))) return false;
  return ![...run.store.records.values()].some((it) => it.type === type && mayHaveMore(it));
}

const mayHaveMore = ({ at, unclear = [] }: StepRecord) => at === 'creating' || unclear.length > 0;

/** Tags are for the runner. People and programs are shown what is in the way, and of which other stack it is. */
export function asShown(run: Run, { tags, ...shown }: Dependent): Dependent {
  const stack = tags?.['provision:stack'];
  return { ...shown, ...(stack !== undefined && stack !== run.stack && { ofStack: stack }) };
}

/** Every id, and part of an id, that a record has of what the stack made: also what the resource gave to others. */
function recordedIds({ store, resources }: Run): ReadonlySet<string> {
  const own = [...store.records.values()].filter(({ type }) => !resources.get(type)?.lookup);
  return new Set(
    own.flatMap(({ id, out, retired = [] }: StepRecord) => textsIn([id, out, retired.map((it) => it.id)])),
  );
}

/** All texts in a value. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
