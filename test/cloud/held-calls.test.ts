import { expect, test } from '@jest/globals';
import { MemoryStore } from '../../state/store.js';
import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { CallEvent } from '../../src/events.js';
import { InMemoryAws } from '../../src/rehearsal/in-memory-aws.js';
import { all } from '../../src/all.js';
import { where } from '../steps/config.js';

test("a call says how long it was held back by AWS's rates, and one that was not says nothing", async () => {
  const aws = new InMemoryAws(where);
  const sleep = aws.clock.sleep.bind(aws.clock);
  // So that its waits are real ones, as far as this test is concerned.
  aws.clock.sleep = async (ms, signal) => {
    const until = performance.now() + 3;
    while (performance.now() < until);
    await sleep(ms, signal);
  };
  const run = aws.run({ stack: 'any', tags: {}, store: new MemoryStore(), resources: new Map() });
  await run.withCloud('logs', { token: '', tags: {} }, async ({ logs, ec2 }) => {
    await ec2.send(new DescribeVpcsCommand({}));
    // Of another group each: the same question would be asked once.
    const read = (_: unknown, at: number) =>
      logs.send(new FilterLogEventsCommand({ logGroupName: `none-${at}` })).catch(() => undefined);
    // Six at once: of what the bucket holds, a second's refill is left, so one leaves at once.
    await all(Array.from({ length: 6 }, read));
  });
  const held = aws.events.flatMap((it) => (it.type === 'call' ? [(it as CallEvent).turnMs !== undefined] : []));
  expect(held.filter(Boolean)).toHaveLength(5);
  expect(held[0]).toBe(false);
});

test('a call whose timer fires late in a busy process was held back no longer than the rates ask for', async () => {
  const aws = new InMemoryAws(where);
  const sleep = aws.clock.sleep.bind(aws.clock);
  // A clock 60 times as fast: a bucket that refills in a tenth of a second does so in 2 ms.
  Object.assign(aws.clock, { speed: 60 });
  aws.clock.sleep = async (ms, signal) => {
    const until = performance.now() + 40;
    while (performance.now() < until);
    await sleep(ms, signal);
  };
  const run = aws.run({ stack: 'any', tags: {}, store: new MemoryStore(), resources: new Map() });
  await run.withCloud('logs', { token: '', tags: {} }, async ({ logs }) => {
    const look = (_: unknown, at: number) => logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: `${at}` }));
    await all(Array.from({ length: 2 }, look));
  });
  const turns = aws.events.flatMap((it) => (it.type === 'call' ? [(it as CallEvent).turnMs] : []));
  expect(turns).toEqual([undefined, 2]);
});
