import { expect, test } from '@jest/globals';
import { up } from '../../src/runner/up.js';
import { absent, idOf, startsAfter, step, type Step } from '../../src/step.js';
import { inFull } from '../full.js';
import { Killed, killAtWrite, ToyWorld } from './toys.js';

const names = ['group', 'network', 'provider', 'service', 'target', 'zone-a', 'zone-b'];

/** A network with what lies in it. Its id is held for good by all, and by what may be made beside itself. */
function village() {
  const world = new ToyWorld();
  const network = world.step('network', world.noun('network', { looksUntilReady: 1 }), {});
  const within = (name: string, type: string, options = {}) =>
    step({
      ...{ name, resource: world.noun(type, options), needs: { network: idOf(network) }, why: 'it lies in it' },
      want: ({ network: id }) => ({ size: 1, shape: id, of: [id] }),
    });
  const zones = ['zone-a', 'zone-b'].map((name) => within(name, 'zone', { looksUntilGone: 2 }));
  const target = within('target', 'target', { replace: 'create-first' });
  const group = world.step('group', world.noun('group'), { zones });
  const provider = step({
    ...{
      name: 'provider',
      resource: world.noun('provider'),
      needs: { group: startsAfter(group) },
      why: 'it has its id',
    },
    want: ({ group: { id } }) => ({ size: 1, shape: id }),
  });
  const steps: Step[] = [network, ...zones, target, group, provider];
  return { world, steps: [...steps, world.step('service', world.noun('service'), { provider, group, target })] };
}

/** For so long AWS does not show the first network, or no network at all. */
function hide(world: ToyWorld, what: 'it' | 'all', seconds: number): void {
  const resources = world.run().resources as Map<string, object>;
  const network = resources.get('network') as Step['resource'];
  const until = world.clock.now() + seconds * 1000;
  const isHidden = (id: unknown) => world.clock.now() < until && (what === 'all' || id === 'network-1');
  Object.assign(network, {
    find: (
      (find) =>
      async (...of) =>
        (await find(...of)).filter(({ id }) => !isHidden(id))
    )(network.find),
    read: ((read) => async (cloud, id) => (isHidden(id) ? absent : read(cloud, id)))(network.read),
  } satisfies Partial<Step['resource']>);
}
const stepsIn = ({ toys }: ToyWorld) => [...toys.values()].map((it) => it.step).sort();

for (const what of ['it', 'all'] as const)
  for (const seconds of inFull([10, 16, 20, 45, 90], what === 'it' ? [20, 90] : [16])) {
    test(`${what} not shown for ${seconds} s, wherever the run is killed: one of everything, and nothing left by down`, async () => {
      for (let write = 0, ran = false; !ran; write++)
        for (const before of [true, false]) {
          const { world, steps } = village();
          await world.up(steps);
          world.revive();
          hide(world, what, seconds);
          if (write > 0) killAtWrite(world, write, before);
          const ended = await world.up(steps).catch((error: unknown) => error);
          ran = write > 0 && !(ended instanceof Killed);
          await world.clock.sleep(100_000);
          world.revive();
          const where = { write, before };
          expect({ ...where, ...(await world.up(steps)) }).toMatchObject({ ...where, failures: [] });
          expect({ ...where, steps: stepsIn(world) }).toEqual({ ...where, steps: names });
          world.revive();
          expect({ ...where, ...(await world.up(steps)) }).toMatchObject({
            ...where,
            unchanged: 7,
            deleted: 0,
            failures: [],
          });
          await world.down();
          expect(world.toys.size + world.store.records.size).toBe(0);
        }
    });
  }

test.each(['it', 'all'] as const)('%s not shown for 16 s: nothing that lies in it is touched', async (what) => {
  const { world, steps } = village();
  await world.up(steps);
  world.revive();
  hide(world, what, 16);
  expect(await world.up(steps)).toMatchObject({ created: 0, unchanged: 7, deleted: 1, failures: [] });
  expect(world.calls.filter((it) => /^(create|delete|update)/.test(it))).toEqual(['create network', 'delete network']);
  expect([...world.toys.keys()]).toContain('network-1');
});

test('what lies in several things that are made anew is taken down once', async () => {
  const { world, steps } = village();
  await world.up(steps);
  world.revive();
  hide(world, 'it', 90);
  expect(await world.up(steps)).toMatchObject({ failures: [] });
  const deleted = world.calls.filter((it) => it.startsWith('delete')).sort();
  expect(deleted).toEqual(names.filter((it) => it !== 'network').map((name) => `delete ${name}`));
});

test('up --step goes on where what needs a step is taken down with it', async () => {
  const { world, steps } = village();
  await world.up(steps);
  world.revive();
  hide(world, 'it', 90);
  let turn = Promise.resolve();
  const enterStep = async () => {
    const before = turn;
    let next = () => {};
    turn = new Promise((resolve) => (next = resolve));
    await before;
    return () => next();
  };
  expect(await up({ ...world.run(), enterStep }, steps)).toMatchObject({ failures: [] });
});

test('drift of a fixed member is refused, whatever else of the stack was lost', async () => {
  const world = new ToyWorld();
  const other = world.step('other', world.noun('other'), {});
  const house = world.step('house', world.noun('house'), {}, { size: 1, shape: 'round' });
  const steps = [other, house, world.step('lodger', world.noun('lodger'), { house })];
  await world.up(steps);
  world.revive();
  for (const [id, toy] of world.toys) {
    if (id.startsWith('house')) toy.want = { ...toy.want, shape: 'square' };
    if (id.startsWith('other')) world.toys.delete(id);
  }
  expect(await world.up(steps)).toMatchObject({ failures: [{ code: 'needs-replacement', step: 'house' }] });
  expect(world.calls.filter((it) => it.startsWith('delete'))).toEqual([]);
});

test('down looks for what an interrupted create made, where the lost one turned up in its place', async () => {
  const world = new ToyWorld();
  const network = world.step('network', world.noun('network'), {});
  await world.up([network]);
  world.revive();
  hide(world, 'it', 60);
  killAtWrite(world, 1, false);
  await expect(world.up([network])).rejects.toThrow(Killed);
  await world.clock.sleep(60_000);
  world.revive();
  const made = { ...world.toys.get('network-1')!, id: 'network-9' };
  const shownAt = world.clock.now() + 30_000;
  const sleep = world.clock.sleep.bind(world.clock);
  world.clock.sleep = async (...slept) => {
    await sleep(...slept);
    if (made.looks === 0 && world.clock.now() >= shownAt) world.toys.set(made.id, { ...made, looks: made.looks++ });
  };
  await world.down();
  expect(made.looks).toBe(1);
  expect([...world.toys.keys()]).toEqual([]);
});
