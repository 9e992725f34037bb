import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { realClock, type Clock } from '../../../src/clock.js';
import type { FaultInput } from '../../../src/sandbox/faults.js';
import { Endpoint } from '../../../src/sandbox/endpoint.js';
import { serve } from '../../../src/sandbox/server.js';
import { s3 } from '../../../src/sandbox/services/s3/index.js';
import { World } from '../../../src/sandbox/world.js';
import { s3States } from '../../../state/s3/s3-states.js';
import type { Timing } from '../../../state/s3/lease.js';
import { S3Object, type Access } from '../../../state/s3/object.js';
import { emptyState } from '../../../state/store.js';
import type { StepRecord } from '../../../state/schema.js';

export const location = { bucket: 'states', prefix: 'team/' };
export const place = { stack: 'shop', account: '1', region: 'eu-west-1', partition: 'aws', endpoint: 'aws' };
export const shop = () => emptyState(place, new Date(0), '0123456789abcdef');
export const record = (id: string): StepRecord => ({
  type: 'vpc',
  at: 'ready',
  token: 't',
  needs: [],
  want: {},
  tags: {},
  id,
});

/** Repeats a request soon, and renews a lease in its own time. */
const hasty: Clock = { now: realClock.now, sleep: (ms, signal) => realClock.sleep(ms < 10_000 ? 1 : ms, signal) };

/** A bucket of the sandbox, served over HTTP, and as many clients as are asked for. */
export async function openBucket() {
  let offset = 0;
  const realTime = () => Date.now() + offset;
  const endpoint = new Endpoint({
    services: [s3],
    world: new World(Date.now() - 3600_000, 'b'),
    realTime,
    save: async () => {},
  });
  const served = await serve(endpoint, 0);
  const settings = {
    region: 'us-east-1',
    endpoint: served.url,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  };
  const clients: S3Client[] = [];
  const access = (clock: Clock = hasty): Access => {
    const [once, reads] = [new S3Client({ ...settings, maxAttempts: 1 }), new S3Client(settings)];
    clients.push(once, reads);
    return { once, reads, clock };
  };
  const { once } = access();
  await once.send(new CreateBucketCommand({ Bucket: location.bucket }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await once.send(new PutBucketVersioningCommand({ Bucket: location.bucket, VersioningConfiguration }));
  return {
    endpoint,
    url: served.url,
    access,
    /** Another machine. */
    states: (timing?: Timing) => s3States(access(), location, { command: 'provision up', ...(timing && { timing }) }),
    object: (key: string, clock?: Clock) => new S3Object(access(clock), location.bucket, location.prefix + key),
    faults: (...faults: FaultInput[]) => endpoint.faults.add(faults),
    /** Time passes, by the clock of S3; that of the machines stands still. */
    pass(seconds: number): void {
      offset += seconds * 1000;
      endpoint.setClock(offset / 1000);
    },
    async close() {
      clients.forEach((client) => client.destroy());
      await served.close();
    },
  };
}
