import { afterAll, beforeAll, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { Endpoint } from '../../src/sandbox/endpoint.js';
import { openRig } from '../e2e/rig.js';
import { isFull } from '../full.js';
import { anyStory, endsAsPlanned, type FaultyRig } from './any-broken-off.js';

const {
  PROVISION_TEST_RUNS: runs = isFull ? 25 : 1,
  PROVISION_TEST_SEED: seed = 1,
  PROVISION_TEST_PATH: path,
} = process.env;
const numRuns = Number(runs);
jest.setTimeout(60_000 + numRuns * 20_000);

let rig: FaultyRig;
beforeAll(async () => {
  let endpoint: Endpoint | undefined;
  const open = await openRig('instant', (it) => void (endpoint = it));
  rig = { ...open, clearFaults: () => endpoint?.faults.clear() };
});
afterAll(() => rig.close());

test('whatever change is broken off wherever, what is planned next is what is done next', async () => {
  await fc.assert(
    fc.asyncProperty(anyStory, (story) => endsAsPlanned(rig, story)),
    { numRuns, seed: Number(seed), ...(path && { path }) },
  );
});
