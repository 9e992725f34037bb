import { expect, test } from '@jest/globals';
import { pick } from '../../../steps/common/pick.js';

test('picking takes the named members that there are', () => {
  expect(pick({ a: 1, b: 2 }, ['b', 'c'])).toEqual({ b: 2 });
});
