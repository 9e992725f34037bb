import { copyFile, lstat, readdir, readFile, rm } from 'node:fs/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { census, left } from '../e2e/census.js';
import { openRigIn, type Rig } from '../e2e/rig.js';
import { Desk, eventsOf, resultOf, type Ended } from './program.js';

/** One stack, from its first `up` to its `down`, each of these a process of its own. */
const secret = 'topsecret/AbCdEf0123456789+zzzz';
const sandbox = ['--sandbox', '--sandbox-speed', 'instant', '--blueprint', 'cloud-map-public'];
const said: string[] = [];
let desk: Desk;
beforeAll(async () => {
  const id = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE' };
  desk = await Desk.open({ ...id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: secret });
});

async function run(...words: string[]): Promise<Ended> {
  return heard(await desk.run(...words));
}
/** In this process: what looks only, or finds nothing to do. */
async function look(...words: string[]): Promise<Ended> {
  return heard(await desk.here(...words));
}
function heard(ended: Ended): Ended {
  said.push(ended.stdout, ended.stderr);
  return ended;
}
/** Looks at the sandbox's world, or changes it, while no process has it. */
async function behindItsBack<T>(work: (rig: Rig) => Promise<T>): Promise<T> {
  const rig = await openRigIn(desk.path('.provision/sandbox'));
  return work(rig).finally(() => rig.close());
}
const counts = ['created', 'updated', 'deleted', 'unchanged'];
const resultKeys = ['type', 'time', 'command', 'ok', ...counts, 'calls', 'seconds', 'outputs'];
const isIso = (text: unknown) => typeof text === 'string' && new Date(text).toISOString() === text;

test('up on the sandbox: events, one a line, and the result last', async () => {
  const { code, stdout, stderr } = await run('up', ...sandbox, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const events = eventsOf(stdout);
  const types = new Set(events.map(({ type }) => type));
  expect([...types].filter((type) => !['step', 'call', 'wait', 'retry', 'result'].includes(String(type)))).toEqual([]);
  expect(events.filter(({ time }) => !isIso(time))).toEqual([]);

  const calls = events.filter(({ type }) => type === 'call');
  const members = ['type', 'time', 'service', 'operation', 'mutating', 'durationMs', 'input', 'outcome'];
  expect(calls.filter((call) => members.some((member) => !(member in call)))).toEqual([]);
  expect(events.filter(({ type }) => type === 'result')).toHaveLength(1);
  const result = resultOf(stdout);
  expect(Object.keys(result ?? {}).sort()).toEqual([...resultKeys].sort());
  expect(result).toMatchObject({ type: 'result', command: 'up', ok: true, created: 27, updated: 0, deleted: 0 });
  const mutating = calls.filter((call) => call['mutating'] === true);
  expect(result?.['calls']).toEqual({ total: calls.length, mutating: mutating.length });
  expect(result?.['outputs']).toEqual({ ApiUrl: expect.stringMatching(/^https:\/\/\w+\.execute-api\.us-east-1\./) });
});

test('a second up changes nothing, and a reader who leaves early does not stop it', async () => {
  const piped = await desk.shell(`$PROVISION up ${sandbox.join(' ')} --json | head -1; exit \${PIPESTATUS[0]}`);
  said.push(piped.stdout, piped.stderr);
  expect(piped).toMatchObject({ code: 0, stderr: '' });
  expect(eventsOf(piped.stdout)).toHaveLength(1);

  const { code, stdout, stderr } = await look('up', ...sandbox, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(resultOf(stdout)).toMatchObject({ created: 0, updated: 0, deleted: 0, unchanged: 27, calls: { mutating: 0 } });
  expect(resultOf(stdout)?.['outputs']).toHaveProperty('ApiUrl');
});

test('the URL bare, for scripts', async () => {
  const one = await look('outputs', 'ApiUrl');
  expect(one).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^https:\/\/[\w.-]+\n$/) });
  const near = await look('outputs', 'ApiUlr', ...sandbox);
  expect(near).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^there is no output ApiUlr\n {2}did you mean "ApiUrl"\? there is ApiUrl\n$/),
  });
});

test('outputs of a stack that is elsewhere than options say: exit code 4', async () => {
  expect(await look('outputs', ...sandbox)).toMatchObject({ code: 0 });
  for (const elsewhere of [
    [...sandbox, '--region', 'eu-west-1'],
    ['--endpoint-url', 'http://127.0.0.1:9'],
  ])
    expect(await look('outputs', ...elsewhere)).toMatchObject({ code: 4, stdout: '' });
});

