import { expect, test } from '@jest/globals';
import { changedMembers } from '../../src/runner/compare.js';

const noun = { update: () => Promise.resolve() };
const changed = (want: object, recorded: object, live: object, shown = {}) =>
  changedMembers(noun, want, { want: recorded, shown }, live);

test('a member that the version of before did not ask for is a change only where it is not as wanted already', () => {
  expect(changed({ count: 1, exec: false }, { count: 1 }, { count: 1, exec: false })).toEqual([]);
  expect(changed({ count: 1, exec: true }, { count: 1 }, { count: 1, exec: false })).toEqual(['exec']);
  expect(changed({ count: 1, exec: false }, { count: 1 }, { count: 1 })).toEqual(['exec']);
  expect(changed({ count: 2, exec: false }, { count: 1 }, { count: 1, exec: false })).toEqual(['count']);
});

test('a member that was asked for otherwise is a change, whoever has made it so meanwhile', () => {
  expect(changed({ count: 2 }, { count: 1 }, { count: 2 })).toEqual(['count']);
});
