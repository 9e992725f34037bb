import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { down, plan, ProvisionError, status, up, type Options } from '../../src/library/index.js';
import { Desk } from './program.js';

/** A stack whose config keeps its state in a bucket: whatever works with a state looks there, or says why it cannot. */
const sandbox = ['--sandbox', '--sandbox-speed', 'instant'];
let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
  await desk.here('init', 'cloud-map-public', '--name', 'shop');
  await appendFile(desk.path('provision.yaml'), '\nstate: s3://my-team-states/team\n');
});

async function said(code: number, ...line: string[]): Promise<string> {
  const { stdout, stderr, ...ended } = await desk.here(...line);
  expect({ line, ...ended, ...(ended.code !== code && { stdout, stderr }) }).toEqual({ line, code });
  return stdout + stderr;
}
/** The words after `provision`. */
const nextIn = (text: string): string[] => /provision (state init .*?) makes it/.exec(text)?.[1]?.split(' ') ?? [];

test('where there is no bucket, each command says so, and what makes it', async () => {
  for (const line of [['script', 'down'], ['script'], ['up'], ['down'], ['status'], ['plan'], ['outputs'], ['unlock']])
    expect(await said(2, ...line, ...sandbox)).toContain('there is no bucket s3://my-team-states');
  const { stdout, stderr } = await desk.here('script', 'down', ...sandbox);
  expect(stdout).toBe('');
  await said(0, ...nextIn(stderr), ...sandbox);
});

test('script down has the ids that are recorded in the bucket', async () => {
  await said(0, 'up', ...sandbox);
  const text = await said(0, 'script', 'down', ...sandbox);
  expect(text).toMatch(/recorded in\s(# )?s3:\/\/my-team-states\/team\/shop\.json/);
  expect(text).toMatch(/\nremove aws ec2 delete-vpc --vpc-id vpc-[0-9a-f]{17}\n/);
  expect(text).not.toContain('source "$IDS"');
  expect(await readdir(desk.path('.provision'))).not.toContain('shop.json');
});

test('where the bucket cannot be reached, no script is written as if nothing were recorded', async () => {
  const nowhere = ['--endpoint-url', 'http://127.0.0.1:9', '--region', 'us-east-1'];
  for (const line of [
    ['script', 'down'],
    ['script', 'up'],
    ['script', '--run', 'last'],
  ]) {
    const { code, stdout, stderr } = await desk.here(...line, ...nowhere);
    expect({ line, code, stdout }).toEqual({ line, code: 4, stdout: '' });
    expect(stderr).toContain('The state in s3://my-team-states cannot be read');
  }
  expect(await said(0, 'script', '--run', 'last', ...sandbox)).toContain('aws ec2 create-vpc');
});

test('a sweep here knows the stacks of the bucket that the config names', async () => {
  expect(await said(0, 'sweep', ...sandbox)).toContain('Nothing bears tags of provision');
  const elsewhere = await said(0, 'sweep', ...sandbox, '--state', desk.path('.provision'));
  expect(elsewhere).toContain('shop');
  await writeFile(desk.path('provision.json'), '{"state": "s3://other-states"}');
  expect(await said(2, 'sweep', ...sandbox)).toContain('s3://my-team-states/team and s3://other-states');
  await writeFile(desk.path('provision.json'), '{}');
  expect(await said(0, 'sweep', ...sandbox, '--config', 'provision.yaml')).not.toMatch(/shop {2}[0-9a-f]{16}/);
  await rm(desk.path('provision.json'));
});

describe('a program', () => {
  let before: string;
  let stack: Options;
  beforeAll(() => {
    before = process.cwd();
    process.chdir(desk.directory);
    stack = { config: 'provision.yaml', sandbox: { speed: 'instant' } };
  });
  afterAll(() => process.chdir(before));

  test('works with the state in the bucket as a command does', async () => {
    expect(await status(stack)).toMatchObject({ stack: 'shop', isInSync: true });
    expect(await plan(stack)).toMatchObject({ isChange: false });
    expect(await up(stack)).toMatchObject({ created: 0, unchanged: expect.any(Number), calls: { mutating: 0 } });
    const byName = { name: 'shop', state: 's3://my-team-states/team', sandbox: { speed: 'instant' } } as const;
    expect(await status(byName)).toMatchObject({ stack: 'shop', isInSync: true });
  });

  test.each([status, down, plan, up])('is told where there is no bucket (%#)', async (act) => {
    const error = await act({ ...stack, state: 's3://no-states' }).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(ProvisionError);
    expect(error).toMatchObject({ exitCode: 2, failures: [{ code: 'bad-usage' }] });
    expect((error as Error).message).toContain('there is no bucket s3://no-states');
  });
});

test('a name alone does not do where the config that says the bucket is wrong', async () => {
  const config = await readFile(desk.path('provision.yaml'), 'utf8');
  for (const wrong of [`${config}\nnope: 1\n`, `${config}\nnope: [\n`]) {
    await writeFile(desk.path('provision.yaml'), wrong);
    for (const act of ['down', 'status', 'script'])
      expect(await said(2, act, ...(act === 'script' ? ['down'] : []), '--name', 'shop', ...sandbox)).toContain(
        'in provision.yaml',
      );
  }
  const inBucket = ['--name', 'shop', '--state', 's3://my-team-states/team', ...sandbox];
  expect(await said(0, 'down', ...inBucket)).toContain('27 deleted');
});
