import { expect, test } from '@jest/globals';
import { beyondLimits } from '../../bench/limits.js';
import { simulatedCommands, type Simulated, type SimulatedCommand } from '../../bench/simulated.js';

type Figures = Record<SimulatedCommand, Simulated>;
const good: Simulated = { seconds: 100, floor: 100, calls: 25, operations: {}, mutating: 10, throttled: 0 };
const figures = (change: Partial<Figures> = {}): Figures => ({
  ...{ up: good, again: good, status: good, down: good },
  ...change,
});
const beyond = (change: Partial<Figures>, name = 'cloud-map-public') => beyondLimits(name, figures(change));

test('figures within their limits are nothing to tell', () => {
  expect(beyond({})).toEqual([]);
});

test.each(simulatedCommands)(
  '%s is told where it sends more calls than it may, or faster than AWS takes them',
  (name) => {
    expect(beyond({ [name]: { ...good, calls: 100_000 } })).toEqual([
      expect.stringMatching(
        new RegExp(`^${name} of cloud-map-public sends 100000 calls, and may send \\d+$`),
      ) as unknown,
    ]);
    expect(beyond({ [name]: { ...good, throttled: 1 } })).toEqual([
      `1 calls of ${name} of cloud-map-public came faster than AWS takes them`,
    ]);
    expect(beyond({ [name]: { ...good, calls: 100_000 } }, 'a stack without limits')).toEqual([]);
  },
);

test.each(['up', 'down'] as const)('%s is told where it takes longer than its floor allows', (name) => {
  expect(beyond({ [name]: { ...good, seconds: 105 } })).toEqual([]);
  expect(beyond({ [name]: { ...good, seconds: 106 } })).toEqual([
    `${name} of cloud-map-public takes 1.060 times the floor, and may take 1.05`,
  ]);
});
