import { randomUUID } from 'node:crypto';
import type { StepRecord } from '../../state/schema.js';
import { codeOf, messageOf } from '../aws-errors.js';
import { FailureError } from '../failure.js';
import type { Found } from '../step.js';
import { attempt, rejected } from './attempt.js';
import { equalAsJson } from './compare.js';
import { holderOf, ownAmong } from './owned.js';
import { isSameId } from './same-id.js';
import { saveId, type Created } from './save-id.js';
import { unclearNow } from './surplus.js';
import { secondsSince, Stopped, waitForAws, type Job, type Run } from './run.js';
import { deadlineOf } from './wait.js';

/** How often a create is sent at most when its answers are lost and no resource is found. */
const maxCreateCalls = 3;
/** ms between searches for what a lost create may have made: tags become visible only after a while. */
const searchDelaysMs = [1000, 2000, 3000, 4000];
/**
 * The same where AWS says that the name is in use, and an earlier create of this step may be why: it is there for
 * certain, and shown within two minutes.
 */
const certainDelaysMs = [...searchDelaysMs, ...Array.from({ length: 22 }, () => 5000)];

type Wanted = Pick<StepRecord, 'needs' | 'after' | 'follows' | 'want' | 'retired' | 'unclear'>;

/**
 * Creates a resource so that its id cannot be lost: the intent is on disk before the call leaves, and the id before
 * anything else is done. Where an earlier attempt may have succeeded, it searches before it sends the call again.
 * @param intent the record of an attempt that got no id
 * @throws FailureError; the record is then as it was before, unless the outcome of the call is unknown
 */
export async function create(run: Run, job: Job, wanted: Wanted, intent?: StepRecord): Promise<Created> {
  const { resource } = job;
  const before = run.store.records.get(job.step);
  const isResuming = intent !== undefined;
  const progress: CreateProgress = { isResuming, mayBeOwn: isResuming, lostAnswer: undefined };
  let unclear = intent?.unclear ?? wanted.unclear ?? [];
  try {
    if (intent) {
      const left = await findExisting(run, jobOfIntent(job, intent), intent.want, !resource.sameName && searchDelaysMs);
      if (left !== undefined) {
        const { retired = [] } = wanted;
        // It was made before the interrupted call, which may have made another one.
        const isInterrupted = intent.at === 'creating';
        if (isInterrupted && retired.some((old) => isSameId(old.id, left)))
          unclear = [...unclear, unclearNow(run, intent.want)];
        const own = { ...intent, ...dependenciesIn(wanted), retired, ...madeNow(run) };
        return await saveId(run, job, { ...own, ...(unclear.length > 0 && { unclear }) }, left, true);
      }
      unclear = [...unclear, unclearNow(run, intent.want)];
    }
    // A token belongs to one input, so another want needs another token.
    const token = intent && equalAsJson(intent.want, wanted.want) ? intent.token : randomUUID();
    const intended: StepRecord = { type: resource.type, at: 'creating', token, tags: { ...job.tags }, ...wanted };
    const next = (): StepRecord => ({ ...intended, ...(unclear.length > 0 && { unclear }) });
    progress.isResuming = false;
    if (!resource.lookup) await run.store.put(job.step, next());
    const { id, found } = await createOrFind(run, { ...job, token }, intended.want, progress, async () => {
      unclear = [...unclear, unclearNow(run, intended.want)];
      await run.store.put(job.step, next());
    });
    const isOlder = found && !progress.mayBeOwn;
    const made = isOlder || resource.lookup ? next() : { ...next(), ...madeNow(run) };
    const isOfOthers = isOlder && holderOf(run, job, id) === undefined;
    return await saveId(run, job, made, isOfOthers ? (resource.asShared?.(id) ?? id) : id, found);
  } catch (error) {
    if (nothingWasMade(error, progress)) {
      const left = before && unclear.length > 0 ? { ...before, unclear } : before;
      await (isWorthKeeping(left) ? run.store.put(job.step, left) : run.store.remove(job.step));
    }
    throw error;
  }
}

/** What an interrupted run may have made was made before now, and nobody knows when. */
const madeNow = ({ clock }: Run): Pick<StepRecord, 'madeAt'> => ({ madeAt: Math.round(clock.now()) });

/** What to look for after an interrupted create. One that was sent before stacks had ids has made something without. */
export function jobOfIntent(job: Job, { token, tags }: StepRecord): Job {
  const { 'provision:id': id, ...others } = job.tags;
  const hasId = id !== undefined && tags['provision:id'] !== undefined;
  return { ...job, token, tags: hasId ? job.tags : others };
}

const dependenciesIn = ({ needs, after, follows }: Wanted) => ({
  needs,
  ...(after && { after }),
  ...(follows && { follows }),
});

/** How far a creation has come. It decides what its failure leaves behind. */
interface CreateProgress {
  /** The result of an earlier attempt is still being searched. */
  isResuming: boolean;
  /** What has the name may have been made by an earlier attempt. */
  mayBeOwn: boolean;
  /** The error by which the answer to a create was lost, if one was: then something may have been made. */
  lostAnswer: unknown;
}

