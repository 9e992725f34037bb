import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { expect, jest, test } from '@jest/globals';
import { longTest } from '../full.js';
import { Desk, type Ended } from './program.js';

const sandbox = ['--sandbox', '--sandbox-speed', 'instant'];
const api = ['--blueprint', 'cloud-map-public'];

/** A stack of which this machine has lost the state. */
async function orphan(...options: string[]): Promise<Desk> {
  const desk = await Desk.open();
  expect(await desk.here('up', ...sandbox, ...api, ...options)).toMatchObject({ code: 0 });
  return desk;
}
const forget = (desk: Desk) => rm(desk.path('.provision/cloud-map-public.json'));
const linesOf = ({ stdout }: Ended, type: string) =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { readonly type: string })
    .filter((it) => it.type === type);
const changing = (ended: Ended) => linesOf(ended, 'call').filter((it) => 'mutating' in it && it.mutating);

test('a sweep finds what no state here knows, leaves what is young, and deletes it by its name', async () => {
  const desk = await orphan();
  expect((await desk.here('sweep', ...sandbox)).stdout).toContain('Nothing bears tags of provision');
  await forget(desk);
  const looked = await desk.here('sweep', ...sandbox);
  expect(looked).toMatchObject({ code: 0 });
  expect(looked.stdout).toMatch(/^cloud-map-public {2}[0-9a-f]{16}, begun .* ago, \$0\.\d{4} an hour\n/);
  const all = await desk.here('sweep', ...sandbox, '--delete', '--json');
  expect(linesOf(all, 'leftover')).toMatchObject([{ stack: 'cloud-map-public', keeps: 'young' }]);
  expect(changing(all)).toEqual([]);
  const other = await desk.here('sweep', '--name', 'another', ...sandbox, '--delete', '--json');
  expect(linesOf(other, 'leftover')).toEqual([]);
  expect(await desk.here('sweep', 'another', ...sandbox, ...api)).toMatchObject({ code: 2 });
  const named = await desk.here('sweep', ...api, ...sandbox, '--delete', '--json');
  expect(linesOf(named, 'result')).toMatchObject([{ command: 'sweep', ok: true, deleted: 27 }]);
  expect((await desk.here('sweep', ...sandbox, '--json')).stdout).not.toContain('leftover');
});

longTest('a stack that is over its time goes from its tags alone, and up --ttl prolongs it', async () => {
  const desk = await orphan('--ttl', '1m');
  expect((await desk.here('status', ...sandbox, ...api)).stdout).toContain('It expires in');
  const unchanged = await desk.here('up', ...sandbox, ...api, '--json');
  expect(changing(unchanged)).toEqual([]);
  const planned = await desk.here('plan', ...sandbox, ...api, '--json');
  expect(linesOf(planned, 'result')).toMatchObject([{ updated: 0, unchanged: expect.any(Number) }]);
  await forget(desk);
  expect(linesOf(await desk.here('sweep', ...sandbox, '--expired', '--json'), 'leftover')).toEqual([]);
  await desk.here('recover', ...sandbox, ...api);
  const renewed = await desk.here('up', ...sandbox, ...api, '--ttl', '40h', '--json');
  expect(new Set(changing(renewed).map((it) => ('operation' in it ? it.operation : '')))).not.toContain('CreateVpc');
  expect((await desk.here('status', ...sandbox, ...api)).stdout).toMatch(/It expires in (39h|40h)/);
  await forget(desk);
  const late = Date.now() + 49 * 3600_000;
  const now = jest.spyOn(Date, 'now').mockImplementation(() => late);
  const swept = await desk
    .here('sweep', ...sandbox, '--expired', '--delete', '--json')
    .finally(() => now.mockRestore());
  expect(linesOf(swept, 'leftover')).toMatchObject([{ stack: 'cloud-map-public', expired: true }]);
  expect(linesOf(swept, 'result')).toMatchObject([{ ok: true, deleted: 27 }]);
});

test('without a terminal, a deletion needs --yes', async () => {
  const desk = await Desk.open({ AWS_REGION: 'us-east-1' });
  expect(await desk.here('sweep', '--delete')).toMatchObject({ code: 2 });
});

longTest('where the config allows it, everything says who made it, also where somebody else goes on', async () => {
  const desk = await Desk.open();
  await desk.here('init', '--name', 'cloud-map-public');
  await appendFile(desk.path('provision.yaml'), 'tagCreator: true\n');
  expect(await desk.here('up', ...sandbox)).toMatchObject({ code: 0 });
  const state = desk.path('.provision/cloud-map-public.json');
  const { by } = JSON.parse(await readFile(state, 'utf8')) as { by: string };
  expect(by).toMatch(/^\S+@\S+$/);
  expect(changing(await desk.here('up', ...sandbox, '--json'))).toEqual([]);
  await rm(state);
  expect((await desk.here('sweep', ...sandbox)).stdout).toContain(`ago by ${by},`);
  await desk.here('recover', ...sandbox);
  // Another person's machine has another name.
  await writeFile(state, (await readFile(state, 'utf8')).replaceAll(by, 'ana@mill'));
  const { stdout } = await desk.here('up', ...sandbox, '--json');
  expect(stdout).toContain('ana@mill');
});
