import { resourcesByType } from '../../../steps/nouns.js';
import { requireSamePlace } from '../../../state/json-store.js';
import { localStates } from '../../../state/local-states.js';
import type { QueuedStore } from '../../../state/queued-store.js';
import type { Loss, States } from '../../../state/states.js';
import type { Place, State } from '../../../state/schema.js';
import { emptyState } from '../../../state/store.js';
import { AwsTime } from '../../aws-time.js';
import { SentChanges } from '../../cloud/lately.js';
import { openCloud } from '../../cloud/open.js';
import { requestLimits, wholeAnswers } from '../../cloud/whole-answer.js';
import { FailureError, type Failure, type LeftByRun } from '../../failure.js';
import { creatorTag, expiryTag, newStackId, unknownStackId } from '../../identity.js';
import { openImages } from '../../image/images.js';
import { isStop, type Run } from '../../runner/run.js';
import { requireKnownZones } from '../../sandbox/known-zones.js';
import type { Tags } from '../../step.js';
import type { Config } from '../../config/schema.js';
import type { Emit, Untimed } from '../../events.js';
import type { RequestWith, Target } from '../request.js';
import { identity } from './caller-identity.js';
import { creator } from './creator.js';
import { endpointOf } from './endpoint.js';
import { reach, type Reached } from './reach.js';
import { bucketOf, statesInBucket } from './states.js';
import type { Stopper } from './stop-signal.js';

/** All that `up`, `down` and `status` work with, opened in an order in which each refusal comes before the next call. */
export interface Session {
  readonly place: Place;
  readonly state: State;
  readonly store: QueuedStore;
  readonly states: States;
  /** Of the state as it was read; undefined where there was none. */
  readonly revision: string | undefined;
  /** Where the sandbox is served for this session; undefined elsewhere. */
  readonly sandboxUrl: string | undefined;
  readonly run: Run;
  readonly stop: Stopper;
  /** Of the run so far, for its result. */
  readonly awsTime: AwsTime;
  /** Why the stack's state is somebody else's now, if it is. The run was stopped then. */
  readonly lost: () => Loss | undefined;
}
export interface Opening {
  readonly request: RequestWith<'target' | 'states' | 'limits'>;
  readonly command: string;
  readonly stack: string;
  /** It may say a region, and a bucket for states. Absent where a command works without a config. */
  readonly config?: Pick<Config, 'region' | 'state'> | undefined;
  readonly tags?: Tags;
  /** Whether a tag says who has made the stack. */
  readonly tagCreator?: boolean | undefined;
  /** ISO 8601: until when the stack is wanted from now on; absent: as it is recorded. */
  readonly expires?: string | undefined;
  /** Whether the state may be changed, and so must be locked. */
  readonly locks: boolean;
  /** Nothing at all may be changed, the sandbox's own files among it. */
  readonly isRehearsal?: boolean;
  /** Whether a network is made: in the sandbox, the region's zones must be known here. Elsewhere EC2 tells them. */
  readonly needsZones?: boolean;
}

/** What a run reports to, and what stops it. */
export interface RunControl {
  readonly emit: Emit;
  readonly stop: Stopper;
}

/**
 * Opens a session, runs `work` in it and closes it, whatever happens.
 * @throws FailureError: state locked or made elsewhere, no region, its zones not known, no credentials, no cloud; and
 * where it is stopped before `work` has a result
 */