test('of several stacks none is taken for granted: the next command names one, and where it is', async () => {
  await copyFile(desk.path('.provision/cloud-map-public.json'), desk.path('.provision/shop.json'));
  const [status, outputs] = [await look('status'), await look('outputs')];
  await rm(desk.path('.provision/shop.json'));
  expect(status).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'which stack?\n  --name with one of: cloud-map-public, shop\n' +
      '  Next: provision status --sandbox --name cloud-map-public\n',
  });
  expect(outputs.stderr).toMatch(/\n {2}Next: provision outputs --sandbox --name cloud-map-public\n$/);
});

test('outputs of a stack that is not there: that there is none, and which there are', async () => {
  const other = await look('outputs', '--name', 'other');
  expect(other).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('there is no stack other in .provision'),
  });
  expect(other.stderr).toContain('.provision has cloud-map-public: choose one with --name');
  const none = await look('outputs', 'ApiUrl', '--state', 'elsewhere');
  expect(none).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('there is no stack in elsewhere'),
  });
  expect(none.stderr).toContain('provision up makes one');
  const { code, stdout } = await look('outputs', ...sandbox, '--name', 'other', '--json');
  expect({ code, last: resultOf(stdout) }).toMatchObject({ code: 2, last: { command: 'outputs', ok: false } });
});

test('status is 0, and 3 once somebody has changed something', async () => {
  const inSync = await look('status', ...sandbox);
  expect(inSync).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('In sync: 27 resources.') });
  expect(inSync.stdout).toMatch(
    /^The sandbox costs nothing\. AWS would have billed (about \$\d|less than \$0\.01).* since the first up, .*$/m,
  );
  const logGroupName = '/ecs/cloud-map-public/web';
  const shorter = new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 });
  await behindItsBack(({ clients }) => clients.logs.send(shorter));
  const [drifted, asJson] = [await look('status', ...sandbox), await look('status', ...sandbox, '--json')];
  expect(drifted).toMatchObject({ code: 3, stderr: '' });
  expect(drifted.stdout).toContain('~ retentionInDays: 30 → 1');
  expect(asJson.code).toBe(3);
  expect(
    eventsOf(asJson.stdout)
      .map(({ type }) => type)
      .slice(-2),
  ).toEqual(['cost', 'result']);
  const rows = eventsOf(asJson.stdout).filter(({ type }) => type === 'step');
  expect(rows).toHaveLength(27);
  expect(rows.filter(({ state }) => state !== 'ok')).toMatchObject([{ step: 'web-log-group', state: 'drifted' }]);
  expect(resultOf(asJson.stdout)).toMatchObject({ command: 'status', unchanged: 26, calls: { mutating: 0 } });
});

test('everything under the state directory is its owner’s alone', async () => {
  const entries = await readdir(desk.path('.provision'), { recursive: true });
  const modes = await Promise.all(
    ['', ...entries].map(async (entry) => {
      const it = await lstat(desk.path('.provision', entry));
      return { entry, mode: (it.mode & 0o777).toString(8), should: it.isDirectory() ? '700' : '600' };
    }),
  );
  expect(modes.length).toBeGreaterThan(5);
  expect(modes.filter(({ mode, should }) => mode !== should)).toEqual([]);
});

test('under another name there is nothing, but down says what there is', async () => {
  const { code, stdout } = await look('down', ...sandbox, '--name', 'other');
  expect({ code, stdout }).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('cloud-map-public. Choose one with --name'),
  });
});

test('down takes all of it away, in lines for people when nobody asks for more', async () => {
  const { code, stdout, stderr } = await run('down', '--sandbox', '--sandbox-speed', 'instant');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('27 deleted');
  expect(stdout).not.toContain('\u001b');
  expect(await behindItsBack(async (rig) => left(await census(rig)))).toEqual({});
  const files = (await readdir(desk.path('.provision'))).sort();
  expect(files).toEqual(['runs', 'sandbox']);
  expect(await look('down', ...sandbox)).toMatchObject({ code: 0, stderr: '' });
  expect(await look('status', ...sandbox)).toMatchObject({ code: 0, stderr: '' });
});

test('no secret of the environment was said or written anywhere', async () => {
  const entries = await readdir(desk.directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => `${parentPath}/${name}`);
  expect(files.length).toBeGreaterThan(3);
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  expect([...said, ...texts].filter((text) => text.includes('topsecret'))).toEqual([]);
});
