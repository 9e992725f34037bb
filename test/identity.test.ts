import { expect, test } from '@jest/globals';
import { bornAt, identityOf, isSameOwner, isSameStack, newStackId } from '../src/identity.js';

test('two stacks of one name and one second have different ids, and each tells when it was begun', () => {
  const now = Date.UTC(2026, 10, 29, 12);
  const ids = Array.from({ length: 1000 }, () => newStackId(now));
  expect(new Set(ids).size).toBe(1000);
  expect(ids.filter((id) => bornAt(id)?.getTime() !== now)).toEqual([]);
  expect(bornAt('not ours')).toBeUndefined();
});

test('a resource is ours only where stack, id and step are', () => {
  const ours = identityOf('shop', 'a', 'vpc');
  expect(isSameOwner({ ...ours, team: 'x' }, ours)).toBe(true);
  for (const key of Object.keys(ours)) {
    expect(isSameOwner({ ...ours, [key]: 'other' }, ours)).toBe(false);
    expect(isSameOwner(Object.fromEntries(Object.entries(ours).filter(([it]) => it !== key)), ours)).toBe(false);
  }
  expect(isSameStack(identityOf('shop', 'a', 'subnet'), ours)).toBe(true);
  expect(isSameStack(identityOf('shop', 'b', 'vpc'), ours)).toBe(false);
  expect(isSameOwner(undefined, ours)).toBe(false);
});
