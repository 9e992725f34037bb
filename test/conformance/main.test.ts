import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { main } from '../../conformance/main.js';

let directory = '';
beforeAll(() => void (directory = mkdtempSync(join(tmpdir(), 'conformance-'))));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function said(...args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  const lines: string[] = [];
  const code = await main(args, (text) => void lines.push(text));
  return { code, text: lines.join('\n') };
}

test('the last line counts the probes, and on what they rest', async () => {
  const { code, text } = await said('--only', 'logs', '--only', 'ssm', '--report', directory);
  expect(text).toMatch(
    /\d+ probes: \d+ passed, 0 failed\. \d+ rest on a document, \d+ on experience, \d+ on belief\.$/,
  );
  expect(code).toBe(0);
  expect(readFileSync(join(directory, 'report.md'), 'utf8')).toContain('## As expected');
  expect(readdirSync(join(directory, 'logs')).length).toBeGreaterThan(5);
});

test('a fixture has the calls of its probe, and no account', async () => {
  const name = 'the-name-of-a-log-group-is-taken-once-resourcealreadyexistsexception.json';
  const text = readFileSync(join(directory, 'logs', name), 'utf8');
  const { calls } = JSON.parse(text) as { calls: { operation: string; error?: { code: string } }[] };
  expect(calls.map(({ operation, error }) => [operation, error?.code])).toEqual([
    ['CreateLogGroup', undefined],
    ['CreateLogGroup', 'ResourceAlreadyExistsException'],
  ]);
  expect(text).not.toContain('000000000000');
});

test('--list runs nothing, and --title and --free choose', async () => {
  const all = await said('--list', '--title', 'NAT gateway');
  const free = await said('--list', '--title', 'NAT gateway', '--free');
  expect(all.text).toContain('at most $0.06');
  expect(free.text).not.toContain('$');
});

test.each([
  ['--only', 'lambda'],
  ['--aws', '--endpoint-url', 'http://127.0.0.1:1'],
  ['--profile', 'work'],
  ['--title', 'no probe is called so'],
  ['--concurrency', 'many'],
  ['--nonsense'],
])('bad usage ends with 2 before any call: %s %s', async (...args) => {
  expect((await said(...args)).code).toBe(2);
});
