import { expect, test } from '@jest/globals';
import { containsAll } from '../../../steps/common/contains-all.js';

test('what AWS adds does not count as a difference; what it changed or lost does', () => {
  const want = { name: 'web', ports: [{ port: 80 }], options: { mode: 'a' } };
  expect(containsAll(want, { ...want, cpu: 0, ports: [{ port: 80, protocol: 'tcp' }] })).toBe(true);
  expect(containsAll(want, { ...want, ports: [{ port: 80 }, { port: 81 }] })).toBe(false);
  expect(containsAll(want, { ...want, ports: [] })).toBe(false);
  expect(containsAll(want, { ...want, options: undefined })).toBe(false);
  expect(containsAll(want, undefined)).toBe(false);
});
