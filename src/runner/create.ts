import { randomUUID } from 'node:crypto';
import type { StepRecord } from '../../state/schema.js';
import { codeOf, messageOf } from '../aws-errors.js';
import { FailureError } from '../failure.js';
import type { Found } from '../step.js';
import { attempt, rejected } from './attempt.js';
import { plain, same } from './compare.js';
import { tagsOf, type Job, type Run } from './run.js';
import { deadlineOf } from './settle.js';

/** How often a create is sent again when its answer was lost and nothing of it is to be seen. */
const repeats = 3;
/** ms between looks for what a lost create may have left: tags become visible only after a while. */
const searching = [1000, 2000, 3000, 4000];

/**
 * Creates a resource so that its id cannot be lost: the intent is on disk before the call leaves, the id before
 * anything else is done. Where an earlier attempt may have got through, it looks before it asks again.
 * @param intent a record of an attempt that did not come to an id, to go on with it; else a new attempt
 * @returns the record, `created`, with its id; `found` if it was there already, and may not be as wanted
 * @throws FailureError; then the record is as it was before, unless the outcome of the call is not known
 */
export async function create(
  run: Run,
  job: Job,
  record: Pick<StepRecord, 'needs' | 'want' | 'retired'>,
  intent?: StepRecord,
): Promise<{ record: StepRecord; found: boolean }> {
  const before = run.store.records.get(job.step);
  const next: StepRecord = {
    type: job.resource.type,
    at: 'creating',
    token: intent?.token ?? randomUUID(),
    tags: { ...job.tags },
    ...record,
  };
  const mine: Job = { ...job, token: next.token };
  if (!job.resource.lookup) await run.store.put(job.step, next);
  try {
    const { id, found } = await obtain(run, mine, next.want, intent !== undefined);
    const created: StepRecord = { ...next, at: 'created', id: plain(id), ...stillRetired(next.retired, id) };
    await run.store.put(job.step, created);
    if (found) await takeOver(run, job, id);
    return { record: created, found };
  } catch (error) {
    if (nothingWasMade(error)) await (before ? run.store.put(job.step, before) : run.store.remove(job.step));
    throw error;
  }
}

/** A change that was taken back may find its old resource again: then that one is in use, and not to be deleted. */
const stillRetired = (retired: StepRecord['retired'], id: unknown) =>
  retired ? { retired: retired.filter((old) => !same(old.id, id)) } : {};

/**
 * A step that was renamed finds what its old name made, where that carries no tags: it is this step's from now on, so
 * the old record goes without its resource.
 */
async function takeOver(run: Run, { step, resource }: Job, id: unknown): Promise<void> {
  const others = [...run.store.records].filter(([name, it]) => name !== step && it.type === resource.type && same(it.id, id));
  await Promise.all(others.map(([name]) => run.store.remove(name)));
}

/** Refused by AWS, or the name is another's: the journal needs no trace of it. */
const nothingWasMade = (error: unknown): boolean =>
  error instanceof FailureError && (error.failure.code === 'step-rejected' || error.failure.code === 'name-taken');

async function obtain(run: Run, job: Job, want: unknown, lookFirst: boolean): Promise<{ id: unknown; found: boolean }> {
  const { resource } = job;
  if (lookFirst || resource.sameName === 'returns') {
    const id = await search(run, job, want, lookFirst && !resource.sameName);
    if (id !== undefined) return { id, found: true };
  }
  const deadline = deadlineOf(run, job, 'create');
  for (let sent = 1; ; sent++) {
    const made = await attempt(run, job, 'create', deadline, (cloud) => resource.create(cloud, want));
    if (made.is === 'done') return { id: made.value, found: false };
    const id = await search(run, job, want, made.is === 'unclear');
    if (id !== undefined) return { id, found: true };
    if (sent === repeats) throw made.is === 'unclear' ? unclear(job, made.error) : rejected(job, 'create', made.error);
    await run.clock.sleep(searching[0] ?? 0, run.signal);
  }
}

/** The intent stays recorded, and the next run looks again. */
const unclear = ({ step, resource }: Job, error: unknown) =>
  new FailureError({ code: 'step-unclear', step, resource: resource.type, aws: codeOf(error), message: messageOf(error) });

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

/** @returns the id, if the tags say that this step of this stack made it */
function ours(run: Run, { step, resource }: Job, { id, tags }: Found): unknown {
  const our = tagsOf(run, step);
  if (!tags || ['provision:stack', 'provision:step'].every((key) => tags[key] === our[key])) return id;
  const owner = tags['provision:stack'];
  const failure = { code: 'name-taken', step, resource: resource.type, id, ...(owner === undefined ? {} : { owner }) } as const;
  throw new FailureError(failure);
}
