import { expect, test } from '@jest/globals';
import { latencies, type Latency } from '../../src/facts/latencies.js';
import { phaseOf, untilNextLook } from '../../src/runner/polling.js';

/** When what is waited for is looked at. */

/** ms from the beginning of a wait to each look, until `end`. */
function looks({ noun, verb }: Pick<Latency, 'noun' | 'verb'>, end: number, { from = 0, phase = 0 } = {}): number[] {
  const at = [0];
  for (let waited = 0; waited < end;) {
    waited += untilNextLook({ noun, verb, reads: at.length, waited, now: from + waited, phase });
    at.push(waited);
  }
  return at;
}
const rows = Object.entries<Latency>(latencies);
const late = (it: Latency, after: number): number => (looks(it, after).at(-1) ?? 0) - after;

test.each(rows)(
  '%s: seen soon after the time that it usually takes, and with fewer looks than one each two seconds',
  (_, it) => {
    const usual = it.usual * 1000;
    expect(late(it, usual)).toBeLessThanOrEqual(2500);
    // Three looks come at once.
    expect(looks(it, usual).length).toBeLessThanOrEqual(usual / 2000 + 4);
  },
);

test.each(rows)('%s: what comes between the shortest and the usual time is seen four seconds late at most', (_, it) => {
  const shortest = Math.min(
    ...rows.flatMap(([, { noun, verb, from, usual }]) => (noun === it.noun && verb === it.verb ? [from ?? usual] : [])),
  );
  for (let at = shortest * 1000; at < it.usual * 1000; at += 500) expect(late(it, at)).toBeLessThanOrEqual(4500);
});

test('a VPC link, which may come after one minute and usually comes after two, is looked at once in four seconds', () => {
  expect(looks({ noun: 'vpc-link', verb: 'create' }, 120_000).length).toBeLessThanOrEqual(32);
});

test.each(rows)('%s: what is there long before anybody has seen it is seen within ten seconds', (_, it) => {
  for (let part = 0.1; part < 1; part += 0.1) expect(late(it, it.usual * 1000 * part)).toBeLessThanOrEqual(10_500);
});

test('what nobody has measured, and what is changed, is looked at every two seconds', () => {
  for (const it of [
    { noun: 'api', verb: 'create' },
    { noun: 'nat-gateway', verb: 'update' },
  ] as const) {
    const at = looks(it as Latency, 60_000);
    // The first comes on a beat.
    const gaps = at.slice(5).map((ms, place) => ms - (at[place + 4] ?? 0));
    expect([Math.min(...gaps), Math.max(...gaps)]).toEqual([2000, 2000]);
  }
});

test('looks of waits that began at any moments fall on the same beats, which differ between stacks', () => {
  const nat = { noun: 'nat-gateway', verb: 'create' } as const;
  // Three looks come at once.
  const beats = (from: number, id: string, which: [number, number?], beat: number) =>
    new Set(
      looks(nat, 30_000, { from, phase: phaseOf(id) })
        .slice(...which)
        .map((ms) => (from + ms) % beat),
    );
  for (const from of [17, 333, 1901]) {
    expect(beats(from, '8000000000000000', [1, 4], 500)).toEqual(new Set([250]));
    expect(beats(from, '8000000000000000', [4], 2000)).toEqual(new Set([1000]));
    expect(beats(from, '0000000000000000', [4], 2000)).toEqual(new Set([0]));
  }
  expect(phaseOf('not hex')).toBe(0);
});

test('whenever a look has ended, the next one is half a second away at least', () => {
  for (let now = 0; now < 4000; now += 7)
    for (const reads of [1, 2, 3, 4, 9]) {
      const waiting = { noun: 'nat-gateway', verb: 'create', waited: now, reads, now, phase: 0.3 } as const;
      expect(untilNextLook(waiting)).toBeGreaterThanOrEqual(500);
    }
});
