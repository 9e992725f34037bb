import { beforeAll, expect, test } from '@jest/globals';
import { census, left, type Census } from '../e2e/census.js';
import { openRigIn } from '../e2e/rig.js';
import { longTest } from '../full.js';
import { Desk, resultOf } from './program.js';

/** Runs that are interrupted in their middle. At a speed at which an `up` takes about a second. */
const sandbox = ['--sandbox', '--sandbox-speed', '120x', '--blueprint', 'cloud-map-public'];
let desk: Desk;
beforeAll(async () => void (desk = await Desk.open()));

async function atRest(): Promise<Census> {
  const rig = await openRigIn(desk.path('.provision/sandbox'), '120x');
  return census(rig).finally(() => rig.close());
}

test('Ctrl-C in the middle of up: it is recorded, and the next up makes exactly one of everything', async () => {
  const up = desk.start('up', ...sandbox, '--json');
  await up.said('"step":"vpc-link","resource":"vpc-link","state":"started"');
  await up.said('CreateVpcLink');
  up.child.kill('SIGINT');
  const { code, stdout, stderr } = await up.ended;
  expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
  expect(stdout).toContain('"code":"interrupted"');
  expect(resultOf(stdout)).toMatchObject({ type: 'result', ok: false });

  const again = desk.start('up', ...sandbox, '--json');
  await again.said('"state":"done"');
  // Meanwhile somebody looks, from another process, which is this one: he sees the same cloud, on its way.
  const looked = await desk.here('status', ...sandbox);
  expect(looked).toMatchObject({ stderr: '' });
  expect([0, 3]).toContain(looked.code);
  expect(await again.ended).toMatchObject({ code: 0, stderr: '' });
  const there = await atRest();
  expect(there).toMatchObject({
    vpcs: ['10.0.0.0/16'],
    vpcLinks: ['cloud-map-public AVAILABLE'],
    services: ['web ACTIVE 2/2'],
    apis: ['cloud-map-public'],
    apiRoutes: ['$default'],
    namespaces: ['internal'],
  });
  expect(resultOf((await desk.here('up', ...sandbox, '--json')).stdout)).toMatchObject({ calls: { mutating: 0 } });
});

longTest('a down that is asked to end, ends between two calls, and the next one finishes it', async () => {
  const down = desk.start('down', '--sandbox', '--sandbox-speed', '120x', '--json');
  await down.said('"operation":"DeleteService"');
  down.child.kill('SIGTERM');
  expect(await down.ended).toMatchObject({ code: 130, stderr: '' });
  expect(Object.keys(left(await atRest()))).not.toEqual([]);
  expect(await desk.run('down', ...sandbox)).toMatchObject({ code: 0, stderr: '' });
  expect(left(await atRest())).toEqual({});
});

longTest('two runs at once share one sandbox, whichever of them has opened it and whoever ends first', async () => {
  const [shop, blog] = ['shop', 'blog'].map((name) => desk.start('up', ...sandbox, '--name', name, '--json'));
  const ends = await Promise.all([shop?.ended, blog?.ended]);
  expect(ends.map((it) => it?.code)).toEqual([0, 0]);
  expect((await atRest())['clusters']).toEqual(['blog', 'shop']);
});
