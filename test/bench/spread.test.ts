import { expect, test } from '@jest/globals';
import { comparison, spreadOf } from '../../bench/spread.js';

test('the median is the middle value, or lies between the two in the middle', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
  expect(spreadOf([10, 4, 1, 2])).toEqual({ median: 3, min: 1, max: 10 });
  expect(spreadOf([7])).toEqual({ median: 7, min: 7, max: 7 });
  expect(() => spreadOf([])).toThrow(RangeError);
});

test('one is less than another only where no two values contradict it', () => {
  expect(comparison([1, 2, 3, 4], [5, 6, 7, 8])).toBe('less');
  expect(comparison([5, 6, 7, 8], [1, 2, 3, 4])).toBe('more');
  expect(comparison([1, 1, 1, 6], [5, 9, 9, 9])).toBe('overlap');
  expect(comparison([1, 2, 3, 4], [4, 5, 6, 7])).toBe('overlap');
});

test('nothing is said of few values, however far apart they are', () => {
  expect(comparison([1, 1, 1], [9, 9, 9])).toBe('too few');
  expect(comparison([1, 1, 1, 1], [])).toBe('too few');
});
