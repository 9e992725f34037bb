import { AttachRolePolicyCommand, DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import {
  down,
  pause,
  plan,
  ProvisionError,
  resume,
  rollback,
  status,
  up,
  type Event,
  type Options,
} from '../../src/library/index.js';

import { openRigIn, type Rig } from '../e2e/rig.js';

/** One stack in one directory, from nothing to nothing. */
let state: string;
let stack: Options;
beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), 'provision-library-'));
  stack = { blueprint: 'cloud-map-public', sandbox: { speed: 'instant' }, state };
});
afterAll(() => rm(state, { recursive: true, force: true }));
const writes = () => [jest.spyOn(process.stdout, 'write'), jest.spyOn(process.stderr, 'write')];
const failing = async (work: Promise<unknown>): Promise<ProvisionError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProvisionError)) throw new Error(`no ProvisionError: ${String(error)}`);
  return error;
};

test('of a stack that was never brought up there is no status, and down has nothing to do', async () => {
  expect(await status(stack)).toBeUndefined();
  expect(await down(stack)).toMatchObject({ deleted: 0, calls: { total: 0 } });
  expect(await readdir(state)).toEqual([]);
});

test('a plan says what up would do, and makes nothing', async () => {
  const planned = await plan(stack);
  expect(planned).toMatchObject({ isChange: true, failures: [] });
  expect(planned.steps.find(({ step }) => step === 'vpc')).toMatchObject({ action: 'create', resource: 'vpc' });
  expect(await readdir(state)).toEqual([]);
});

test('a signal stops a run resumably, and up then goes on from there', async () => {
  const stop = new AbortController();
  const onEvent = (event: Event) => event.type === 'step' && event.state === 'created' && stop.abort();
  const error = await failing(up({ ...stack, signal: stop.signal, onEvent }));
  expect(error).toMatchObject({ exitCode: 130, failures: [{ code: 'interrupted' }] });

  const listeners = process.listenerCount('SIGINT');
  const [...spies] = writes();
  const events: Event[] = [];
  const result = await up({ ...stack, onEvent: (event) => void events.push(event) });
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  jest.restoreAllMocks();
  expect(process.listenerCount('SIGINT')).toBe(listeners);
  expect(result.created + result.unchanged).toBeGreaterThan(25);
  expect(result.outputs).toHaveProperty('ApiUrl');
  expect(events.at(-1)).toMatchObject({ type: 'result', ok: true, ...result });
  expect(events.filter(({ type }) => type === 'call')).toHaveLength(result.calls.total);
});

test('a second up changes nothing, and status is in sync', async () => {
  expect(await up(stack)).toMatchObject({ created: 0, updated: 0, deleted: 0, calls: { mutating: 0 } });
  expect(await plan(stack)).toMatchObject({ isChange: false });
  const found = await status(stack);
  expect(found).toMatchObject({ stack: 'cloud-map-public', endpoint: 'sandbox', isInSync: true });
  expect(found?.rows.every((row) => row.state === 'ok')).toBe(true);
});

test.each([
  ['status', status],
  ['plan', plan],
  ['up', up],
  ['down', down],
] as const)('%s is interrupted at whatever call the signal comes', async (_name, run) => {
  for (const at of [1, 2, 5, 13]) {
    const stop = new AbortController();
    let calls = 0;
    const onEvent = ({ type }: Event) => type === 'call' && ++calls === at && stop.abort();
    expect(await failing(run({ ...stack, signal: stop.signal, onEvent }))).toMatchObject({
      exitCode: 130,
      failures: [{ code: 'interrupted' }],
    });
  }
});

test('all mistakes of a config come at once, by their paths', async () => {
  const config = { name: 'shop', services: { web: { image: 'nginx', port: 99_999, memory: 1, routes: ['$default'] } } };
  const { failures, exitCode, message } = await failing(up({ config, sandbox: true, state }));
  expect(exitCode).toBe(2);
  const [failure] = failures;
  if (failure.code !== 'bad-config') throw new Error(failure.code);
  expect(failure.problems.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['services.web.port', 'services.web.memory']),
  );
  for (const problem of failure.problems) expect(problem).not.toHaveProperty('line');
  expect(message).toContain('services.web.port');
});

