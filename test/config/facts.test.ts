import { expect, test } from '@jest/globals';
import { fargateCpus, fargateSizes, isFargateSize, nearestFargateSizes } from '../../src/facts/fargate-sizes.js';
import { logRetentionDays, nearestLogRetention } from '../../src/facts/log-retention.js';

test('Fargate has the sizes that AWS lists', () => {
  const memories = (cpu: number) => fargateSizes.filter((size) => size.cpu === cpu).map(({ memory }) => memory);
  expect(fargateCpus).toEqual([256, 512, 1024, 2048, 4096, 8192, 16384]);
  expect(memories(256)).toEqual([512, 1024, 2048]);
  expect(memories(512)).toEqual([1024, 2048, 3072, 4096]);
  expect(fargateCpus.slice(2).map((cpu) => [memories(cpu).length, memories(cpu)[0], memories(cpu).at(-1)])).toEqual([
    [7, 2048, 8192],
    [13, 4096, 16384],
    [23, 8192, 30720],
    [12, 16384, 61440],
    [12, 32768, 122880],
  ]);
});

test('the nearest sizes are sizes, keep one of the two values where they can, and are never the same twice', () => {
  expect(nearestFargateSizes({ cpu: 256, memory: 4096 })).toEqual([
    { cpu: 256, memory: 2048 },
    { cpu: 512, memory: 4096 },
  ]);
  expect(nearestFargateSizes({ cpu: 8192, memory: 18432 })[0]).toEqual({ cpu: 8192, memory: 16384 });
  expect(nearestFargateSizes({ cpu: 300, memory: 600 })).toEqual([{ cpu: 256, memory: 512 }]);
  for (const cpu of [0, 256, 700, 16384, 99999])
    for (const memory of [1, 512, 5000, 999999]) {
      const near = nearestFargateSizes({ cpu, memory });
      expect(near.every(isFargateSize)).toBe(true);
      expect(new Set(near).size).toBe(near.length);
    }
});

test('the neighbours of a retention are the allowed values around it', () => {
  expect(logRetentionDays).toHaveLength(22);
  expect([0, 2, 10, 9999].map(nearestLogRetention)).toEqual([[1], [1, 3], [7, 14], [3653]]);
});
