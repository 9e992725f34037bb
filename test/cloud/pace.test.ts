import { expect, test } from '@jest/globals';
import { endsPass, pacer, type Asking, type Pacer } from '../../src/cloud/pace.js';
import { bucketsOf, type Bucket } from '../../src/facts/rates.js';
import { VirtualClock } from '../../src/rehearsal/virtual-clock.js';
import { Rates } from '../../src/sandbox/rates.js';
import type { AwsError } from '../../src/sandbox/service.js';
import { bucketsIn, everyBucket, ratedServices } from '../facts/every-bucket.js';

const region = 'us-east-1';
const create = { service: 'ecs', operation: 'RegisterTaskDefinition', input: {} };

/** A paced cloud and an AWS that refuses what is too fast, on one clock. */
class Bed {
  readonly clock = new VirtualClock(1_700_000_000_000);
  readonly rates = new Rates(true);
  readonly pace: Pacer = pacer(this.clock, region);
  readonly #began = this.clock.now();

  get seconds(): number {
    return (this.clock.now() - this.#began) / 1000;
  }

  /** AWS gets it when it leaves. @param late ms between its turn and its leaving */
  async ask(asking: Asking, late = 0): Promise<void> {
    const pass = await this.pace.turn(asking);
    const answer = async (): Promise<void> => {
      if (late > 0) await this.clock.sleep(late);
      pass.leaves();
      try {
        this.rates.take({ ...asking, region }, this.clock.now());
      } catch (error) {
        // As the SDK gives it.
        throw Object.assign(error as Error, { name: (error as AwsError).code });
      }
    };
    return endsPass(pass, answer());
  }
}

const repeat = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

/** As many of a bucket's tokens as the pacer takes at once. */
const atOnce = ({ burst, perSecond }: Bucket) => Math.max(1, Math.floor(burst - perSecond));

test.each(ratedServices)('%s: more than the burst of each bucket at once is never refused', async (service) => {
  for (const { bucket, ...asking } of bucketsIn(service)) {
    const { ask, seconds } = bedOf();
    const count = Math.min(bucket.burst, 120) + 5;
    await Promise.all(repeat(count, () => ask(asking)));
    // It takes what AWS's refill takes, and little more.
    const slowest = bucketsOf(asking.service, asking.operation, asking.input, region).map(
      (it) => (count - atOnce(it)) / (it.perSecond * 0.98),
    );
    expect([bucket.name, seconds() <= Math.max(0, ...slowest) + 0.1]).toEqual([bucket.name, true]);
  }
});

const bedOf = () => {
  const bed = new Bed();
  return { ask: bed.ask.bind(bed), seconds: () => bed.seconds, bed };
};

test('nothing waits as long as there is room', async () => {
  for (const { bucket, ...asking } of everyBucket) {
    const { ask, seconds } = bedOf();
    const room = Math.min(...bucketsOf(asking.service, asking.operation, asking.input, region).map(atOnce));
    await Promise.all(repeat(Math.min(room, 100), () => ask(asking)));
    expect([bucket.name, seconds()]).toEqual([bucket.name, 0]);
  }
});

test('all operations together, and some of them late, are never refused', async () => {
  const { ask } = bedOf();
  await Promise.all(
    repeat(2_000, (at) => {
      const sample = everyBucket[(at * 7919) % everyBucket.length] ?? create;
      return ask(sample, at % 3 === 0 ? (at * 37) % 900 : 0);
    }),
  );
});

test('what waits for a slow bucket holds back nothing else of the same account', async () => {
  const { ask, seconds } = bedOf();
  const slow = repeat(15, () => ask({ service: 'elbv2', operation: 'CreateLoadBalancer', input: {} }));
  await Promise.all(repeat(20, () => ask({ service: 'elbv2', operation: 'DescribeRules', input: {} })));
  expect(seconds()).toBe(0);
  await Promise.all(slow);
  expect(seconds()).toBeGreaterThan(20);
});

test('who has waited longest is first', async () => {
  const { ask } = bedOf();
  const order: number[] = [];
  await Promise.all(repeat(30, (at) => ask(create).then(() => order.push(at))));
  expect(order).toEqual(repeat(30, (at) => at));
});

test('a request that is stopped before it leaves takes nothing', async () => {
  const { ask, bed, seconds } = bedOf();
  const asking = { service: 'apigatewayv2', operation: 'CreateVpcLink', input: {} };
  const pass = await bed.pace.turn(asking);
  await expect(endsPass(pass, Promise.reject(new Error('stopped')))).rejects.toThrow('stopped');
  await ask(asking);
  expect(seconds()).toBe(0);
  const stop = new AbortController();
  const waits = bed.pace.turn(asking, { signal: stop.signal });
  stop.abort(new Error('interrupted'));
  await expect(waits).rejects.toThrow('interrupted');
});

test('after AWS has refused one, for what others have asked, the next wait for the refill', async () => {
  const { ask, bed, seconds } = bedOf();
  const asking = { service: 'elbv2', operation: 'DescribeRules', input: {} };
  for (let i = 0; i < 40; i++) bed.rates.take({ ...asking, region }, bed.clock.now());
  await expect(ask(asking)).rejects.toMatchObject({ code: 'ThrottlingException' });
  await bed.clock.sleep(1000);
  await Promise.all(repeat(15, () => ask(asking)));
  expect(seconds()).toBeGreaterThan(1.5);
});
