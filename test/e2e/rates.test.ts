import { expect, test } from '@jest/globals';
import { meaningOf } from '../../src/aws-errors.js';
import { unknownStackId } from '../../src/identity.js';
import { InMemoryAws } from '../../src/rehearsal/in-memory-aws.js';
import { commandsOf } from '../../src/rehearsal/lifecycle.js';
import { Rates } from '../../src/sandbox/rates.js';
import { World } from '../../src/sandbox/world.js';
import { MemoryStore } from '../../state/store.js';
import { resourcesByType } from '../../steps/nouns.js';
import { stackOf } from '../../steps/stack/index.js';
import { isFull } from '../full.js';
import { manyBy, manyServices } from './many-services.js';

const location = { account: '123456789012', region: 'us-east-1', partition: 'aws' };
/** 12 go beyond the bursts of several services already. */
const count = isFull ? 50 : 12;

/**
 * Each command is a process of its own that knows nothing of what the one before it has asked. Somebody types it some seconds
 * later.
 */
test.each(manyBy)(
  `up, up, status and down of ${count} services by %s are never refused for AWS's rates`,
  async (by) => {
    const { name: stack, tags, ...config } = await manyServices(by, count);
    const { steps } = stackOf({ name: stack, tags, ...config }, location, () => 'tag-1');
    const aws = new InMemoryAws(
      location,
      new World(Date.now(), undefined, location.account),
      undefined,
      new Rates(true),
    );
    const store = new MemoryStore([], unknownStackId);
    for (const command of ['up', 'up', 'status', 'down'] as const) {
      const run = aws.run({ stack, tags, store, resources: resourcesByType });
      const { failures } = await commandsOf(run, steps)[command]();
      expect(failures).toEqual([]);
      await aws.clock.sleep(10_000);
    }
    const throttled = aws.events.flatMap((it) =>
      it.type === 'call' && !it.outcome.ok && meaningOf({ name: it.outcome.error }, 'create') === 'throttled'
        ? [it]
        : [],
    );
    expect(throttled).toEqual([]);
    expect(store.records.size).toBe(0);
  },
);
