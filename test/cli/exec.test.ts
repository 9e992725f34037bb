import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Desk, eventsOf, resultOf } from './program.js';
import { instant } from './shop-desk.js';

/**
 * `provision exec`, with a plugin that notes what it is started with, against an endpoint that opens sessions: the sandbox, with
 * another answer to ExecuteCommand. What the sandbox itself answers is in test/sandbox/services/ecs/task/.
 */

const token = 'tok3n';
const session = { sessionId: 'ecs-execute-1', streamUrl: 'wss://stream.invalid/1', tokenValue: token };
const config = `name: shop
region: us-east-1
services:
  web: {image: nginx, exec: true}
  worker: {image: nginx}
ingress: {type: none}
`;

/** Ends with 7. With the file `wait` it says that it is there, and goes on until the file is gone. */
const plugin = `#!/bin/sh
if [ "$1" = --version ]; then echo "$PLUGIN_VERSION"; exit 0; fi
for it in "$@"; do printf '%s\\n' "$it"; done > arguments
printf '%s' "$AWS_SSM_START_SESSION_RESPONSE" > session
echo connected
while [ -e wait ]; do sleep 0.05; done
exit 7
`;

let desk: Desk;
let endpoint: string;
let server: Server;
const asked: { [member: string]: unknown }[] = [];
beforeAll(async () => {
  const sandbox = (await Desk.open()).start('sandbox', '--port', '0', '--sandbox-speed', 'instant', '--json');
  const { url } = JSON.parse(await sandbox.said('\n')) as { url: string };
  server = createServer((incoming, outgoing) => void answer(url, incoming, outgoing));
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  desk = await deskWith('1.2.707.0');
  await writeFile(desk.path('provision.yaml'), config);
  expect(await desk.run('up', '--yes', '--endpoint-url', endpoint)).toMatchObject({ code: 0 });
});
afterAll(() => void server.close());

async function answer(url: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method, headers, url: path } = incoming;
  if (String(headers['x-amz-target']).endsWith('.ExecuteCommand')) {
    asked.push(JSON.parse(Buffer.concat(chunks).toString()) as { [member: string]: unknown });
    outgoing.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify({ session }));
    return;
  }
  const passed = send(new URL(path ?? '/', url), { method, headers }, (response) => {
    outgoing.writeHead(response.statusCode ?? 500, response.headers);
    response.pipe(outgoing);
  });
  passed.end(Buffer.concat(chunks));
}

/** A directory whose PATH has the plugin. */
async function deskWith(version: string): Promise<Desk> {
  const bin = (await Desk.open()).path('bin');
  await mkdir(bin);
  await writeFile(`${bin}/session-manager-plugin`, plugin);
  await chmod(`${bin}/session-manager-plugin`, 0o755);
  const PATH = `${bin}:${process.env['PATH'] ?? ''}`;
  return Desk.open({ PATH, PLUGIN_VERSION: version, AWS_REGION: 'us-east-1' });
}
const exec = (...words: string[]) => desk.run('exec', '--endpoint-url', endpoint, ...words);
const noted = async (at: Desk) => (await readFile(at.path('arguments'), 'utf8')).split('\n').slice(0, -1);

test('the plugin is started as the AWS CLI starts it, the token where no other user sees it; its exit code is ours', async () => {
  const { code, stdout, stderr } = await exec('web');
  expect({ code, stdout }).toEqual({ code: 7, stdout: 'connected\n' });
  expect(stderr).toMatch(/^\/bin\/sh in the task [0-9a-f]{32}, container web\.\n$/);
  const [, task = ''] = /task (\w+)/.exec(stderr) ?? [];
  expect(await noted(desk)).toEqual([
    ...['AWS_SSM_START_SESSION_RESPONSE', 'us-east-1', 'StartSession', ''],
    ...[expect.stringMatching(new RegExp(`^{"Target":"ecs:shop_${task}_${task}-\\w+"}$`)), endpoint],
  ]);
  expect(JSON.parse(await readFile(desk.path('session'), 'utf8'))).toEqual({
    ...{ SessionId: session.sessionId, StreamUrl: session.streamUrl, TokenValue: token },
  });
  expect(asked.at(-1)).toMatchObject({ container: 'web', command: '/bin/sh', interactive: true });
});