/**
 * Whether it is certain that nothing was made: AWS refused the call, the name belongs to somebody else, or the run was
 * stopped before the call left. The state then needs no record of it.
 */
function nothingWasMade(error: unknown, { isResuming, lostAnswer }: CreateProgress): boolean {
  const failure = error instanceof FailureError ? error.failure : undefined;
  if (failure?.code === 'name-taken') return true;
  if (isResuming || lostAnswer !== undefined) return false;
  if (error instanceof Stopped || failure?.code === 'image-missing') return true;
  return failure?.code === 'step-rejected' && failure.verb === 'create';
}

/** Whether the earlier record must stay: it is no intent, or it still has resources to delete. */
const isWorthKeeping = (before: StepRecord | undefined): before is StepRecord =>
  before !== undefined && (before.at !== 'creating' || before.retired !== undefined || before.unclear !== undefined);

async function createOrFind(
  run: Run,
  job: Job,
  want: unknown,
  progress: CreateProgress,
  onUnclear: () => Promise<void>,
): Promise<{ id: unknown; found: boolean }> {
  const { resource } = job;
  if (resource.sameName === 'returns') {
    const id = await findExisting(run, job, want, false);
    if (id !== undefined) return { id, found: true };
  }
  const deadline = deadlineOf(run, job, 'create');
  let takenSince: number | undefined;
  try {
    for (let sent = 1; ; sent++) {
      const made = await attempt(run, job, 'create', deadline, (cloud) => resource.create(cloud, want));
      if (made.is === 'done') return { id: made.value, found: false };
      if (made.is === 'unclear') Object.assign(progress, { lostAnswer: made.error, mayBeOwn: true });
      const isOwn = made.is === 'taken' && progress.mayBeOwn;
      const id = await findExisting(run, job, want, isOwn ? certainDelaysMs : made.is === 'unclear' && searchDelaysMs);
      if (id !== undefined) return { id, found: true };
      if (made.is === 'unclear') await onUnclear();
      if (made.is === 'taken' && made.seconds > 0 && !isOwn) {
        takenSince ??= run.clock.now();
        const seconds = secondsSince(run.clock, takenSince);
        if (seconds > made.seconds) throw rejected(job, 'create', made.error);
        run.emit({ type: 'wait', step: job.step, why: 'its name is still that of a deleted one', seconds });
        await waitForAws(run, job.step, 5000, takenSince);
        continue;
      }
      if (sent >= maxCreateCalls) throw rejected(job, 'create', made.error);
      await waitForAws(run, job.step, searchDelaysMs[0] ?? 0);
    }
  } catch (error) {
    // Once an answer was lost, a later error says nothing about what that call made.
    const isFailure = error instanceof FailureError && error.failure.code !== 'name-taken';
    throw progress.lostAnswer !== undefined && isFailure ? unclear(job, progress.lostAnswer) : error;
  }
}

/** The failure of a create with unknown outcome. The intent stays recorded, and the next run searches again. */
const unclear = ({ step, resource }: Job, error: unknown) =>
  new FailureError({
    code: 'step-unclear',
    step,
    resource: resource.type,
    aws: codeOf(error),
    message: messageOf(error),
  });

/**
 * Searches for the resource that has the wanted name or carries our tags.
 * @param again ms before each further search: what was created a moment ago may not be visible yet
 * @returns its id if it is ours; undefined if there is nothing
 * @throws FailureError `name-taken` if it is not ours
 */
export async function findExisting(
  run: Run,
  job: Job,
  want: unknown,
  again: readonly number[] | false = searchDelaysMs,
): Promise<unknown> {
  for (const wait of [...(again || []), 0]) {
    const looked = await attempt(run, job, 'find', deadlineOf(run, job, 'create'), (c) => job.resource.find(c, want));
    const found = looked.is === 'done' ? looked.value : [];
    if (found.length > 0) return requireOwned(run, job, found);
    if (wait > 0) await waitForAws(run, job.step, wait);
  }
  return undefined;
}

/**
 * @returns the id of what this step may go on with; undefined where another step keeps it
 * @throws FailureError `name-taken`
 */
function requireOwned(run: Run, job: Job, found: readonly Found[]): unknown {
  const { step, resource } = job;
  const { retired = [] } = run.store.records.get(step) ?? {};
  // What was retired bears the same tags as what an interrupted call has made in its place.
  const later = found.filter(({ id }) => !retired.some((old) => isSameId(old.id, id)));
  const own = ownAmong(run, job, later) ?? ownAmong(run, job, found);
  if (own) return own.id;
  // What another step keeps was found by its parent: nothing of it is this step's, and nobody has taken its name.
  if (found.every(({ tags }) => !tags)) return undefined;
  const [first] = found;
  const id = first?.id;
  const owner = first?.tags?.['provision:stack'];
  const failure = {
    code: 'name-taken',
    step,
    resource: resource.type,
    id,
    ...(owner === undefined ? {} : { owner }),
    ...(job.nameFrom === undefined ? {} : { member: job.nameFrom }),
  } as const;
  throw new FailureError(failure);
}
