import { expect, test } from '@jest/globals';
import { routeNames } from '../../../steps/stack/route-names.js';

test('routes are named by their keys, and those that would be called the same get digits, in any order', () => {
  const names = (...keys: string[]) => keys.map((key) => routeNames(keys).get(key));
  expect(names('$default', 'GET /pets/{id}', 'ANY /{proxy+}')).toEqual(['default', 'get-pets-id', 'any-proxy']);
  const [first, second, third] = names('GET /a-b', 'GET /a/b', 'GET /c');
  expect([first, second]).toEqual([expect.stringMatching(/^get-a-b-[0-9a-f]{6}$/), expect.stringMatching(/^get-a-b-/)]);
  expect(first).not.toBe(second);
  expect(third).toBe('get-c');
  expect(names('GET /a/b', 'GET /a-b')).toEqual([second, first]);
});
