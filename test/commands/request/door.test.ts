import { expect, test } from '@jest/globals';
import { doorOf } from '../../../src/commands/request/door.js';
import { serving } from './serving.js';

/** Whether a stack is in a sandbox, whose front door takes the requests to its names. */

/** An endpoint that answers everything with this. */
const at = async (status: number, body: string) => `http://127.0.0.1:${await serving(status, body)}`;
const stop = { signal: new AbortController().signal };
const doorAt = (endpoint: string, sandboxUrl?: string) =>
  doorOf({ sandboxUrl, stop, place: { endpoint } } as Parameters<typeof doorOf>[0]);

test('a sandbox at another endpoint is known by what it says of itself', async () => {
  const sandbox = await at(200, '{"status":"ok","services":["ec2"]}');
  expect(await doorAt(sandbox)).toBe(sandbox);
});

test.each([
  [404, '{"status":"ok","services":[]}'],
  [200, '{"status":"ok"}'],
  [200, 'null'],
  [200, '<html></html>'],
])('what answers %p with %p is taken for none', async (status, body) => {
  expect(await doorAt(await at(status, body))).toBeUndefined();
});

test('an endpoint that nothing answers at has no door, and neither has AWS; the sandbox of this process needs not be asked', async () => {
  expect(await doorAt('http://127.0.0.1:1')).toBeUndefined();
  expect(await doorAt('aws')).toBeUndefined();
  expect(await doorAt('sandbox', 'http://127.0.0.1:1')).toBe('http://127.0.0.1:1');
});