export async function inSession<T>(
  opening: Opening,
  { emit, stop }: RunControl,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { request, command, stack, tags = {} } = opening;
  const { target, limits } = request;
  const closing: (() => unknown)[] = [];
  let lost: Loss | undefined;
  let store: QueuedStore | undefined;
  try {
    const reached = async (endpoint: string) => {
      const open = await reach(request, endpoint, { command, isCopy: opening.isRehearsal ?? false });
      closing.push(open.close);
      return open;
    };
    const { states, alreadyReached } = await openStates(opening, reached, emit, closing);
    const path = states.pathOf(stack);
    const onLost = (loss: Loss): void => {
      lost ??= loss;
      stop.lose();
    };
    const lock = opening.locks ? await states.lock(stack, `provision ${command}`, onLost) : undefined;
    closing.push(() => lock?.release());
    const found = await states.read(stack);
    const known = found?.state;
    const { endpoint, region } = known
      ? await requireSameEndpoint(target, path, known, opening.config?.region)
      : await endpointOf(target, opening.config?.region);
    if (region === undefined) throw new FailureError({ code: 'no-region' });
    if (opening.needsZones && target.sandbox) requireKnownZones(region);
    const { clock, settings, inProcess } = alreadyReached ?? (await reached(endpoint));

    const where = { account: '', partition: '' };
    const awsTime = new AwsTime(clock);
    const reporting = { emit: inAwsTime(emit, awsTime), signal: stop.signal };
    const images = openImages({ ...reporting, env: process.env });
    const waits = (step: string | undefined, ms: number) => awsTime.waitsFor(step, ms);
    const mayChange = async () => {
      await lock?.requireHeld().catch((error: unknown) => {
        stop.signal.throwIfAborted();
        throw error;
      });
    };
    const cloud = openCloud(
      {
        ...{ ...settings, ...reporting, region, clock, waits, images, mayChange, concurrency: limits.concurrency },
        ...(inProcess && {
          ...inProcess,
          transport: wholeAnswers(inProcess.transport(), requestLimits, stop.signal),
        }),
        changes: new SentChanges(),
        listsTags: ['up', 'plan', 'status'].includes(command),
      },
      () => where,
    );
    closing.push(() => cloud.close());
    Object.assign(where, await identity(cloud, { endpoint, region, profile: target.profile }, stop));
    const place: Place = { stack, region, endpoint, ...where };
    if (known) requireSamePlace(path, known, place);

    const id = known?.id ?? (opening.locks ? newStackId() : unknownStackId);
    const expires = opening.expires ?? known?.expires;
    const by = opening.tagCreator ? (known?.by ?? creator()) : known?.by;
    const state = {
      ...(known ?? emptyState(place, new Date())),
      id,
      ...(expires !== undefined && { expires }),
      ...(by !== undefined && { by }),
    };
    store = states.store(stack, state, found?.revision, onLost);
    closing.push(() => store?.close());
    // On disk before any resource bears it.
    if (opening.locks && known && known.id === undefined) await store.outputs(state.outputs);
    const run: Run = {
      stack,
      tags: { ...tags, ...expiryTag(expires), ...(opening.tagCreator && creatorTag(by)) },
      store,
      resources: resourcesByType,
      withCloud: cloud.withCloud,
      clock,
      awsTime,
      ...reporting,
      random: Math.random,
    };
    return await work({
      place,
      state,
      store,
      states,
      revision: found?.revision,
      sandboxUrl: target.sandbox ? settings.endpoint : undefined,
      run,
      stop,
      awsTime,
      lost: () => lost,
    });
  } catch (error) {
    if (!isStop(error)) throw error;
    const [failure] = stoppedFailure({ stop, store, lost: () => lost }, limits.timeout);
    throw failure ? new FailureError(failure) : error;
  } finally {
    await closeAll(closing);
  }
}

/** A bucket is reached as the stack is: by the same endpoint, with the same credentials. */
async function openStates(
  { request, command, config }: Opening,
  reached: (endpoint: string) => Promise<Reached>,
  emit: Emit,
  closing: (() => unknown)[],
): Promise<{ states: States; alreadyReached?: Reached }> {
  const location = bucketOf(request.states, config?.state);
  if (!location) return { states: localStates(request.states.directory) };
  const { endpoint, region } = await endpointOf(request.target, config?.region);
  const alreadyReached = await reached(endpoint);
  const { states, close } = await statesInBucket(alreadyReached, location, { region, command, emit });
  closing.push(close);
  return { states, alreadyReached };
}

/** In reverse; one that fails keeps none of the others open. */
async function closeAll(closing: readonly (() => unknown)[]): Promise<void> {
  const failed: unknown[] = [];
  for (const close of closing.toReversed()) await (async () => close())().catch((error: unknown) => failed.push(error));
  if (failed.length > 0) throw failed[0];
}

/**
 * What can be said of where a state belongs before anything is called: its endpoint and region.
 * @param configured the config's region
 * @throws FailureError `state-elsewhere`
 */
export async function requireSameEndpoint(target: Target, path: string, known: State, configured?: string) {
  const { endpoint, region = known.region } = await endpointOf(target, configured, known.region);
  requireSamePlace(path, known, { ...known, endpoint, region });
  return { endpoint, region };
}

/**
 * The last write of a run. A run that has lost its state has nothing to write any more.
 * @returns why it was not written; what the run itself has failed with is not forgotten for it
 */
export async function writtenAtEnd({ lost }: Session, write: () => Promise<void>): Promise<Failure[]> {
  if (lost()) return [];
  try {
    await write();
    return [];
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return lost() ? [] : [error.failure];
  }
}

/** What a stopped run is reported as. */
export function stoppedFailure(
  { stop, store, lost }: Pick<Session, 'stop' | 'lost'> & { readonly store: QueuedStore | undefined },
  seconds = 0,
): Failure[] {
  const [why, loss] = [stop.why(), lost()];
  if (loss) return [{ ...loss, ...(store && leftBy(store)) }];
  const unfinished = [...(store?.records ?? [])].filter(([, { at }]) => at !== 'ready').map(([step]) => step);
  if (!why) return [];
  return [why === 'interrupted' ? { code: 'interrupted', unfinished } : { code: 'run-timeout', seconds, unfinished }];
}

/** What is only looked up was not made. */
function leftBy(store: QueuedStore): LeftByRun {
  const { unrecorded = [], ...left } = store.left();
  return { ...left, unrecorded: unrecorded.filter(({ resource }) => !resourcesByType.get(resource)?.lookup) };
}

/** Says of each event when it was in AWS's time, where that is not the real one. */
const inAwsTime =
  (emit: Emit, awsTime: AwsTime): Emit =>
  (event) => {
    const awsSeconds = awsTime.now();
    emit(awsSeconds === undefined ? event : ({ ...event, awsSeconds } as Untimed));
  };

/** For the result, where AWS's time is not the real one. */
export function awsSecondsOf({ awsTime }: Session): { awsSeconds?: number } {
  const awsSeconds = awsTime.ofRun();
  return awsSeconds === undefined ? {} : { awsSeconds };
}
