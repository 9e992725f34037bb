import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { jest } from '@jest/globals';
import { join } from 'node:path';
import { realClock } from '../../src/clock.js';
import { isMutating } from '../../src/is-mutating.js';
import { down, ProvisionError, up, type Options } from '../../src/library/index.js';
import { takeLock } from '../../src/process-lock.js';
import { Endpoint } from '../../src/sandbox/endpoint.js';
import { serve } from '../../src/sandbox/server.js';
import { services } from '../../src/sandbox/services/index.js';
import type { WireRequest, WireResponse } from '../../src/sandbox/wire/message.js';
import { Registry } from '../../src/sandbox/wire/registry.js';
import { World } from '../../src/sandbox/world.js';
import type { State } from '../../state/schema.js';
import { s3States } from '../../state/s3/s3-states.js';
import { openRigIn } from './rig.js';

const bucket = 'states';
const location = { bucket, prefix: 'team/' };
const key = 'team/cloud-map-public.json';
export const stateUrl = 's3://states/team';
export const stack = 'cloud-map-public';
/** What each of the team gives: on the sandbox, with the state in the bucket. */
export const words = ['--sandbox', '--sandbox-speed', 'instant', '--blueprint', stack, '--state', stateUrl];
const options: Options = { blueprint: stack, sandbox: { speed: 'instant' }, state: stateUrl };

/** A call of the sandbox, by its name. */
export interface Seen {
  readonly service: string;
  readonly operation: string;
}
type IsMeant = (call: Seen) => boolean;

/** An endpoint that holds the answer to one request back until something else is done. */
class HoldingEndpoint extends Endpoint {
  readonly #registry = new Registry(services);
  #held: { readonly isMeant: IsMeant; readonly work: () => Promise<unknown> } | undefined;

  hold(isMeant: IsMeant, work: () => Promise<unknown>): void {
    this.#held = { isMeant, work };
  }
  override async handle(request: WireRequest): Promise<WireResponse | undefined> {
    const it = this.#registry.recognise(request);
    const answer = await super.handle(request);
    if (it.is !== 'operation' || !this.#held) return answer;
    const { isMeant, work } = this.#held;
    if (!isMeant({ service: it.of.service.id, operation: it.operation.name })) return answer;
    this.#held = undefined;
    await work();
    return answer;
  }
}

/** Does what is said to whoever finds the state changed: runs again. */
async function again<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      const isOvertaken = error instanceof ProvisionError && error.failures[0].code === 'state-changed';
      if (!isOvertaken || tries === 5) throw error;
    }
  }
}

/**
 * A sandbox that several sessions in this process work on, each as on a machine of its own, with their states in one
 * bucket. Time passes where the test says so, for S3 and for all of them.
 * @param directory the working directory of all
 */
export async function openTeam(directory: string) {
  let passed = 0;
  const sleeping = new Set<() => void>();
  const postponed: (() => Promise<unknown>)[] = [];
  const now = realClock.now.bind(realClock);
  const sleep = realClock.sleep.bind(realClock);
  const clocks = [
    jest.spyOn(realClock, 'now').mockImplementation(() => now() + passed),
    // A lease is renewed when the test says so; all else is waited for as ever.
    jest.spyOn(realClock, 'sleep').mockImplementation((ms, signal) =>
      ms < 20_000
        ? sleep(1, signal)
        : new Promise((resolve, reject) => {
            sleeping.add(resolve);
            signal?.addEventListener('abort', () => reject(signal.reason as Error));
          }),
    ),
  ];
  const endpoint = new HoldingEndpoint({
    services,
    world: new World(Date.now()),
    realTime: () => Date.now() + passed,
    speed: Infinity,
    save: async () => {},
  });
  const served = await serve(endpoint, 0);
  const sandbox = join(directory, '.provision/sandbox');
  const lock = await takeLock(join(sandbox, 'lock'), 'test');
  if (!lock.held) throw new Error('somebody else has the sandbox');
  await lock.share({ url: served.url, speed: 'instant' });
  const rig = await openRigIn(sandbox);
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const s3 = new S3Client({ endpoint: served.url, region: 'us-east-1', credentials, forcePathStyle: true });
  const access = { once: s3, reads: s3, clock: realClock };
  const states = s3States(access, location, { command: 'provision test' });
  /** The library works in the directory of its process. */
  const there = async <T>(work: () => Promise<T>): Promise<T> => {
    const before = process.cwd();
    process.chdir(directory);
    return work().finally(() => process.chdir(before));
  };
  return {
    rig,
    endpoint,
    states,
    async makeBucket(): Promise<void> {
      await s3.send(new CreateBucketCommand({ Bucket: bucket }));
      const VersioningConfiguration = { Status: 'Enabled' } as const;
      await s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
    },
    /** What somebody else of the team runs meanwhile. */
    another: {
      tryUp: () => there(() => up(options)),
      up: () => there(() => again(() => up(options))),
      down: () => there(() => again(() => down(options))),
    },
    /** Once this call is done, and before its answer arrives, something else happens. */
    meanwhile: (isMeant: IsMeant, work: () => Promise<unknown>) => endpoint.hold(isMeant, work),
    /** As `provision unlock` does. */
    async unlock(): Promise<void> {
      const held = await states.holder(stack);
      if (!held || !(await states.unlock(stack, held))) throw new Error('nobody holds the lock');
    },
    /** As a program does that knows nothing of locks. */
    async overwrite(change: (state: State) => State): Promise<void> {
      const there = await states.read(stack);
      if (!there) throw new Error('there is no state');
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: JSON.stringify(change(there.state)) }));
    },
    /** Time passes, on all machines. */
    pass: (seconds: number) => void (passed += seconds * 1000),
    /** Those that renew a lease try to do so now, and find that it is another's. */
    async renewInVain(): Promise<void> {
      const all = [...sleeping];
      sleeping.clear();
      const before = endpoint.calls.all().length;
      const isRefused = () =>
        endpoint.calls
          .all()
          .slice(before)
          .some(({ error }) => error === 'NoSuchKey');
      all.forEach((wake) => wake());
      while (!isRefused()) await states.holder(stack);
      await states.holder(stack);
    },
    /** For when the first run has ended. */
    later: (work: () => Promise<unknown>) => void postponed.push(work),
    async finish(): Promise<void> {
      for (const work of postponed.splice(0)) await work();
    },
    mutating: (): Seen[] =>
      endpoint.calls.all().filter(({ service, operation }) => service !== 's3' && isMutating(operation)),
    async close() {
      for (const it of clocks) it.mockRestore();
      s3.destroy();
      await rig.close();
      await served.close();
      await lock.release();
    },
  };
}
export type Team = Awaited<ReturnType<typeof openTeam>>;
