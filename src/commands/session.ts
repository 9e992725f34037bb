import { join } from 'node:path';
import { resourcesByType } from '../../steps/resources.js';
import { JsonStore, readState, requireSamePlace, statePath } from '../../state/json-store.js';
import { lockState } from '../../state/lock.js';
import type { Place, State } from '../../state/schema.js';
import { emptyState } from '../../state/store.js';
import { realClock, type Clock } from '../clock.js';
import type { ClientSettings } from '../cloud/clients.js';
import { openCloud } from '../cloud/open.js';
import { FailureError, type Failure } from '../failure.js';
import { openImages } from '../image/open.js';
import type { Run } from '../runner/run.js';
import { requireKnownZones } from '../sandbox/known-zones.js';
import type { Tags } from '../step.js';
import type { Arguments } from './options.js';
import { identity } from './identity.js';
import { guardFrom } from './policy-file.js';
import { credentialsFor, endpointOf, ownEndpoint, sandboxCredentials } from './place.js';
import type { Moving } from '../cloud/moving.js';
import type { Report } from './report.js';
import { stopper, type Stopper } from './stop.js';

/** All that `up`, `down` and `status` work with, opened in an order in which each refusal comes before the next call. */
export interface Session {
  readonly place: Place;
  readonly state: State;
  readonly store: JsonStore;
  readonly run: Run;
  readonly stop: Stopper;
}
export interface Opening {
  readonly argv: Arguments;
  readonly command: string;
  readonly stack: string;
  readonly report: Report;
  /** The config's region. */
  readonly region?: string | undefined;
  readonly tags?: Tags;
  /** Whether the state may be changed, and so must be locked. */
  readonly locks: boolean;
  /** Nothing at all may be changed, the sandbox's own files among it. */
  readonly isRehearsal?: boolean;
  /** Whether a network is made in the sandbox or in a rehearsal: the region's zones must be known here. */
  readonly needsZones?: boolean;
}

/**
 * Opens a session, runs `work` in it and closes it, whatever happens.
 * @throws FailureError: state locked or made elsewhere, no region, its zones not known, no credentials, no cloud
 */
export async function inSession<T>(opening: Opening, work: (session: Session) => Promise<T>): Promise<T> {
  const { argv, command, stack, report, tags = {} } = opening;
  const path = statePath(argv.state, stack);
  const closing: (() => unknown)[] = [];
  try {
    if (opening.locks) closing.push(await lockState(argv.state, stack, `provision ${command}`));
    const known = await readState(path);
    const { endpoint, region } = known
      ? await requireSameEndpoint(argv, path, known, opening.region)
      : await endpointOf(argv, opening.region);
    if (region === undefined) throw new FailureError({ code: 'no-region' });
    if (opening.needsZones) requireKnownZones(region);
    const { clock, settings, close } = await reach(argv, endpoint, { command, isCopy: opening.isRehearsal ?? false });
    closing.push(close);

    const where = { account: '', partition: '' };
    const stop = stopper(argv.timeout, report.say);
    closing.push(() => stop.release());
    const told = { emit: report.emit, signal: stop.signal };
    const images = openImages({ ...told, env: process.env });
    const cloud = openCloud({ ...settings, ...told, region, clock, images, concurrency: argv.concurrency }, () => where);
    closing.push(() => cloud.close());
    Object.assign(where, await identity(cloud, endpoint, stop));
    const place: Place = { stack, region, endpoint, ...where };
    if (known) requireSamePlace(path, known, place);

    const state = known ?? emptyState(place, new Date());
    const store = new JsonStore(path, state);
    const run: Run = {
      stack,
      tags,
      store,
      resources: resourcesByType,
      act: cloud.act,
      clock,
      emit: report.emit,
      signal: stop.signal,
      random: Math.random,
    };
    return await work({ place, state, store, run, stop });
  } finally {
    await closeAll(closing);
  }
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
export async function requireSameEndpoint(argv: Arguments, path: string, known: State, configured?: string) {
  const { endpoint, region = known.region } = await endpointOf(argv, configured, known.region);
  requireSamePlace(path, known, { ...known, endpoint, region });
  return { endpoint, region };
}

interface Reached {
  readonly clock: Clock;
  readonly settings: Partial<ClientSettings> & { readonly moving?: Moving };
  close(): Promise<void> | void;
}

async function reach(argv: Arguments, endpoint: string, { command, isCopy }: { command: string; isCopy: boolean }): Promise<Reached> {
  if (endpoint !== 'sandbox') return { clock: realClock, settings: await credentialsFor(endpoint, argv.profile), close: () => {} };
  const { openSandbox } = await import('../sandbox/open.js');
  const sandbox = await openSandbox({ directory: join(argv.state, 'sandbox'), speed: argv.sandboxSpeed, command: `provision ${command}`, isCopy, guard: await guardFrom(argv.policy) });
  return { clock: sandbox.clock, settings: { endpoint: sandbox.url(), moving: sandbox, credentials: sandboxCredentials, ...ownEndpoint }, close: () => sandbox.close() };
}

/** What a stopped run is reported as. */
export function stoppedFailure({ stop, store }: Session, seconds = 0): Failure[] {
  const why = stop.why();
  const unfinished = [...store.records].filter(([, { at }]) => at !== 'ready').map(([step]) => step);
  if (!why) return [];
  return [why === 'interrupted' ? { code: 'interrupted', unfinished } : { code: 'run-timeout', seconds, unfinished }];
}
