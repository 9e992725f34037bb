import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { labs } from '../../src/learn/labs/index.js';
import { verdictOn } from '../../src/learn/verdict.js';
import { inFull } from '../full.js';
import { begunIn, type BegunLab } from './rig.js';

/** Each lab, both ways: what breaks it is seen by a client, and what repairs it is told from what only hides that. */

const few = labs.filter(({ name }) => name === 'nat-route');

describe.each(inFull(labs, few).map((lab) => [lab.name, lab] as const))('%s', (_name, lab) => {
  let home: string;
  let begun: BegunLab;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'learn-'));
    begun = await begunIn(home, lab);
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  test('requests arrive before it is broken, and none of them is fine afterwards', () => {
    expect(verdictOn(begun.fine)).toEqual({ is: 'solved', why: [], mayChange: false });
    expect(verdictOn(begun.broken).is).toBe('broken');
  });

  test.each(lab.repairs.map((it) => [it.says, it] as const))('%s: it is solved', async (_says, repair) => {
    expect(await begun.after(repair)).toEqual({ is: 'solved', why: [], mayChange: false });
  });

  for (const change of lab.hiding)
    test(`${change.says}: it is not`, async () => {
      const { is, why } = await begun.after(change);
      expect([is, why.length > 0]).toEqual(['hidden', true]);
    });
});
