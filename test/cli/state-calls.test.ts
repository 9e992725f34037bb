import { readdir, readFile, rm } from 'node:fs/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { realClock } from '../../src/clock.js';
import { s3States } from '../../state/s3/s3-states.js';
import { openRigIn } from '../e2e/rig.js';
import { Desk, eventsOf, resultOf } from './program.js';

/** Calls to the bucket of a state are shown as other calls are, as calls for the state, and without the state itself. */
const stack = ['--blueprint', 'cloud-map-public', '--sandbox', '--sandbox-speed', 'instant'];
const inBucket = [...stack, '--state', 's3://my-team-states/team'];
const secrets = { AWS_SECRET_ACCESS_KEY: 'hunter2-key', AWS_SESSION_TOKEN: 'hunter2-token' };
let desk: Desk;
beforeAll(async () => void (desk = await Desk.open({ AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', ...secrets })));

const stateLines = (text: string) => text.split('\n').filter((line) => /^(\S+Z )?state: s3 \w+, \d+ ms/.test(line));
async function run(code: number, ...line: string[]) {
  const { stdout, stderr, ...ended } = await desk.here(...line, ...inBucket);
  expect({ line, ...ended, ...(ended.code !== code && { stdout, stderr }) }).toEqual({ line, code });
  for (const secret of Object.values(secrets)) expect(stdout + stderr).not.toContain(secret);
  return { stdout, stderr };
}

test('what has no run tells of them on stderr, with --verbose alone', async () => {
  expect(stateLines((await run(0, 'state', 'init', '--verbose')).stderr)).toHaveLength(6);
  for (const line of [['unlock'], ['state', 'init']]) {
    const [quiet, verbose] = [await run(0, ...line), await run(0, ...line, '-v')];
    expect(stateLines(quiet.stdout + quiet.stderr)).toEqual([]);
    expect(verbose.stdout).toBe(quiet.stdout);
    expect(stateLines(verbose.stderr).length).toBeGreaterThan(1);
  }
});

test('a run has them among its lines, and does not count them', async () => {
  const { stdout, stderr } = await run(0, 'up', '-v');
  expect(stateLines(stderr)).toEqual([]);
  const operations = stateLines(stdout).map((line) => / s3 (\w+)/.exec(line)?.[1]);
  expect(operations.slice(0, 3)).toEqual(['HeadBucket', 'PutObject', 'GetObject']);
  expect(operations.at(-1)).toBe('DeleteObject');
  expect(stdout).toMatch(/up cloud-map-public in sandbox at instant: 28 steps/);
  const again = await run(0, 'up');
  expect(stateLines(again.stdout + again.stderr)).toEqual([]);
  expect(again.stdout).toContain('none of them changing anything');
  const planned = await run(0, 'plan', '-v');
  expect(stateLines(planned.stdout).length).toBeGreaterThan(0);
});

test('for programs and in the file of the run they are about the state, and its text is left out', async () => {
  await rm(desk.path('.provision/runs'), { recursive: true });
  const { stdout } = await run(0, 'up', '--json');
  const [file = ''] = await readdir(desk.path('.provision/runs'));
  const kept = await readFile(desk.path('.provision/runs', file), 'utf8');
  for (const text of [stdout, kept]) {
    const calls = eventsOf(text).filter(({ type }) => type === 'call');
    const ofState = calls.filter(({ about }) => about === 'state');
    expect(ofState.filter(({ service, step }) => service !== 's3' || step !== undefined)).toEqual([]);
    expect(ofState).toContainEqual(
      expect.objectContaining({
        operation: 'PutObject',
        input: expect.objectContaining({
          Bucket: 'my-team-states',
          Key: 'team/cloud-map-public.lock',
          IfNoneMatch: '*',
          Body: expect.stringMatching(/^\(\d+ bytes\)$/),
        }),
      }),
    );
    expect(calls.filter(({ service, about }) => service === 's3' && about !== 'state')).toEqual([]);
    expect(text).not.toContain('\\"records\\"');
  }
  expect(resultOf(stdout)).toMatchObject({ ok: true, calls: { mutating: 0 } });
});

test('a script of the run has none of them', async () => {
  const { stdout } = await run(0, 'down', '--json');
  expect(resultOf(stdout)).toMatchObject({ deleted: 27 });
  const script = await desk.here('script', '--run', 'last', '--sandbox', '--state', 's3://my-team-states/team');
  expect(script).toMatchObject({ code: 0 });
  expect(script.stdout).not.toMatch(/aws s3/);
});

test('what is refused because of the lock shows how it was asked for, and leaves no file', async () => {
  await rm(desk.path('.provision/runs'), { recursive: true });
  const rig = await openRigIn(desk.path('.provision/sandbox'));
  const access = { once: rig.clients.s3, reads: rig.clients.s3, clock: realClock };
  const states = s3States(access, { bucket: 'my-team-states', prefix: 'team/' }, { command: 'provision test' });
  const lock = await states.lock('cloud-map-public', 'provision test', () => {});
  const { stdout, stderr } = await run(4, 'up', '-v');
  await lock.release();
  await rig.close();
  expect(stateLines(stderr).map((line) => / s3 (\w+)/.exec(line)?.[1])).toContain('PutObject');
  expect(stdout).toBe('');
  expect(await readdir(desk.path('.provision'))).not.toContain('runs');
});
