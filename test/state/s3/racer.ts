import { createInterface } from 'node:readline';
import { S3Client } from '@aws-sdk/client-s3';
import { realClock } from '../../../src/clock.js';
import { FailureError } from '../../../src/failure.js';
import { s3States } from '../../../state/s3/s3-states.js';
import type { FoundState, StateLock } from '../../../state/states.js';
import { emptyState } from '../../../state/store.js';

/**
 * A machine in a process of its own, which works with states in a bucket as it is told: a line of JSON in, one out. What
 * several are told at once they begin at the same moment. The first argument is the endpoint.
 */
export interface Order {
  readonly act: 'lock' | 'release' | 'read' | 'write';
  readonly stack: string;
  /** What this one writes. */
  readonly id: string;
  /** When to begin: ms since the epoch. */
  readonly at: number;
}
export interface Outcome {
  /** `done`, or the code of the failure. */
  readonly is: string;
  /** ms since the epoch. */
  readonly from: number;
  readonly to: number;
}

const [, , endpoint = ''] = process.argv;
const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
const settings = { endpoint, region: 'us-east-1', credentials, forcePathStyle: true };
const access = { once: new S3Client({ ...settings, maxAttempts: 1 }), reads: new S3Client(settings), clock: realClock };
const location = { bucket: 'states', prefix: 'team/' };
const states = s3States(access, location, { command: `racer ${process.pid}` });
const place = { account: '1', region: 'eu-west-1', partition: 'aws', endpoint: 'aws' };
const locks = new Map<string, StateLock[]>();
const found = new Map<string, FoundState | undefined>();
const now = () => performance.timeOrigin + performance.now();

const acts: { readonly [act in Order['act']]: (order: Order) => Promise<unknown> } = {
  async lock({ stack }) {
    const lock = await states.lock(stack, `racer ${process.pid}`, () => {});
    locks.set(stack, [...(locks.get(stack) ?? []), lock]);
  },
  async release({ stack }) {
    for (const lock of locks.get(stack) ?? []) await lock.release();
  },
  read: async ({ stack }) => found.set(stack, await states.read(stack)),
  async write({ stack, id }) {
    const last = found.get(stack);
    const state = { ...emptyState({ ...place, stack }, new Date(0), '0123456789abcdef'), ...last?.state };
    await states.store(stack, state, last?.revision).outputs({ ...state.outputs, [id]: id });
  },
};

async function obeyed(order: Order): Promise<Outcome> {
  while (now() < order.at);
  const from = now();
  const is = await acts[order.act](order).then(
    () => 'done',
    (error: unknown) => (error instanceof FailureError ? error.failure.code : String(error)),
  );
  return { is, from, to: now() };
}

createInterface({ input: process.stdin }).on('line', (line) => {
  void obeyed(JSON.parse(line) as Order).then((outcome) => process.stdout.write(`${JSON.stringify(outcome)}\n`));
});
