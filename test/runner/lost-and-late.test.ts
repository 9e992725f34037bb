import { expect, test } from '@jest/globals';
import { absent, step } from '../../src/step.js';
import { awsError, lostAnswer, ToyWorld, type Toy } from './toys.js';

const unseen = () => awsError('ResourceNotFoundException');
const times = (count: number) => Array.from({ length: count }, () => unseen);

test('one wrong "not found" is not believed: nothing is made a second time', async () => {
  const world = new ToyWorld();
  const house = world.step('house', world.noun('toy'), {});
  await world.up([house]);
  world.revive();
  world.fault('read house', ...times(3));
  expect(await world.up([house])).toMatchObject({ created: 0, unchanged: 1, failures: [] });
  expect(world.count('create')).toBe(0);
});

test('what is really gone is made anew within 15 seconds, and its id is kept until two runs have ended without it', async () => {
  const world = new ToyWorld();
  const house = world.step('house', world.noun('toy'), {});
  await world.up([house]);
  world.revive();
  world.toys.clear();
  const began = world.clock.now();
  expect(await world.up([house])).toMatchObject({ created: 1, failures: [] });
  expect(world.clock.now() - began).toBeLessThan(16_000);
  const retired = () => world.store.records.get('house')?.retired;
  expect(retired()).toMatchObject([{ id: 'toy-1', missing: 1 }]);
  world.revive();
  expect(await world.up([house])).toMatchObject({ unchanged: 1, deleted: 0, failures: [] });
  expect(retired()).toBeUndefined();
});

test.each(['up', 'down'] as const)(
  'what turns up after another one was made is deleted by the next %s',
  async (next) => {
    const world = new ToyWorld();
    const toys = world.noun('toy');
    const isHidden = (id: string) => id === 'toy-1' && hides;
    let hides = false;
    const hidden: typeof toys = {
      ...toys,
      find: async (cloud, want) => (await toys.find(cloud, want)).filter(({ id }) => !isHidden(id)),
      read: async (cloud, id) => (isHidden(id) ? absent : toys.read(cloud, id)),
    };
    (world.run().resources as Map<string, unknown>).set('toy', hidden);
    const house = world.step('house', hidden, {});
    await world.up([house]);
    world.revive();
    hides = true;
    expect(await world.up([house])).toMatchObject({ created: 1, failures: [] });
    expect([...world.toys.keys()]).toEqual(['toy-1', 'toy-2']);
    world.revive();
    hides = false;
    expect(next === 'up' ? await world.up([house]) : await world.down()).toMatchObject({ failures: [] });
    expect([...world.toys.keys()]).toEqual(next === 'up' ? ['toy-2'] : []);
  },
);

/** The answer to the create is lost, and AWS executes it when this time has come. */
function executedLate(world: ToyWorld, ms: number): void {
  const sleep = world.clock.sleep.bind(world.clock);
  world.fault('create house', () => {
    const at = world.clock.now() + ms;
    const tags = { 'provision:stack': 'toys', 'provision:id': world.store.id, 'provision:step': 'house' };
    const toy: Toy = { id: 'toy-late', step: 'house', looks: 0, state: 'ready', want: { size: 1, of: [] }, tags };
    let isDone = false;
    world.clock.sleep = async (...slept) => {
      await sleep(...slept);
      if (isDone || world.clock.now() < at) return;
      isDone = true;
      world.toys.set(toy.id, toy);
    };
    return lostAnswer();
  });
}

test('a create that is executed 75 seconds late leaves no second one behind', async () => {
  const world = new ToyWorld();
  const house = world.step('house', world.noun('toy'), {});
  executedLate(world, 75_000);
  expect(await world.up([house])).toMatchObject({ created: 1, failures: [] });
  expect([...world.toys.keys()]).toEqual(['toy-1']);
  expect(world.store.records.get('house')?.unclear).toHaveLength(1);
});

test('it is looked for by a down that comes much later, too', async () => {
  const world = new ToyWorld();
  const house = world.step('house', world.noun('toy'), {});
  executedLate(world, 500_000);
  await world.up([house]);
  world.revive();
  await world.clock.sleep(600_000);
  expect([...world.toys.keys()].sort()).toEqual(['toy-1', 'toy-late']);
  expect(await world.down()).toMatchObject({ failures: [] });
  expect(world.toys.size + world.store.records.size).toBe(0);
});

test('an interrupted create that is executed late is waited for by down', async () => {
  const world = new ToyWorld();
  const house = world.step('house', world.noun('toy'), {});
  executedLate(world, 75_000);
  world.fault('create house', ...[1, 2].map(() => () => awsError('InternalFailure', 'no', 500)));
  await world.up([house]);
  world.revive();
  expect(await world.down()).toMatchObject({ failures: [] });
  expect(world.toys.size + world.store.records.size).toBe(0);
});

test('what another step has taken over is no leftover of a step that was interrupted', async () => {
  const world = new ToyWorld();
  const routes = world.noun('route', { sameName: 'refuses' });
  // It has no tags: it is found by its parent and what it says.
  const untagged: typeof routes = { ...routes, find: async () => [...world.toys.keys()].map((id) => ({ id })) };
  const live = world.step('live', untagged, {});
  await world.up([live]);
  await world.store.put('renamed', { ...world.store.records.get('live')!, at: 'creating', id: undefined } as never);
  world.revive();
  expect(await world.up([live])).toMatchObject({ unchanged: 1, deleted: 0, failures: [] });
  expect([...world.toys.keys()]).toEqual(['route-1']);
  expect([...world.store.records.keys()]).toEqual(['live']);
});

test('what holds the id of something lost for good is made anew with all that needs it', async () => {
  const world = new ToyWorld();
  const toys = world.noun('toy');
  const group = world.step('group', toys, {});
  const provider = step({
    ...{ name: 'provider', resource: world.noun('provider'), needs: { group }, why: 'it holds the id' },
    want: ({ group: { id } }) => ({ size: 1, shape: id }),
  });
  const service = world.step('service', world.noun('service'), { provider });
  const steps = [group, provider, service];
  await world.up(steps);
  world.revive();
  world.toys.delete('toy-1');
  expect(await world.up(steps)).toMatchObject({ failures: [] });
  expect([...world.toys.values()].map((it) => it.step).sort()).toEqual(['group', 'provider', 'service']);
  world.revive();
  expect(await world.up(steps)).toMatchObject({ unchanged: 3, failures: [] });
  await world.down();
  expect(world.toys.size).toBe(0);
});

test('down deletes all that bears the tags of a step, also what no record knows of', async () => {
  const world = new ToyWorld();
  const house = world.step('house', world.noun('toy'), {});
  await world.up([house]);
  const [toy] = [...world.toys.values()];
  world.toys.set('toy-second', { ...(toy as Toy), id: 'toy-second' });
  world.revive();
  expect(await world.down()).toMatchObject({ failures: [] });
  expect(world.toys.size + world.store.records.size).toBe(0);
});

test('a policy that does not allow that look is no reason to keep what is recorded', async () => {
  const world = new ToyWorld();
  const house = world.step('house', world.noun('toy'), {});
  await world.up([house]);
  world.revive();
  world.fault('find house', () => awsError('AccessDenied', 'not authorized', 403));
  expect(await world.down()).toMatchObject({ deleted: 1, failures: [] });
  expect(world.toys.size + world.store.records.size).toBe(0);
});
