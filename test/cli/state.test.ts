import { readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { beforeAll, expect, test } from '@jest/globals';
import { Desk, eventsOf } from './program.js';

/** States in a bucket, as a user sees them: from the bucket's making to the last version. */
const local = ['--sandbox', '--sandbox-speed', 'instant', '--blueprint', 'cloud-map-public'];
const bucket = [...local, '--state', 's3://my-team-states/shop'];
const path = 's3://my-team-states/shop/cloud-map-public.json';
let desk: Desk;
beforeAll(async () => void (desk = await Desk.open()));

const said = async (code: number, ...line: string[]): Promise<string> => {
  const { stdout, stderr, ...ended } = await desk.here(...line);
  expect({ line, ...ended, stderr }).toMatchObject({ code });
  return (stdout + stderr).replace(/\s+/g, ' ');
};
const versions = async (): Promise<{ id: string; serial?: number; command?: string }[]> => {
  const [event] = eventsOf((await desk.here('state', 'list', ...bucket, '--json')).stdout);
  return (event as unknown as { versions: { id: string }[] }).versions;
};

test('a bucket is made, a stack lives in it, and its state moves there and back', async () => {
  expect(await said(2, 'up', ...bucket)).toContain('provision state init --state s3://my-team-states');
  expect(await said(0, 'state', 'init', ...bucket)).toContain('The bucket my-team-states is made');
  expect(await said(0, 'state', 'init', ...bucket)).toContain('keeps versions');

  await said(0, 'up', ...local);
  expect(await said(0, 'state', ...local)).toContain('A directory keeps no versions');
  const here = await readFile(desk.path('.provision/cloud-map-public.json'), 'utf8');
  expect(await said(0, 'state', 'push', ...bucket)).toContain(`is in ${path} now`);
  expect(await readdir(desk.path('.provision'))).not.toContain('cloud-map-public.json');
  expect(await said(0, 'status', ...bucket)).toContain('In sync');
  expect(await said(0, 'up', ...bucket)).toContain('27 unchanged');
  expect(await said(0, 'plan', ...bucket)).toMatch(/No changes|unchanged|nothing/i);
  expect(await said(0, 'outputs', ...bucket)).toContain('ApiUrl');

  // A state of the same stack that is older may be replaced, another one may not.
  await writeFile(
    desk.path('.provision/cloud-map-public.json'),
    here.replace(/"since": "[^"]*"/, '"since": "2020-01-01T00:00:00.000Z"'),
  );
  expect(await said(2, 'state', 'pull', ...bucket)).toContain('has another state of cloud-map-public');
  expect(await said(2, 'state', 'push', ...bucket)).toContain('has another state of cloud-map-public');
  await writeFile(desk.path('.provision/cloud-map-public.json'), here);
  expect(await said(2, 'state', 'push', ...bucket)).toContain('or a newer one');
  await said(0, 'state', 'pull', ...bucket);
  await said(0, 'state', 'push', ...bucket);

  const all = await versions();
  expect(all.map(({ command }) => command)).toContain('provision up');
  const oldest = all.at(-1)?.id ?? '';
  expect(await said(0, 'state', 'show', oldest, ...bucket)).toContain('"stack": "cloud-map-public"');
  expect(await said(0, 'state', 'restore', oldest, ...bucket)).toContain(`is that of version ${oldest} again`);
  expect((await versions()).length).toBe(all.length + 1);
  expect(await said(2, 'state', 'restore', 'nope', ...bucket)).toContain('there is no version nope');
  expect(await said(0, 'up', ...bucket)).toContain('27 unchanged');

  expect(await said(0, 'down', ...bucket)).toContain('27 deleted');
  expect(await said(2, 'outputs', ...bucket)).toContain('there is no stack');
});

test('the lock of a directory is shown and taken away', async () => {
  expect(await said(0, 'unlock', ...local)).toContain('Nobody holds the lock');
  const lock = desk.path('.provision/cloud-map-public.lock');
  const holder = { pid: process.pid, host: hostname(), command: 'provision up', since: new Date().toISOString() };
  await writeFile(lock, JSON.stringify(holder));
  const elsewhere = [
    '--blueprint',
    'cloud-map-public',
    '--endpoint-url',
    'http://127.0.0.1:9',
    '--region',
    'us-east-1',
  ];
  expect(await said(2, 'unlock', ...elsewhere)).toContain('provision unlock');
  expect(await said(0, 'unlock', ...elsewhere, '--yes')).toContain('was taken away');
  expect(await readdir(desk.path('.provision'))).not.toContain('cloud-map-public.lock');
});
