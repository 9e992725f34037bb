import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { hostname } from 'node:os';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Desk, eventsOf, type Running } from './program.js';

/** A stack on the sandbox, and everything that a run of it is refused for. Nothing changes, so one stack is enough. */
const blueprint = ['--blueprint', 'cloud-map-public'];
const sandbox = ['--sandbox', '--sandbox-speed', 'instant', ...blueprint];
let desk: Desk;
let served: Running;
let url: string;
let state: string;
beforeAll(async () => {
  desk = await Desk.open();
  expect((await desk.here('up', ...sandbox)).code).toBe(0);
  state = await readFile(statePath(), 'utf8');
  served = desk.start('sandbox', '--port', '0', '--json', '--sandbox-speed', 'instant');
  const [line] = eventsOf(await served.said('\n'));
  url = String(line?.['url']);
});
afterAll(async () => {
  served.child.kill('SIGINT');
  expect(await served.ended).toMatchObject({ code: 0, stderr: '' });
});
const statePath = () => desk.path('.provision/cloud-map-public.json');
async function callsSoFar() {
  const calls = (await (await fetch(`${url}/_sandbox/calls`)).json()) as { mutating: boolean }[];
  return calls.filter(({ mutating }) => mutating);
}

/** Runs commands, all at once, each of which must end with this code and these words, having changed nothing. */
type Words = readonly string[];
async function refused(runs: readonly Words[], code: number, ...saying: (string | RegExp)[]): Promise<void> {
  const before = (await callsSoFar()).length;
  const ends = await Promise.all(runs.map((it) => desk.here(...it)));
  for (const { code: ended, stdout, stderr } of ends) {
    expect({ ended, stdout, stderr }).toMatchObject({ ended: code });
    for (const word of saying) expect(stdout + stderr).toMatch(word);
  }
  expect(await callsSoFar()).toHaveLength(before);
}

test('another process has the stack: who, where, since when', async () => {
  const lock = desk.path('.provision/cloud-map-public.lock');
  const since = new Date(Date.now() - 90_000).toISOString();
  const holder = { pid: process.pid, host: hostname(), command: 'provision up', since };
  await writeFile(lock, JSON.stringify(holder));
  const words = ['`provision up`', `process ${process.pid} on ${hostname()}`, /It began 1m 3\ds ago/];
  await refused(
    [
      ['up', ...sandbox],
      ['down', '--sandbox'],
    ],
    4,
    ...words,
  );
  // Status takes no lock.
  expect((await desk.here('status', ...sandbox)).code).toBe(0);

  // The lock of a process that is no more is none.
  await writeFile(lock, JSON.stringify({ ...holder, pid: 2 ** 22 + 1 }));
  expect((await desk.here('up', ...sandbox)).code).toBe(0);
});

test('a state of the sandbox is refused at another endpoint, even at the very same sandbox', async () => {
  const there = [...blueprint, '--endpoint-url', url, '--region', 'us-east-1'];
  const runs = [
    ['up', ...there, '--yes'],
    ['down', ...there, '--yes'],
    ['status', ...there],
  ];
  await refused(runs, 4, 'another endpoint: sandbox, not http', 'use --sandbox');
  await refused([['up', ...sandbox, '--region', 'eu-west-1']], 4, 'another region: us-east-1, not eu-west-1');
});

test('a state that is newer, or none at all, is refused and left as it is', async () => {
  const newer = state.replace('"version": 2', '"version": 3');
  const texts = [
    { text: newer, word: 'newer provision', commands: ['up', 'down', 'status'] },
    { text: '{ this is no', word: 'cannot be read', commands: ['up', 'status'] },
    { text: '{"version":1}', word: 'cannot be read', commands: ['down'] },
  ];
  for (const { text, word, commands } of texts) {
    await writeFile(statePath(), text);
    await refused(
      commands.map((command) => [command, ...sandbox]),
      4,
      word,
    );
    expect(await readFile(statePath(), 'utf8')).toBe(text);
  }
  await writeFile(statePath(), state);
});

test('without a terminal to ask on, nothing happens before --yes', async () => {
  const elsewhere = ['--endpoint-url', url, '--region', 'us-east-1', '--state', 'other', ...blueprint];
  await refused([['up', ...elsewhere]], 2, '--yes');
  await refused([['up', ...elsewhere, '--json']], 2, '"needs-yes"');
  expect(await stat(desk.path('other/cloud-map-public.json')).catch(() => 'none')).toBe('none');
});

test('a cloud that is not there is said to be so', async () => {
  const nowhere = ['--endpoint-url', 'http://127.0.0.1:9', '--region', 'us-east-1', '--state', 'nowhere', '--yes'];
  const { code, stdout, stderr } = await desk.here('up', ...blueprint, ...nowhere);
  expect(code).toBe(1);
  expect(stdout + stderr).toContain('http://127.0.0.1:9');
  expect(stdout + stderr).not.toMatch(/\n\s+at /);
});

test('the sandbox is served to this machine alone, once, with its own doors', async () => {
  const health = await fetch(`${url}/_sandbox/health`);
  expect(await health.json()).toMatchObject({ status: 'ok', services: expect.arrayContaining(['ec2', 'ecs', 'iam']) });
  const { port } = new URL(url);
  const foreign = get({ port, path: '/_sandbox/calls', headers: { host: 'evil.example' } });
  const [answer] = (await once(foreign, 'response')) as [IncomingMessage];
  expect(answer.resume().statusCode).toBe(403);
  const again = await desk.here('sandbox', '--port', '0');
  expect(again).toMatchObject({ code: 4, stdout: '', stderr: expect.stringContaining('already served') });
  const taken = await desk.here('sandbox', '--port', port, '--state', 'third');
  expect(taken).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--port 0') });
});
