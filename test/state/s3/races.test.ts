import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inFull } from '../../full.js';
import { openBucket, record, shop } from './bed.js';

/** Several machines want the same thing at the same moment: exactly one gets it, and nothing of anybody is lost. */
let bucket: Awaited<ReturnType<typeof openBucket>>;
beforeAll(async () => void (bucket = await openBucket()));
afterAll(() => bucket.close());

const races = inFull(
  Array.from({ length: 100 }, (_, race) => race),
  Array.from({ length: 3 }, (_, race) => race),
);
const machines = (count: number) => Array.from({ length: count }, () => bucket.states());
const settled = async (work: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(work)).map((it) => (it.status === 'fulfilled' ? it.value : it.reason.failure.code));

describe.each([2, 3])('of %i at once', (count) => {
  test('exactly one gets a lock, and exactly one takes over a lease that has ended', async () => {
    const all = machines(count);
    for (const race of races) {
      const stack = `lock-${count}-${race}`;
      const take = () => Promise.allSettled(all.map((it) => it.lock(stack, 'provision up', () => {})));
      const first = await take();
      bucket.pass(100);
      const second = await take();
      for (const round of [first, second]) {
        const losers = round.flatMap((it) => (it.status === 'rejected' ? [it.reason.failure.code] : []));
        expect([race, losers]).toEqual([race, Array(count - 1).fill('state-locked')]);
      }
      for (const it of [...first, ...second]) if (it.status === 'fulfilled') await it.value.release();
      expect(await all[0]?.holder(stack)).toBeUndefined();
    }
  });

  test('exactly one writes the first state, and exactly one the next; theirs stands', async () => {
    const all = machines(count);
    for (const race of races) {
      const stack = `state-${count}-${race}`;
      const stores = all.map((it) => it.store(stack, shop(), undefined));
      const first = await settled(stores.map((store, at) => store.put('vpc', record(`vpc-${at}`)).then(() => at)));
      const [winner] = first.filter((it) => typeof it === 'number');
      expect(first.filter((it) => it === 'state-changed')).toHaveLength(count - 1);
      const found = await Promise.all(all.map((it) => it.read(stack)));
      expect(found.map((it) => it?.state.records['vpc']?.id)).toEqual(Array(count).fill(`vpc-${String(winner)}`));
      const next = await settled(
        all.map((it, at) =>
          it
            .store(stack, { ...shop(), ...found[at]?.state }, found[at]?.revision)
            .put('subnet', record(`subnet-${at}`))
            .then(() => at),
        ),
      );
      const [second] = next.filter((it) => typeof it === 'number');
      expect(next.filter((it) => it === 'state-changed')).toHaveLength(count - 1);
      const { records } = (await all[0]?.read(stack))?.state ?? shop();
      expect([records['vpc']?.id, records['subnet']?.id]).toEqual([
        `vpc-${String(winner)}`,
        `subnet-${String(second)}`,
      ]);
    }
  });
});
