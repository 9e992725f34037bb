import { expect, test } from '@jest/globals';
import { upToDate } from '../../src/sandbox/world-migration.js';
import { World } from '../../src/sandbox/world.js';

/** As version 1 kept a world at 60x: 20 s of AWS's time are a third of a second. */
const first = {
  version: 1 as const,
  account: '000000000000',
  seed: 'old',
  serial: 7,
  time: 1_800_000_000_000,
  speed: 60,
  due: [{ at: 1_800_000_000_500, serial: 6, timer: 'ecs/scheduler-looks', region: 'us-east-1', args: {} }],
  tables: {
    'us-east-1/ecs/services': [
      ['web', { steadyAt: 1_800_000_000_333, failedAt: 1_799_999_999_000, service: { createdAt: { $date: 5 } } }],
    ],
  },
};

test('a world of version 1 keeps what was left of each delay, in AWS time', () => {
  const data = upToDate(first);
  expect(data).toMatchObject({ version: 2, elapsed: 0, time: first.time, serial: 7, due: [{ at: 30_000 }] });
  expect(data).not.toHaveProperty('speed');
  const row = World.from(data).table<object>('us-east-1/ecs/services').get('web');
  expect(row).toEqual({ steadyAt: 19_980, failedAt: -60_000, service: { createdAt: new Date(5) } });
});

test('a world of today is left as it is, and one of a later version is refused', () => {
  const data = new World(0, 'new').toJSON();
  expect(upToDate(data)).toBe(data);
  expect(() => World.from({ ...data, version: 3 as never })).toThrow(
    'the saved sandbox has version 3; this program reads version 2',
  );
});
