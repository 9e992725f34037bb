import { localStates } from '../../../state/local-states.js';
import type { State } from '../../../state/schema.js';
import type { States } from '../../../state/states.js';
import { bucketsNamedIn } from '../../config/named-state.js';
import { realClock } from '../../clock.js';
import { openCloud } from '../../cloud/open.js';
import type { Emit } from '../../events.js';
import { FailureError } from '../../failure.js';
import { isS3Url, s3Location, type S3Location } from '../../state-location.js';
import type { RequestWith, StateChoice } from '../request.js';
import { endpointOf } from './endpoint.js';
import { reach, type Reached } from './reach.js';
import { callsOnStderr, tellingOfState } from './state-calls.js';

/** With a `display`, each call is told where that is asked for. */
type StateRequest = RequestWith<'target' | 'states'> & Partial<RequestWith<'display'>>;

/** What a config says of where its stack's state and the stack itself are. */
export interface Configured {
  readonly state?: string | undefined;
  readonly region?: string | undefined;
}

/** The bucket that states are kept in: the option's, or the config's where there is no option. */
export function bucketOf({ given }: StateChoice, configured: string | undefined): S3Location | undefined {
  const url = given ?? configured;
  if (url === undefined || !isS3Url(url)) return undefined;
  const location = s3Location(url);
  if (location) return location;
  throw new FailureError({
    code: 'bad-usage',
    message: `"${url}" is no place for states`,
    hint: 'like s3://bucket/prefix',
  });
}

/**
 * Where the config that is given, or those in the working directory, say that states are, for a command that is about no
 * config. What is kept there is no less recorded.
 * @throws FailureError `bad-usage` where they name several buckets
 */
export async function configuredHere({
  states,
  stack: { config, env, set } = {},
}: RequestWith<'states'> & Partial<RequestWith<'stack'>>): Promise<Configured> {
  if (states.given !== undefined) return {};
  const [state, ...others] = await bucketsNamedIn({ config, env, set, directory: process.cwd() });
  if (others.length === 0) return { state };
  throw new FailureError({
    code: 'bad-usage',
    message: `the configs here keep their states in ${[state, ...others].join(' and ')}: which one is meant?`,
    hint: '--state says it',
  });
}

/** What a command without a run does with the calls that it makes. */
export const emitFor = ({ display }: Partial<RequestWith<'display'>>): Emit =>
  display ? callsOnStderr(display) : () => {};

/**
 * Works with the place where states are kept, and closes it.
 * @param command for the sandbox's lock and the versions' list: `up`
 */
export async function withStates<T>(
  request: StateRequest,
  configured: Configured,
  command: string,
  work: (states: States) => Promise<T>,
): Promise<T> {
  const location = bucketOf(request.states, configured.state);
  if (!location) return work(localStates(request.states.directory));
  const { endpoint, region } = await endpointOf(request.target, configured.region);
  const reached = await reach(request, endpoint, { command });
  try {
    const emit = emitFor(request);
    const { states, close } = await statesInBucket(reached, location, { region, command, emit });
    try {
      return await work(states);
    } finally {
      close();
    }
  } finally {
    await reached.close();
  }
}

/** What is recorded of a stack, and where. */
export const recordedOf = (
  request: StateRequest,
  { stack, configured = {} }: { readonly stack: string; readonly configured?: Configured },
  command: string,
): Promise<{ readonly state: State; readonly path: string } | undefined> =>
  withStates(request, configured, command, async (states) => {
    const found = await states.read(stack);
    return found && { state: found.state, path: states.pathOf(stack) };
  });

/**
 * Opens states in a bucket. Its region is asked of S3: it may be another one than the stack's.
 * @param about.region the stack's
 * @throws FailureError where there is no such bucket, or nobody who may ask
 */
export async function statesInBucket(
  { settings }: Reached,
  location: S3Location,
  about: { readonly region: string | undefined; readonly command: string; readonly emit: Emit },
): Promise<{ readonly states: States; close(): void }> {
  const { s3States } = await import('../../../state/s3/s3-states.js');
  const { regionOfBucket } = await import('../../../state/s3/bucket-region.js');
  const first = openS3(settings, about.region ?? 'us-east-1', about.emit);
  const region = await regionOfBucket(first.reads, location.bucket).catch((error: unknown) => {
    first.close();
    throw error;
  });
  const isThere = region === undefined || region === (about.region ?? 'us-east-1');
  if (!isThere) first.close();
  const s3 = isThere ? first : openS3(settings, region, about.emit);
  const access = { reads: s3.reads, once: s3.once, clock: realClock };
  return { states: s3States(access, location, { command: `provision ${about.command}` }), close: s3.close };
}

/**
 * The clients of S3. They belong to no run: what a run has done is recorded, after it was stopped, too. A lease lasts as
 * long for every machine, so its clock is the real one, on the sandbox as well.
 * @param emit is told of each call
 */
export function openS3(settings: Reached['settings'], region: string, emit: Emit) {
  const options = { ...settings, region, clock: realClock, emit: tellingOfState(emit), concurrency: 16 };
  const cloud = openCloud(options, () => ({ account: '', partition: '' }));
  return { reads: cloud.clients.s3, once: cloud.once.s3, close: () => cloud.close() };
}
