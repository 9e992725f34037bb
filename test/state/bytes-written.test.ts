import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { WorldFile } from '../../src/sandbox/world-file.js';
import { JsonStore, statePath } from '../../state/json-store.js';
import type { StepRecord } from '../../state/schema.js';
import { emptyState } from '../../state/store.js';
import { noted, type DiskChange } from './disk-log.js';

const place = { stack: 'api', account: '000000000000', region: 'us-east-1', partition: 'aws', endpoint: 'aws' };
/** What ten services have, about, and what one row of the sandbox has. */
const recordsOfTen = 90;
const want = 'x'.repeat(1000);

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bytes-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function bytesOf(work: () => Promise<void>): Promise<number> {
  const log: DiskChange[] = [];
  const end = noted(log);
  await work().finally(end);
  return log.reduce((sum, it) => sum + (it.is === 'written' ? it.bytes.length : 0), 0);
}

/** An `up`, one change after the other, as where AWS takes its time. */
async function stateOf(tens: number): Promise<void> {
  const store = new JsonStore(statePath(directory, `stack-${tens}`), emptyState(place, new Date(0)));
  for (let i = 0; i < tens * recordsOfTen; i++)
    for (const at of ['creating', 'created', 'ready'] as const) {
      const record: StepRecord = { type: 'vpc', at, token: 't', needs: [], want, tags: {}, id: `vpc-${i}` };
      await store.put(`step-${i}`, record);
    }
  await store.close();
}

async function worldOf(tens: number): Promise<void> {
  const file = await WorldFile.open(join(directory, `world-${tens}`));
  for (let i = 0; i < tens * recordsOfTen; i++) {
    file.world.table('us-east-1/ec2/vpcs').set(`vpc-${i}`, { want });
    await file.save();
  }
  await file.close();
}

test.each([
  ['a state', stateOf],
  ['the sandbox’s world', worldOf],
])('for %s, thrice as many services write no more than thrice as many bytes, and a tenth on top', async (_, run) => {
  const ten = await bytesOf(() => run(1));
  const thirty = await bytesOf(() => run(3));
  expect(ten).toBeGreaterThan(recordsOfTen * want.length);
  expect(thirty / ten).toBeLessThan(3.3);
});