test('a command goes as one line, quoted where words need it; as data, stdout has events alone, and nothing has the token', async () => {
  const { code, stdout, stderr } = await exec('web', '--json', '--verbose', '--', 'sh', '-c', "echo it's $HOME");
  expect(code).toBe(7);
  expect(asked.at(-1)).toMatchObject({ command: `sh -c 'echo it'\\''s $HOME'` });
  expect(resultOf(stdout)).toMatchObject({ command: 'exec', exitCode: 7, task: expect.stringMatching(/^\w{32}$/) });
  expect(eventsOf(stdout).filter(({ operation }) => operation === 'ExecuteCommand')).toHaveLength(1);
  expect(stderr).toBe('connected\n');
  expect(stdout + stderr).not.toContain(token);
});

test('a plugin that knows no variable gets the session as an argument', async () => {
  const older = await deskWith('1.2.497.0');
  await writeFile(older.path('provision.yaml'), config);
  const state = ['--state', desk.path('.provision')];
  const { code } = await older.run('exec', 'web', '--endpoint-url', endpoint, ...state);
  expect(code).toBe(7);
  expect(JSON.parse((await noted(older))[0] ?? '')).toMatchObject({ TokenValue: token });
  expect(await readFile(older.path('session'), 'utf8')).toBe('');
});

test('Ctrl-C is for the plugin', async () => {
  await writeFile(desk.path('wait'), '');
  const running = desk.start('exec', 'web', '--endpoint-url', endpoint);
  await running.said('connected');
  running.child.kill('SIGINT');
  await desk.shell('rm wait');
  expect(await running.ended).toMatchObject({ code: 7 });
});

test.each([
  ['a service in which it is not allowed', ['worker'], 'write `exec: true` for services.worker, then `provision up`'],
  ['a service that there is not', ['wbe'], 'did you mean "web"? there is web, worker'],
  ['no service', [], 'in which service shall it be run?\n  there is web, worker'],
  [
    'a container that there is not',
    ['web', '--container', 'x'],
    'the tasks of web have no container x\n  they have web',
  ],
])('%s: exit code 2, before anything is called', async (_, words, message) => {
  const before = asked.length;
  const { code, stderr } = await desk.here('exec', ...words, '--endpoint-url', endpoint);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
  expect(asked).toHaveLength(before);
});

test('without the plugin: how to install it, before anything is called', async () => {
  const bare = await Desk.open({ PATH: '/nowhere' });
  await writeFile(bare.path('provision.yaml'), config);
  const state = ['--state', desk.path('.provision')];
  const { code, stderr } = await bare.here('exec', 'web', '--endpoint-url', endpoint, ...state);
  expect(code).toBe(2);
  expect(stderr.replace(/\s+/g, ' ')).toMatch(
    /session-manager-plugin is not on PATH.* how to install it: https:\/\/docs\.aws\.amazon\.com\//,
  );
});

test('on the sandbox, what stands in for a container has no shell, and a task that is not there is said', async () => {
  const there = await Desk.open();
  await writeFile(there.path('provision.yaml'), config);
  expect(await there.here('up', ...instant)).toMatchObject({ code: 0 });
  const { code, stderr } = await there.here('exec', 'web', ...instant);
  expect(code).toBe(1);
  expect(stderr.replace(/\s+/g, ' ')).toMatch(
    /The sandbox runs no container: what stands in for it in the task \w+ has no shell/,
  );
  const none = await there.here('exec', 'web', '--task', '0123', ...instant);
  expect(none.stderr).toContain('No task of it runs whose id begins with 0123.');
});
