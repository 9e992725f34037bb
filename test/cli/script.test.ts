import { readdir, readFile, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { Desk, eventsOf } from './program.js';

const blueprint = ['--blueprint', 'cloud-map-public'] as const;

test('a script needs no account and leaves nothing behind; it is all of stdout', async () => {
  const desk = await Desk.open();
  const [up, down, data] = await Promise.all([
    desk.here('script', ...blueprint, '--region', 'eu-west-1'),
    desk.here('script', 'down', ...blueprint, '--region', 'eu-west-1'),
    desk.here('script', ...blueprint, '--sandbox', '--json'),
  ]);
  for (const it of [up, down, data]) expect(it).toMatchObject({ code: 0, stderr: '' });
  expect(up.stdout).toMatch(/^#!\/usr\/bin\/env bash\n#\n# Brings up cloud-map-public in eu-west-1/);
  expect(up.stdout).toContain('\nVPC_ID=$(aws ec2 create-vpc');
  expect(down.stdout).toContain('source "$IDS"');
  const [script, result] = eventsOf(data.stdout);
  expect(script).toMatchObject({ type: 'script', act: 'up', text: expect.stringContaining('AWS_REGION=us-east-1') });
  expect(result).toMatchObject({ type: 'result', command: 'script', ok: true, calls: { total: 0 } });
  expect(await readdir(desk.directory)).toEqual([]);
  expect(await desk.shell(`$PROVISION script ${blueprint.join(' ')} --region eu-west-1 | bash -n`)).toMatchObject({
    code: 0,
    stderr: '',
  });
});

test('a script that cannot be written: the next command is the one that was given', async () => {
  const desk = await Desk.open();
  await desk.here('init', 'ec2-capacity');
  const config = await readFile(desk.path('provision.yaml'), 'utf8');
  await writeFile(desk.path('provision.yaml'), config.replace('type: c5.xlarge', 'type: z9.large'));
  const [down, story] = await Promise.all([
    desk.here('script', 'down', '--sandbox'),
    desk.here('explain', 'vpc', '-c', 'provision.yaml'),
  ]);
  expect(down).toMatchObject({ code: 1, stdout: '' });
  expect(down.stderr).toMatch(/\n {2}Next: provision script down --sandbox\n$/);
  expect(story.stderr).toMatch(/\n {2}Next: provision explain vpc --config provision.yaml\n$/);
});

test('where something is recorded, a script is for its region, the way back has its ids, and a run what it called', async () => {
  const desk = await Desk.open();
  await desk.here('up', '--sandbox', '--sandbox-speed', 'instant', '--region', 'eu-west-1', ...blueprint);
  expect((await desk.here('script', '--sandbox', ...blueprint)).stdout).toContain('\nexport AWS_REGION=eu-west-1 ');
  const before = await readdir(desk.path('.provision', 'runs'));
  const down = await desk.here('script', 'down', '--sandbox');
  expect(down).toMatchObject({ code: 0, stderr: '' });
  expect(down.stdout).toMatch(/\nremove aws ec2 delete-vpc --vpc-id vpc-[0-9a-f]{17}\n/);
  const run = await desk.here('script', '--run', 'last', '--sandbox');
  expect(run.stdout).toMatch(/# What `provision up` of cloud-map-public called in eu-west-1 on \d{4}-\d\d-\d\d/);
  expect(await desk.here('script', '--run', before[0] ?? '', '--sandbox')).toEqual(run);
  expect(await readdir(desk.path('.provision', 'runs'))).toEqual(before);
});

test('a run that there is none of is told with those that there are', async () => {
  const desk = await Desk.open();
  const { code, stdout, stderr } = await desk.here('script', '--run', 'yesterday');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('no run is called yesterday');
});
