import { readFile, rm, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import type { State } from '../../state/schema.js';
import { longTest } from '../full.js';
import type { Event } from '../../src/events.js';
import { Desk, type Ended } from './program.js';

const words = ['--sandbox', '--sandbox-speed', 'instant', '--blueprint', 'ec2-capacity'];
const path = '.provision/ec2-capacity.json';
let desk: Desk;
async function begin(up: readonly string[] = words): Promise<void> {
  desk = await Desk.open();
  expect((await desk.here('up', ...up)).code).toBe(0);
}
const changesIn = ({ stdout }: Ended): string[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Event)
    .flatMap((it) => (it.type === 'call' && it.mutating ? [`${it.service}:${it.operation}`] : []))
    .toSorted();
const stateOf = async () => JSON.parse(await readFile(desk.path(path), 'utf8')) as State;

test('a paused stack says so everywhere, and comes back by resume alone', async () => {
  await begin();
  const paused = await desk.here('pause', ...words);
  expect(paused).toMatchObject({ code: 0 });
  const said = paused.stderr.replace(/\s+/g, ' ');
  expect(said).toMatch(/this would save \$\d+\.\d+ an hour \(\$\d+ a month\)/);
  expect(said).toContain('These outputs will then be others: LoadBalancerUrl.');
  expect(said).toContain('other addresses');
  expect(Object.keys((await stateOf()).paused?.gone ?? {})).toContain('nat-gateway-a');

  const status = await desk.here('status', ...words);
  expect(status).toMatchObject({ code: 0 });
  expect(status.stdout).toMatch(/Paused since .*provision resume/);
  const plan = await desk.here('plan', ...words);
  expect(plan).toMatchObject({ code: 0 });
  expect(plan.stderr).toContain('is paused since');
  expect(plan.stdout).toContain('CreateNatGateway');
  const up = await desk.here('up', ...words);
  expect(up).toMatchObject({ code: 1 });
  expect(up.stderr).toContain('Next: provision resume');

  await rm(desk.path(path));
  expect(await desk.here('recover', ...words)).toMatchObject({ code: 0 });
  expect((await desk.here('status', ...words)).stdout).toMatch(/Paused since .*provision resume/);
  const afterwards = await desk.here('plan', ...words);
  expect(afterwards).toMatchObject({ code: 0, stderr: plan.stderr });
  expect(afterwards.stdout).toContain('CreateNatGateway');
  expect(await desk.here('up', ...words)).toMatchObject({ code: 1, stderr: up.stderr });
  expect(await desk.here('script', 'down', ...words)).toMatchObject({ code: 0 });

  const planned = changesIn(await desk.here('plan', ...words, '--json'));
  const resumed = await desk.here('resume', ...words, '--json');
  expect(resumed).toMatchObject({ code: 0 });
  expect(planned).toEqual(expect.arrayContaining(['ec2:CreateNatGateway', 'ecs:UpdateService', 'ecs:UntagResource']));
  expect(changesIn(resumed)).toEqual(planned);
  expect((await stateOf()).paused).toBeUndefined();
  const again = await desk.here('resume', ...words, '--json');
  const result = JSON.parse(again.stdout.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
  expect(result).toMatchObject({ ok: true, created: 0, updated: 0, deleted: 0 });
});

longTest('a pause that did not come to its end is told, and down works on it', async () => {
  await begin();
  expect((await desk.here('pause', ...words)).code).toBe(0);
  const state = await stateOf();
  const paused = { since: '2026-11-29T00:00:00.000Z', gone: { ...state.paused?.gone, vpc: state.records['vpc'] } };
  await writeFile(desk.path(path), JSON.stringify({ ...state, paused }));
  expect((await desk.here('status', ...words)).stdout.replace(/\s+/g, ' ')).toContain('did not come to its end');
  expect((await desk.here('down', ...words)).code).toBe(0);
});

test('what is not there cannot be paused or resumed', async () => {
  const small = [...words.slice(0, -1), 'cloud-map-public'];
  await begin(small);
  expect((await desk.here('down', ...small)).code).toBe(0);
  expect(await desk.here('pause', ...small)).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing') });
  expect(await desk.here('resume', ...small)).toMatchObject({ code: 2 });
});
