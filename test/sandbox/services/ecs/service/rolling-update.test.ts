import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  nextRollingStep,
  type RollingLimits,
  type TaskCounts,
} from '../../../../../src/sandbox/services/ecs/service/rolling-update.js';

const bounds = fc.record({
  desired: fc.integer({ min: 1, max: 20 }),
  minimumHealthyPercent: fc.integer({ min: 0, max: 100 }),
  maximumPercent: fc.integer({ min: 100, max: 300 }),
});

const total = ({ healthy, unhealthy }: TaskCounts) => healthy + unhealthy;

/** Moves until nothing is left to do; what was launched becomes healthy between two moves. */
function rollOut(limits: RollingLimits, old: number) {
  const seen: { running: number; healthy: number }[] = [];
  let own: TaskCounts = { healthy: 0, unhealthy: 0 };
  let left = old;
  for (let round = 0; round < 200; round++) {
    const move = nextRollingStep(limits, own, { healthy: left, unhealthy: 0 });
    if (move.launch + move.stopOwn + move.stopOldHealthy === 0) return { seen, own, left };
    left -= move.stopOldHealthy;
    own = { healthy: own.healthy, unhealthy: own.unhealthy + move.launch };
    seen.push({ running: total(own) + left, healthy: own.healthy + left });
    own = { healthy: total(own), unhealthy: 0 };
  }
  throw new Error('it does not end');
}

test('a rolling update ends with the new alone, and on the way keeps to both bounds', () => {
  fc.assert(
    fc.property(bounds, ({ desired, minimumHealthyPercent, maximumPercent }) => {
      const least = Math.ceil((desired * minimumHealthyPercent) / 100);
      const most = Math.floor((desired * maximumPercent) / 100);
      fc.pre(most > least);
      const { seen, own, left } = rollOut({ desired, minimumHealthyPercent, maximumPercent, mayLaunch: true }, desired);
      expect([total(own), left]).toEqual([desired, 0]);
      for (const { running, healthy } of seen) {
        expect(running).toBeLessThanOrEqual(most);
        expect(healthy).toBeGreaterThanOrEqual(least);
      }
    }),
  );
});

test('when nothing may be launched, nothing healthy is given up for it', () => {
  fc.assert(
    fc.property(bounds, (limits) => {
      const old = { healthy: limits.desired, unhealthy: 0 };
      const move = nextRollingStep({ ...limits, mayLaunch: false }, { healthy: 0, unhealthy: 0 }, old);
      expect(move).toEqual({ launch: 0, stopOwn: 0, stopOldHealthy: 0 });
    }),
  );
});

test('with both bounds at a hundred percent a single task cannot be replaced, as on AWS', () => {
  const limits = { desired: 1, minimumHealthyPercent: 100, maximumPercent: 100, mayLaunch: true };
  const move = nextRollingStep(limits, { healthy: 0, unhealthy: 0 }, { healthy: 1, unhealthy: 0 });
  expect(move).toEqual({ launch: 0, stopOwn: 0, stopOldHealthy: 0 });
});
