import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { Desk, eventsOf, resultOf } from './program.js';

/** A plan before there is anything, on what is there, and on a change. */
const instant = ['--sandbox', '--sandbox-speed', 'instant'];
let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
});

/** Every file in the working directory, with a hash of what is in it. */
async function files(): Promise<{ [path: string]: string }> {
  const all = await readdir(desk.directory, { recursive: true, withFileTypes: true });
  const hashes = all
    .filter((it) => it.isFile())
    .map(async (it) => {
      const path = join(it.parentPath, it.name);
      return [
        path,
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
      ] as const;
    });
  return Object.fromEntries(await Promise.all(hashes));
}
const callsIn = (stdout: string) =>
  eventsOf(stdout).flatMap((it) =>
    it['type'] === 'call' && it['mutating'] === true ? [`${String(it['step'])} ${String(it['operation'])}`] : [],
  );

test('without an account, a region is all that a plan needs, and it leaves no file', async () => {
  const { code, stdout, stderr } = await desk.here(
    'plan',
    '--blueprint',
    'cloud-map-public',
    '--region',
    'eu-west-1',
    '--calls',
  );
  expect(code).toBe(0);
  expect(stderr).toMatch(/^AWS cannot be asked what is there already/);
  expect(stdout).toContain('VpcId: ${vpc.vpcId}');
  expect(stdout).toContain('arn:aws:ecs:eu-west-1:${account}:');
  expect(stdout).toMatch(/27 to create; 34 mutating calls/);
  expect(stdout).toMatch(/Cost in eu-west-1/);
  expect(await files()).toEqual({});
});

test('the calls that are planned are those that are then made', async () => {
  await desk.here('init', 'cloud-map-public');
  const plan = await desk.here('plan', ...instant, '--json', '--detailed-exitcode');
  expect(plan.code).toBe(3);
  // Those that only look are made.
  const planned = eventsOf(plan.stdout).filter(({ type, mutating }) => type === 'call' && mutating === true);
  expect(planned.filter((it) => it['planned'] !== true || 'outcome' in it)).toEqual([]);
  const up = await desk.here('up', ...instant, '--json');
  expect(callsIn(plan.stdout).sort()).toEqual(callsIn(up.stdout).sort());
  const { created, calls } = resultOf(up.stdout) as { created: number; calls: { mutating: number } };
  expect(resultOf(plan.stdout)).toMatchObject({
    command: 'plan',
    ok: true,
    created,
    calls: { mutating: calls.mutating },
  });
});

test('where all is as wanted there is nothing to do; a plan leaves every file as it was, to the byte', async () => {
  const before = await files();
  expect(Object.keys(before)).not.toEqual([]);
  const same = await desk.here('plan', ...instant, '--detailed-exitcode');
  expect(same).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^[^.]*\.[^ ]* may be another image .* anew\.\n$/s),
  });
  expect(same.stdout).toContain('nothing to do, 27 resources as configured');
  expect(await files()).toEqual(before);

  const path = desk.path('provision.yaml');
  await writeFile(path, (await readFile(path, 'utf8')).replace('count: 2', 'count: 3'));
  const changed = await files();
  const more = await desk.here('plan', ...instant, '--detailed-exitcode');
  expect(more).toMatchObject({ code: 3, stderr: '' });
  expect(more.stdout).toMatch(/~ web-service .*\n +~ desiredCount: 2 → 3\n +ecs:UpdateService\n/);
  expect(await files()).toEqual(changed);
});

test('what cannot be is told with its reason, and exit code 1', async () => {
  const path = desk.path('provision.yaml');
  await writeFile(path, (await readFile(path, 'utf8')).replace('10.0.0.0/16', '10.8.0.0/16'));
  const { code, stdout } = await desk.here('plan', ...instant);
  expect(code).toBe(1);
  expect(stdout).toMatch(/! vpc /);
  expect(stdout).toContain('CidrBlock');
});

test('step by step: the calls are explained, Enter makes them, q leaves the rest for another time', async () => {
  const line = `printf '\\n\\nq\\n' | $PROVISION up ${instant.join(' ')} --blueprint cloud-map-private --name steps --step`;
  const { code, stdout } = await desk.shell(line);
  expect(code).toBe(130);
  expect(stdout).toContain('Step 1 of 35: vpc (VPC, create)');
  expect(stdout).toContain('Makes an empty network');
  expect(stdout).toMatch(/vpc is ready. Its values:\n {2}vpcId: vpc-[0-9a-f]{17}\n/);
  expect(stdout).toContain('Step 3 of 35');
  expect(stdout).not.toContain('Step 4 of 35');
  const rest = await desk.shell(
    `printf 's\\n' | $PROVISION up ${instant.join(' ')} --blueprint cloud-map-private --name steps --step`,
  );
  expect(rest).toMatchObject({ code: 0 });
  expect(rest.stdout).toContain('Step 1 of 33');
  expect(rest.stdout).toContain('33 created');
});
