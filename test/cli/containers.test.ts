import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { longTest } from '../full.js';
import { fakeEngine, type EngineCall } from './fake-engine.js';
import { Desk, type Running } from './program.js';

/** `provision sandbox --run containers`: what the engine is asked, and what comes of its containers in the world. */

const config = `name: shop
region: us-east-1
namespace: internal
services:
  web:
    repository: web
    build: {context: app, args: {VERSION: "3"}}
    port: 8080
    count: 1
    exec: true
    environment: {GREETING: hello, DOCKER_HOST: tcp://elsewhere}
    user: "1000"
    entryPoint: [node, --no-warnings]
    command: [server.mjs]
    stopTimeout: 7
    routes: [$default]
    discovery: {type: srv}
    containers:
      cache: {image: "redis:7", essential: false}
`;

async function served(env: { [name: string]: string } = {}) {
  const engine = await fakeEngine(await Desk.open());
  const desk = await Desk.open({ PATH: engine.path, ...env });
  await mkdir(desk.path('app'));
  await writeFile(desk.path('app/Dockerfile'), 'FROM node:22\nCMD ["node", "server.mjs"]\n');
  await writeFile(desk.path('provision.yaml'), config);
  return { desk, engine, sandbox: await serve(desk) };
}

async function serve(desk: Desk): Promise<Running> {
  const sandbox = desk.start('sandbox', '--port', '0', '--run', 'containers', '--sandbox-speed', 'instant');
  await sandbox.said('/_sandbox/health');
  return sandbox;
}

/** Looks again until it is so. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 100 && !(await isSo()); looks++) await new Promise((done) => setTimeout(done, 50));
  expect(await isSo()).toBe(true);
}
const nameIn = (call: EngineCall | undefined): string[] => call?.args.slice(3, 4) ?? [];
const answerOf = async (desk: Desk, path: string) => (await desk.here('request', path, '--sandbox')).stdout;

test('the image is built and run as its definition has it; requests, logs, exit codes and commands are the container’s own', async () => {
  const { desk, engine, sandbox } = await served();
  expect(await desk.here('up', '--sandbox')).toMatchObject({ code: 0, stderr: '' });

  const answer = await answerOf(desk, '/pets/1?all');
  expect(answer).toMatch(/\n201 Created\n[^]*x-sandbox-answered-by: container\n/);
  expect(answer).toContain('"own":"8080","url":"/pets/1?all"');
  const [built] = await engine.calls('build');
  expect(built?.args).toEqual([
    ...[
      'build',
      '--build-arg',
      'VERSION=3',
      '--tag',
      expect.stringMatching(/^provision-sandbox\/web:/),
      desk.path('app'),
    ],
  ]);
  await until(async () => (await engine.calls('run')).length === 2);
  const [web, cache] = await engine.calls('run');
  const [name] = nameIn(web);
  expect(web?.args).toEqual([
    ...['run', '--rm', '--name', name, '--label', expect.stringMatching(/^provision\.sandbox=\w{16}$/)],
    ...['--publish', expect.stringMatching(/^127\.0\.0\.1:\d+:8080$/)],
    // A name that the engine's program reads itself is its argument; the value of any other is not.
    ...['--env', 'DOCKER_HOST=tcp://elsewhere', '--env', 'GREETING', '--user', '1000', '--entrypoint', 'node'],
    ...[built?.args.at(-2), '--no-warnings', 'server.mjs'],
  ]);
  expect(web?.environment).toEqual({ GREETING: 'hello', DOCKER_HOST: 'tcp://elsewhere' });
  // All containers of a task have one network.
  expect(cache?.args).toEqual(expect.arrayContaining(['--network', `container:${name}`]));
  expect(cache?.args.at(-1)).toBe('redis:7');
  expect(await engine.calls('pull')).toEqual([{ args: ['pull', 'redis:7'] }]);

  const inside = await desk.here('exec', 'web', '--sandbox', '--', 'sh', '-c', 'test -n "$INSIDE" && exit 5');
  expect(inside.code).toBe(5);
  const [exec] = await engine.calls('exec');
  expect(exec?.args.slice(0, 4)).toEqual(['exec', '--interactive', name, 'sh']);

  // Its end is the end of its task, and the service starts another one; the rest of the task is stopped.
  expect(await answerOf(desk, '/crash')).toMatch(/\n502 Bad Gateway\n/);
  await until(async () => {
    await desk.here('status', '--sandbox');
    return (await engine.calls('run')).filter(({ args }) => args.includes('node')).length === 2;
  });
  const stopped = await engine.calls('stop');
  expect(stopped.map(({ args }) => args)).toContainEqual(['stop', '-t', '30', ...nameIn(cache)]);
  const { stdout: logs } = await desk.here('logs', '--sandbox');
  for (const line of [`starts as ${name}`, 'it was too much', 'got the stop signal', 'holds the container'])
    expect(logs).toContain(line);

  sandbox.child.kill('SIGINT');
  expect((await sandbox.ended).code).toBe(0);
  expect(await readdir(engine.running)).toEqual([]);
});

longTest('what a killed sandbox has left is removed by the next one, before it starts anything', async () => {
  const { desk, engine, sandbox } = await served();
  expect((await desk.here('up', '--sandbox')).code).toBe(0);
  await answerOf(desk, '/');
  await until(async () => (await readdir(engine.running)).length === 2);
  const left = await readdir(engine.running);
  sandbox.child.kill('SIGKILL');
  await sandbox.ended;
  const next = await serve(desk);
  expect(await answerOf(desk, '/')).toContain('x-sandbox-answered-by: container');
  const removed = await engine.calls('rm');
  expect(removed[0]?.args).toEqual(['rm', '--force', ...left]);
  next.child.kill('SIGINT');
  await next.ended;
});

longTest(
  'an image that cannot be built is said in its log and beside the sandbox, and a stand-in answers',
  async () => {
    const { desk, sandbox } = await served({ FAIL_BUILD: 'yes' });
    expect((await desk.here('up', '--sandbox')).code).toBe(0);
    expect(await answerOf(desk, '/')).toContain('x-sandbox-answered-by: stand-in');
    const why = 'docker build failed, so a stand-in answers: COPY failed: no such file';
    expect((await desk.here('logs', '--sandbox')).stdout).toContain(why);
    // Nobody gets into a stand-in.
    expect(await desk.here('exec', 'web', '--sandbox')).toMatchObject({ code: 1 });
    sandbox.child.kill('SIGINT');
    expect((await sandbox.ended).stderr).toContain(why);
  },
);

test.each([
  ['none on PATH', undefined, 'none of docker, podman and finch is on PATH'],
  ['one whose engine does not answer', '#!/bin/sh\necho no daemon\nexit 1\n', '`docker version` says: no daemon'],
])('without an engine (%s) nothing is served: exit code 2, and what else there is', async (_, program, why) => {
  const bin = (await Desk.open()).path();
  if (program !== undefined) await writeFile(`${bin}/docker`, program, { mode: 0o755 });
  const desk = await Desk.open({ PATH: bin });
  const { code, stderr } = await desk.run('sandbox', '--port', '0', '--run', 'containers');
  expect(code).toBe(2);
  expect(stderr.replace(/\s+/g, ' ')).toContain(`no container can be run here: ${why}`);
  expect(stderr).toContain('--run processes');
});
