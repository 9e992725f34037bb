import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { longTest } from '../full.js';
import { Desk } from './program.js';

/** `provision sandbox --run processes`: the user's own program answers, and belongs to the sandbox. */

const config = `name: shop
region: us-east-1
namespace: internal
services:
  web:
    repository: web
    build: app
    port: 8080
    count: 1
    exec: true
    environment: {GREETING: hello}
    routes: [$default]
    discovery: {type: srv}
`;
/** It says what it was given, and ends where it is told to. */
const program = `import { createServer } from 'node:http';
import { appendFileSync } from 'node:fs';
appendFileSync('started', process.pid + '\\n');
const { GREETING, HOST, PORT, AWS_SECRET_ACCESS_KEY } = process.env;
createServer(({ method, url, headers }, response) => {
  console.log('asked for ' + url);
  if (url === '/crash') {
    console.error('it was too much');
    process.exit(7);
  }
  response.writeHead(201, { 'x-own': 'yes', 'set-cookie': ['a=1', 'b=2'] });
  response.end(JSON.stringify({ GREETING, HOST, method, url, host: headers.host, key: AWS_SECRET_ACCESS_KEY ?? null }));
}).listen(Number(PORT), HOST);
`;

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('the program of a Dockerfile answers with what its definition gives it; it ends with its task, and with the sandbox', async () => {
  const desk = await Desk.open({ AWS_ACCESS_KEY_ID: 'sandbox', AWS_SECRET_ACCESS_KEY: 'sandbox' });
  await mkdir(desk.path('app'));
  await writeFile(desk.path('app/Dockerfile'), 'FROM node:22\nCOPY server.mjs ./\nCMD ["node", "server.mjs"]\n');
  await writeFile(desk.path('app/server.mjs'), program);
  await writeFile(desk.path('provision.yaml'), config);
  const sandbox = desk.start('sandbox', '--port', '0', '--run', 'processes', '--sandbox-speed', 'instant');
  await sandbox.said('/_sandbox/health');
  const up = await desk.here('up', '--sandbox');
  expect({ code: up.code, stderr: up.stderr }).toEqual({ code: 0, stderr: '' });

  const asked = await desk.here('request', 'POST', '/pets/1?all&q=a%20b', '--sandbox');
  expect(asked.stdout).toMatch(/\n201 Created\n/);
  expect(asked.stdout).toMatch(/set-cookie: a=1\n[^]*set-cookie: b=2\n/i);
  expect(asked.stdout).toMatch(/x-own: yes\n[^]*x-sandbox-answered-by: process\n/);
  expect(asked.stdout).toContain('"GREETING":"hello","HOST":"127.0.0.1","method":"POST","url":"/pets/1?all&q=a%20b"');
  // Nothing of the environment that the sandbox itself was started in.
  expect(asked.stdout).toContain('"key":null');

  // A command runs beside it: in its directory, with its environment.
  const inside = await desk.run(
    'exec',
    'web',
    '--sandbox',
    '--',
    'node',
    '-p',
    '[process.cwd(), process.env.GREETING].join()',
  );
  expect({ code: inside.code, stdout: inside.stdout }).toEqual({ code: 0, stdout: `${desk.path('app')},hello\n` });
  const none = await desk.run('exec', 'web', '--sandbox', '--', 'no-such-program');
  expect(none.code).toBe(2);
  expect(none.stderr).toContain('no-such-program is not on this machine');

  // Its end is the end of its task, and the service starts another one.
  const crashed = await desk.here('request', '/crash', '--sandbox');
  expect(crashed.stdout).toMatch(/\n502 Bad Gateway\n/);
  const started = async () => (await readFile(desk.path('app/started'), 'utf8')).trim().split('\n').map(Number);
  for (let looks = 0; looks < 30 && (await started()).length < 2; looks++) await desk.here('status', '--sandbox');
  const pids = await started();
  expect(pids.length).toBeGreaterThan(1);
  const { stdout: logs } = await desk.here('logs', '--sandbox');
  for (const line of ['asked for /pets/1?all&q=a%20b', 'it was too much', 'runs in its place'])
    expect(logs).toContain(line);

  sandbox.child.kill('SIGINT');
  expect((await sandbox.ended).code).toBe(0);
  expect(pids.filter(isRunning)).toEqual([]);
});

longTest('what has no program in exec form is said in its log, and a stand-in answers', async () => {
  const desk = await Desk.open();
  await mkdir(desk.path('app'));
  await writeFile(desk.path('app/Dockerfile'), 'FROM node:22\nCMD node server.mjs\n');
  await writeFile(desk.path('provision.yaml'), config);
  const sandbox = desk.start('sandbox', '--port', '0', '--run', 'processes', '--sandbox-speed', 'instant');
  await sandbox.said('/_sandbox/health');
  expect((await desk.here('up', '--sandbox')).code).toBe(0);
  expect((await desk.here('request', '/', '--sandbox')).stdout).toContain('x-sandbox-answered-by: stand-in');
  expect((await desk.here('logs', '--sandbox')).stdout).toContain('its Dockerfile ends in no program in exec form');
  sandbox.child.kill('SIGINT');
  await sandbox.ended;
});

longTest(
  'a program that does not listen where it is told to is no stand-in: 502, and what is wrong is said',
  async () => {
    const desk = await Desk.open();
    await mkdir(desk.path('app'));
    await writeFile(desk.path('app/Dockerfile'), 'FROM node:22\nCMD ["node", "server.mjs"]\n');
    await writeFile(desk.path('app/server.mjs'), 'setInterval(() => {}, 1000);\n');
    await writeFile(desk.path('provision.yaml'), config);
    const sandbox = desk.start('sandbox', '--port', '0', '--run', 'processes', '--sandbox-speed', 'instant');
    await sandbox.said('/_sandbox/health');
    expect((await desk.here('up', '--sandbox')).code).toBe(0);
    const { stdout } = await desk.here('request', '/', '--sandbox');
    expect(stdout).toMatch(/\n502 Bad Gateway\n[^]*x-sandbox-why: nothing listens at port \d+ of 127\.0\.0\.1/);
    expect((await desk.here('logs', '--sandbox')).stdout).toContain('is to listen where PORT and HOST say');
    sandbox.child.kill('SIGINT');
    expect((await sandbox.ended).stderr).toMatch(/^web \w+: nothing listens at port/m);
  },
);
