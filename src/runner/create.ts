import { randomUUID } from 'node:crypto';
import type { Retired, StepRecord } from '../../state/schema.js';
import { codeOf, messageOf } from '../aws-errors.js';
import { FailureError } from '../failure.js';
import type { Found } from '../step.js';
import { attempt, rejected } from './attempt.js';
import { plain, same } from './compare.js';
import { Stopped, tagsOf, type Job, type Run } from './run.js';
import { deadlineOf } from './settle.js';

/** How often a create is sent again when its answer was lost and nothing of it is to be seen. */
const repeats = 3;
/** ms between looks for what a lost create may have left: tags become visible only after a while. */
const searching = [1000, 2000, 3000, 4000];

export interface Created {
  /** `created`, with its id. */
  readonly record: StepRecord;
  /** It was there already, and may not be as wanted. */
  readonly found: boolean;
}
type Wanted = Pick<StepRecord, 'needs' | 'after' | 'want' | 'retired'>;

/**
 * Creates a resource so that its id cannot be lost: the intent is on disk before the call leaves, the id before
 * anything else is done. Where an earlier attempt may have got through, it looks before it asks again.
 * @param intent a record of an attempt that did not come to an id
 * @throws FailureError; then the record is as it was before, unless the outcome of the call is not known
 */
export async function create(run: Run, job: Job, wanted: Wanted, intent?: StepRecord): Promise<Created> {
  const { resource } = job;
  const before = run.store.records.get(job.step);
  const course: Course = { resumes: intent !== undefined, lost: undefined };
  try {
    if (intent) {
      const left = await search(run, { ...job, token: intent.token }, intent.want, !resource.sameName);
      if (left !== undefined) return await identified(run, job, { ...intent, ...recordedEdges(wanted) }, left, true);
    }
    // A token stands for one input: what is wanted differently now is another attempt.
    const token = intent && same(intent.want, wanted.want) ? intent.token : randomUUID();
    const next: StepRecord = { type: resource.type, at: 'creating', token, tags: { ...job.tags }, ...wanted };
    course.resumes = false;
    if (!resource.lookup) await run.store.put(job.step, next);
    const { id, found } = await obtain(run, { ...job, token }, next.want, course);
    return await identified(run, job, next, id, found);
  } catch (error) {
    if (nothingWasMade(error, course)) await (worthKeeping(before) ? run.store.put(job.step, before) : run.store.remove(job.step));
    throw error;
  }
}

/**
 * Puts the id on disk. What was found may be what another step of this stack made under its old name: it is this
 * step's from now on, so that record goes, in the same write. A change that was taken back may find its old resource
 * again: then that one is in use, and not to be deleted as retired; and its id, as it was recorded when it was made,
 * may say more than one that is found by name.
 */
async function identified(run: Run, { step, resource }: Job, record: StepRecord, given: unknown, found: boolean): Promise<Created> {
  const isBack = (old: Retired) => same(old.id, given) || (found && isNamedAlike(resource, old.want, record.want));
  const id = record.retired?.find(isBack)?.id ?? given;
  const retired = record.retired ? { retired: record.retired.filter((old) => !isBack(old)) } : {};
  const created: StepRecord = { ...record, at: 'created', id: plain(id), ...retired };
  const others = [...run.store.records].filter(([name, it]) => name !== step && it.type === resource.type && same(it.id, id));
  if (!resource.lookup) run.emit({ type: 'step', step, resource: resource.type, state: 'created', action: 'create', id });
  await run.store.put(step, created, found && !resource.lookup ? others.map(([name]) => name) : []);
  return { record: created, found };
}

const recordedEdges = ({ needs, after }: Wanted) => ({ needs, ...(after && { after }) });

/** Where names are unique, these two are one. */
function isNamedAlike({ sameName, fixed = [] }: Job['resource'], one: unknown, other: unknown): boolean {
  const named = (want: unknown) => fixed.map((member) => plain(Object(want)[member]));
  return sameName !== undefined && fixed.length > 0 && same(named(one), named(other));
}