test.each([
  [{ concurrency: 0 }, 'concurrency'],
  [{ timeout: -1 }, 'timeout'],
  [{ sandbox: { speed: 'fastx' as 'instant' } }, 'speed'],
  [{ blueprint: 'none' }, 'none'],
  [JSON.parse('{"sandbx":true,"region":"eu-west-1"}') as object, 'sandbx'],
  [JSON.parse('{"keepGoing":true}') as object, 'keepGoing'],
  [JSON.parse('{"sandbox":{"sped":"60x"}}') as object, 'sandbox.sped'],
  [{ blueprint: 'cloud-map-public', config: { services: {} } }, 'exclude'],
])('%j is bad usage', async (options, word) => {
  const error = await failing(up({ state, ...options }));
  expect(error).toMatchObject({ exitCode: 2, failures: [{ code: 'bad-usage' }] });
  expect(error.message).toContain(word);
  expect(error.message).not.toContain('Next:');
});

test('of a stack that was never brought up nothing can be paused, and resume says so', async () => {
  expect(await pause({ ...stack, name: 'other' })).toMatchObject({ updated: 0, deleted: 0, calls: { total: 0 } });
  expect(await failing(resume({ ...stack, name: 'other' }))).toMatchObject({ exitCode: 2 });
});

test('a paused stack is left alone by up, and comes back by resume', async () => {
  expect(await pause(stack)).toMatchObject({ updated: 1, created: 0 });
  expect((await status(stack))?.rows.filter(({ state: now }) => now === 'paused')).toHaveLength(1);
  expect(await failing(up(stack))).toMatchObject({ exitCode: 1, failures: [{ code: 'stack-paused' }] });
  expect(await resume(stack)).toMatchObject({ updated: 1, created: 0 });
  expect(await up(stack)).toMatchObject({ updated: 0, calls: { mutating: 0 } });
});

test('a service goes back to the revision before, and what cannot be is data', async () => {
  const config = (image: string) => ({
    ...{ sandbox: { speed: 'instant' as const }, state },
    config: { name: 'back', services: { web: { image } }, ingress: { type: 'none' as const } },
  });
  expect(await failing(rollback({ ...config('nginx:1'), service: 'web' }))).toMatchObject({ exitCode: 2 });
  await up(config('nginx:1'));
  expect(await failing(rollback({ ...config('nginx:1'), service: 'web' }))).toMatchObject({
    exitCode: 2,
    failures: [{ code: 'no-way-back', service: 'web', kept: [] }],
  });
  await up(config('nginx:2'));
  const { updated, revision = 0 } = await rollback({ ...config('nginx:2'), service: 'web' });
  expect(updated).toBe(1);
  const forward = { ...config('nginx:2'), service: 'web', revision: revision + 1 };
  expect(await rollback(forward)).toMatchObject({ updated: 1, revision: revision + 1 });
  expect(await down(config('nginx:2'))).toMatchObject({ unchanged: 0 });
});

test('down deletes nothing where something of others keeps a part of it, and the rest where it is to keep going', async () => {
  const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  const policy = { RoleName: 'cloud-map-public-exec-us-east-1', PolicyArn };
  const rig = async (change: (clients: Rig['clients']) => Promise<unknown>) => {
    const opened = await openRigIn(join(state, 'sandbox'));
    await change(opened.clients).finally(() => opened.close());
  };
  await rig(({ iam }) => iam.send(new AttachRolePolicyCommand(policy)));
  expect(await failing(down(stack))).toMatchObject({ exitCode: 1, failures: [{ code: 'deletion-held' }] });
  // All is there; the policy that somebody has attached is an addition.
  const rows = (await status(stack))?.rows ?? [];
  expect(rows.filter(({ state }) => state !== 'ok')).toMatchObject([{ step: 'execution-role', state: 'opened' }]);
  expect(await failing(down({ ...stack, keepGoing: true }))).toMatchObject({
    failures: [{ code: 'step-rejected', step: 'execution-role' }],
  });
  const there = (await status(stack))?.rows.filter((row) => row.state !== 'unrecorded');
  expect(there?.map(({ step }) => step)).toEqual(['execution-role']);
  await rig(({ iam }) => iam.send(new DetachRolePolicyCommand(policy)));
  expect(await down(stack)).toMatchObject({ deleted: 1 });
});

test('down deletes all of it, by the name alone', async () => {
  await up(stack);
  const { name: _none, blueprint: _config, ...place } = stack;
  expect(await down({ ...place, name: 'cloud-map-public' })).toMatchObject({ unchanged: 0 });
  expect(await status(stack)).toBeUndefined();
});
