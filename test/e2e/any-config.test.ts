import { afterAll, beforeAll, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { liveThrough } from './a-life.js';
import { anyChange } from './any-config.js';
import { isFull } from '../full.js';
import { openRig, type Rig } from './rig.js';

/**
 * PROVISION_TEST_RUNS says how many configs are tried, PROVISION_TEST_SEED and PROVISION_TEST_PATH which: a failure
 * tells its own. Without them it is the same few, so that a failing gate is about what was changed; who looks for
 * faults takes another seed and more of them.
 */
const {
  PROVISION_TEST_RUNS: runs = isFull ? 2 : 1,
  PROVISION_TEST_SEED: seed = 3,
  PROVISION_TEST_PATH: path,
} = process.env;
const numRuns = Number(runs);
const interruptAfterTimeLimit = 60_000 + numRuns * 20_000;
const parameters = { numRuns, interruptAfterTimeLimit, seed: Number(seed), ...(path && { path }) };
jest.setTimeout(2 * interruptAfterTimeLimit);

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
afterAll(() => rig.close());

test('any stack comes up, can be changed, and goes without a trace', async () => {
  await fc.assert(
    fc.asyncProperty(anyChange, (change) => liveThrough(rig, change)),
    parameters,
  );
});