/** How far a creation came, for whoever has to judge what its failure leaves. */
interface Course {
  /** It is still being found out what an earlier attempt has left. */
  resumes: boolean;
  /** Why the answer to a create was lost, if one was: then something may have been made. */
  lost: unknown;
}

/**
 * AWS refused to create it, the name is another's, or the run was stopped before the call left: the journal needs no
 * trace of it.
 */
function nothingWasMade(error: unknown, { resumes, lost }: Course): boolean {
  const failure = error instanceof FailureError ? error.failure : undefined;
  if (failure?.code === 'name-taken') return true;
  if (resumes || lost !== undefined) return false;
  if (error instanceof Stopped || failure?.code === 'image-missing') return true;
  return failure?.code === 'step-rejected' && failure.verb === 'create';
}

/** What stood there before, unless it was an intent that has now come to nothing. */
const worthKeeping = (before: StepRecord | undefined): before is StepRecord =>
  before !== undefined && (before.at !== 'creating' || before.retired !== undefined);

async function obtain(run: Run, job: Job, want: unknown, course: Course): Promise<{ id: unknown; found: boolean }> {
  const { resource } = job;
  if (resource.sameName === 'returns') {
    const id = await search(run, job, want, false);
    if (id !== undefined) return { id, found: true };
  }
  const deadline = deadlineOf(run, job, 'create');
  try {
    for (let sent = 1; ; sent++) {
      const made = await attempt(run, job, 'create', deadline, (cloud) => resource.create(cloud, want));
      if (made.is === 'done') return { id: made.value, found: false };
      if (made.is === 'unclear') course.lost = made.error;
      const id = await search(run, job, want, made.is === 'unclear');
      if (id !== undefined) return { id, found: true };
      if (sent === repeats) throw rejected(job, 'create', made.error);
      await run.clock.sleep(searching[0] ?? 0, run.signal);
    }
  } catch (error) {
    // Once an answer was lost, whatever ends this says nothing about what that call made.
    const isFailure = error instanceof FailureError && error.failure.code !== 'name-taken';
    throw course.lost !== undefined && isFailure ? unclear(job, course.lost) : error;
  }
}

/** The intent stays recorded, and the next run looks again. */
const unclear = ({ step, resource }: Job, error: unknown) =>
  new FailureError({ code: 'step-unclear', step, resource: resource.type, aws: codeOf(error), message: messageOf(error) });

/** Whether a step that is about to go has this one. */
function isLeaving({ wanted, store }: Run, step: string | undefined, id: unknown): boolean {
  if (step === undefined || !wanted || wanted.has(step)) return false;
  return same(store.records.get(step)?.id, id);
}

/**
 * Looks for what has the wanted name, or carries our tags.
 * @param patient look several times: what was created a moment ago may not be visible yet
 * @returns its id if it is ours; undefined if there is nothing
 * @throws FailureError `name-taken` if it is not ours
 */
export async function search(run: Run, job: Job, want: unknown, patient: boolean): Promise<unknown> {
  for (const wait of patient ? [...searching, 0] : [0]) {
    const looked = await attempt(run, job, 'find', deadlineOf(run, job, 'create'), (c) => job.resource.find(c, want));
    const found = looked.is === 'done' ? looked.value : undefined;
    if (found) return ours(run, job, found);
    if (wait > 0) await run.clock.sleep(wait, run.signal);
  }
  return undefined;
}

/**
 * @returns the id, if the tags say that this step of this stack made it; or another one of it that is no longer
 * wanted, and is recorded as having it: a renamed step goes on with what it had under its old name
 */
function ours(run: Run, { step, resource }: Job, { id, tags }: Found): unknown {
  const our = tagsOf(run, step);
  if (!tags || ['provision:stack', 'provision:step'].every((key) => tags[key] === our[key])) return id;
  if (tags['provision:stack'] === run.stack && isLeaving(run, tags['provision:step'], id)) return id;
  const owner = tags['provision:stack'];
  const failure = { code: 'name-taken', step, resource: resource.type, id, ...(owner === undefined ? {} : { owner }) } as const;
  throw new FailureError(failure);
}
