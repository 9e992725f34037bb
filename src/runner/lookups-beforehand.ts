import { all } from '../all.js';
import type { StepRecord } from '../../state/schema.js';
import { FailureError, type Failure } from '../failure.js';
import type { Step } from '../step.js';
import { dependenciesOf } from '../step-dependencies.js';
import { attempt } from './attempt.js';
import { differencesOf, toJson } from './compare.js';
import { unchangedRecords } from './refusals.js';
import { isStop, tagsOf, type Job, type Run } from './run.js';
import { deadlineOf, readOnce } from './wait.js';
import { isKnown, wantBeforehand } from './want-beforehand.js';

/** Why a value cannot be looked up. */
export type LookFailure = Extract<Failure, { readonly code: 'step-rejected' | 'step-broken' | 'step-timeout' }>;

/** What the lookups of the steps have found. */
export interface Looked {
  /** What will stay as it is, and what was found, as a record that is never written. */
  readonly known: ReadonlyMap<string, StepRecord>;
  /** Why some of it cannot be used; root causes only. */
  readonly refused: readonly LookFailure[];
}

/**
 * Looks up what the steps are going to look up, before anything is changed: zones, an existing VPC and its subnets. They
 * only read, and they refuse what cannot be used. A lookup that depends on what nobody knows yet is left to its step.
 * @throws Stopped
 */
export async function lookUp(run: Run, steps: readonly Step[]): Promise<Looked> {
  const known = new Map(unchangedRecords(run, steps));
  const begun = new Map<string, Promise<LookFailure | undefined>>();
  for (const step of steps) {
    if (!step.resource.lookup) continue;
    const before = dependenciesOf(step).flatMap(({ to }) => begun.get(to.name) ?? []);
    const look = async () => {
      await all(before);
      return refusalOf(run, step, known);
    };
    begun.set(step.name, look());
  }
  const refused = (await all([...begun.values()])).filter((it) => it !== undefined);
  return { known, refused };
}

async function refusalOf(run: Run, step: Step, known: Map<string, StepRecord>): Promise<LookFailure | undefined> {
  const { name, resource } = step;
  const want = wantBeforehand(step, known);
  if (!want || !isKnown(want)) return undefined;
  const job: Job = { step: name, resource, token: '', tags: tagsOf(run, name) };
  const deadline = deadlineOf(run, job, 'create');
  try {
    const record = known.get(name);
    const still = record && (await readOnce(run, job, record.id, deadline));
    if (still?.is === 'ready' && differencesOf(resource, record?.want, still.live).length === 0) return undefined;
    if (still?.is === 'pending') return undefined;
    known.delete(name);
    const made = await attempt(run, job, 'create', deadline, (cloud) => resource.create(cloud, want));
    if (made.is !== 'done') return undefined;
    const seen = await readOnce(run, job, toJson(made.value), deadline);
    if (seen.is === 'ready') known.set(name, recordOf(step, want, toJson(made.value), toJson(seen.out)));
    return undefined;
  } catch (error) {
    if (isStop(error) || !(error instanceof FailureError)) throw error;
    const { failure } = error;
    if (failure.code === 'step-rejected' || failure.code === 'step-broken' || failure.code === 'step-timeout')
      return failure;
    throw error;
  }
}

/** What was looked up, as a record that is never written: other steps take what they need from it. */
const recordOf = (
  { name: _, resource }: Step,
  want: object,
  id: StepRecord['id'],
  out: StepRecord['out'],
): StepRecord => ({
  type: resource.type,
  at: 'ready',
  token: '',
  needs: [],
  want: toJson(want),
  tags: {},
  ...(id !== undefined && { id }),
  ...(out !== undefined && { out }),
});
