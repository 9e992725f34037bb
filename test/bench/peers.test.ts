import { expect, test } from '@jest/globals';
import { peersLines, type Round, type Took } from '../../bench/peers.js';

const tools = ['provision', 'other'].map((name) => ({ name, version: '1.0', file: `/bin/${name}` }));
const took = (wall: number, cpu: number): Took => ({ wall, cpu, calls: 10 });

/** Rounds with the wall seconds of `up` of each tool; all else is the same. */
const rounds = (ours: readonly number[], theirs: readonly number[]): Round[] =>
  ours.map((wall, at) => ({
    provision: { up: took(wall, 1), down: took(5, 1) },
    other: { up: took(theirs[at] ?? 0, 1), down: took(5, 1) },
  }));

test('a win is claimed with both ranges, and what overlaps is not claimed', () => {
  const lines = peersLines({ tools, skipped: [], rounds: rounds([3, 4, 3, 3], [8, 9, 8, 30]) });
  expect(lines).toContain('up: provision is faster than other: 3.00–4.00 s, and 8.00–30.00 s.');
  expect(lines).toContain(
    'down: which of provision and other is faster is not claimed: 5.00–5.00 s and 5.00–5.00 s overlap.',
  );
  expect(lines.filter((it) => it.includes('than other'))).toHaveLength(1);
});

test('a loss is told as a win is', () => {
  const lines = peersLines({ tools, skipped: [], rounds: rounds([8, 9, 8, 30], [3, 4, 3, 3]) });
  expect(lines).toContain('up: other is faster than provision: 3.00–4.00 s, and 8.00–30.00 s.');
});

test('a tool that is missing is told, and nothing is compared with it', () => {
  const [ours] = tools;
  const skipped = ['terraform is skipped: it is not on the PATH.'];
  const lines = peersLines({ tools: ours ? [ours] : [], skipped, rounds: rounds([3], [8]) });
  expect(lines).toContain(skipped[0]);
  expect(lines.join('\n')).not.toContain('other');
});

test('the table has the median and the range', () => {
  const lines = peersLines({ tools, skipped: [], rounds: rounds([3, 4, 5], [8, 9, 8]) });
  expect(lines.find((it) => /^provision +up/.test(it))?.split(/ +/)).toEqual([
    'provision',
    'up',
    '4.00',
    '3.00–5.00',
    '1.00',
    '1.00–1.00',
    '10',
    '10–10',
  ]);
  expect(lines).toContain('up: which of provision and other is faster is not claimed: that takes 4 rounds.');
});
