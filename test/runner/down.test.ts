import { expect, test } from '@jest/globals';
import { outlivedBy, startsAfter } from '../../src/step.js';
import { awsError, lostAnswer, ToyWorld } from './toys.js';

function village() {
  const world = new ToyWorld();
  const toy = world.noun('toy', { looksUntilGone: 2 });
  const house = world.step('house', toy, {});
  const wall = world.step('wall', toy, { house });
  const garden = world.step('garden', toy, { house });
  return { world, steps: [house, wall, garden] };
}

test('an answer that is lost after a long wait for what is in use is repeated as any other', async () => {
  const world = new ToyWorld();
  const toy = world.noun('toy');
  await world.up([world.step('house', toy, {})]);
  world.revive();
  const inUse = Array.from({ length: 30 }, () => () => awsError('DependencyViolation', 'in use'));
  world.fault('delete house', ...inUse, () => lostAnswer());
  const began = world.clock.now();
  expect(await world.down()).toMatchObject({ deleted: 1, failures: [] });
  expect((world.clock.now() - began) / 1000).toBeGreaterThan(60);
});

test('each call of a verb may lose its answer after a minute; what answers nothing for ever is a failure', async () => {
  for (const [times, failures] of [
    [3, 0],
    [4, 1],
  ] as const) {
    const world = new ToyWorld();
    await world.up([world.step('house', world.noun('toy'), {})]);
    world.revive();
    const lostLate = () => {
      world.clock.jump(61_000);
      return lostAnswer();
    };
    world.fault('delete house', ...Array.from({ length: times }, () => lostLate));
    expect((await world.down()).failures).toHaveLength(failures);
  }
});

test('what AWS says is gone is asked for once more before it is believed: two parts of it may both not know it yet', async () => {
  const world = new ToyWorld();
  // With a unique name, nothing else looks for it.
  await world.up([world.step('house', world.noun('toy', { sameName: 'refuses' }), {})]);
  world.revive();
  world.fault('delete house', () => awsError('ResourceNotFoundException'));
  world.fault('read house', () => awsError('ResourceNotFoundException'));
  expect(await world.down()).toMatchObject({ deleted: 1, failures: [] });
  expect(world.toys.size).toBe(0);
});

test('everything goes in reverse, from state alone, and nothing is left', async () => {
  const { world, steps } = village();
  await world.up(steps);
  world.revive();
  expect(await world.down()).toEqual({ created: 0, updated: 0, deleted: 3, unchanged: 0, failures: [] });
  const deletes = world.calls.filter((call) => call.startsWith('delete'));
  expect(deletes.slice(0, 2).sort()).toEqual(['delete garden', 'delete wall']);
  expect(deletes[2]).toBe('delete house');
  expect(world.toys.size + world.store.records.size).toBe(0);
});

test('what was needed only to begin does not wait for what began with it', async () => {
  const world = new ToyWorld();
  const slow = world.noun('slow', { looksUntilGone: 4 });
  const road = world.step('road', slow, {});
  const house = world.step('house', slow, { road: startsAfter(road) });
  await world.up([road, house]);
  expect(world.calls.indexOf('create road')).toBeLessThan(world.calls.indexOf('create house'));
  world.revive();
  expect(await world.down()).toMatchObject({ deleted: 2, failures: [] });
  expect(world.calls.slice(0, 2).sort()).toEqual(['delete house', 'delete road']);
});

test('what only has to outlive a step is not waited for, and goes after it', async () => {
  const world = new ToyWorld();
  const slow = world.noun('slow', { looksUntilReady: 5, looksUntilGone: 4 });
  const road = world.step('road', slow, {});
  const house = world.step('house', slow, { road: outlivedBy(road) });
  await world.up([road, house]);
  expect(world.calls.slice(0, 2).sort()).toEqual(['create house', 'create road']);
  expect(world.store.records.get('house')?.needs).toEqual(['road']);
  world.revive();
  expect(await world.down()).toMatchObject({ deleted: 2, failures: [] });
  expect(world.calls.indexOf('delete road')).toBeGreaterThan(world.calls.lastIndexOf('read house'));
});

test('deleting nothing is done at once', async () => {
  expect(await new ToyWorld().down()).toMatchObject({ deleted: 0, failures: [] });
});

test('what still holds a resource is waited for', async () => {
  const { world, steps } = village();
  await world.up(steps);
  world.fault(
    'delete house',
    () => awsError('DependencyViolation', 'an interface is still there'),
    () => awsError('DependencyViolation'),
  );
  expect(await world.down()).toMatchObject({ deleted: 3, failures: [] });
  expect(world.calls.filter((call) => call === 'delete house')).toHaveLength(3);
});

test('a failure keeps what it needs, deletes all the rest, and names only the cause', async () => {
  const { world, steps } = village();
  await world.up(steps);
  world.fault('delete wall', () => awsError('UnauthorizedOperation', 'not allowed'));
  const { failures, deleted } = await world.down();
  expect(failures).toEqual([expect.objectContaining({ code: 'step-rejected', step: 'wall', verb: 'delete' })]);
  expect(deleted).toBe(1);
  expect(world.outcomes()).toMatchObject({ garden: 'deleted', wall: 'failed', house: 'skipped' });
  expect([...world.store.records.keys()]).toEqual(['house', 'wall']);
  world.revive();
  expect(await world.down()).toMatchObject({ deleted: 2, failures: [] });
});

test('what was deleted by hand counts as deleted', async () => {
  const { world, steps } = village();
  await world.up(steps);
  world.toys.clear();
  expect(await world.down()).toMatchObject({ failures: [] });
  expect(world.store.records.size).toBe(0);
});

test('an intent that came to nothing is forgotten; one that left something is resolved and deleted', async () => {
  const { world, steps } = village();
  await world.up(steps);
  const wall = world.store.records.get('wall')!;
  const { id: _, ...withoutId } = wall;
  await world.store.put('wall', { ...withoutId, at: 'creating' });
  await world.store.put('ghost', { ...withoutId, at: 'creating', needs: [] });
  world.revive();
  expect(await world.down()).toMatchObject({ deleted: 3, failures: [] });
  expect(world.toys.size + world.store.records.size).toBe(0);
});

test('an interrupted deletion goes on where it was', async () => {
  const { world, steps } = village();
  await world.up(steps);
  world.fault('read wall', () => void world.stop());
  await world.down();
  expect(world.store.records.get('wall')?.at).toBe('deleting');
  world.revive();
  expect(await world.down()).toMatchObject({ failures: [] });
  expect(world.toys.size + world.store.records.size).toBe(0);
});

test('up after an interrupted down finishes the deletion and makes it anew', async () => {
  const { world, steps } = village();
  await world.up(steps);
  world.fault('read wall', () => void world.stop());
  await world.down();
  world.revive();
  expect(await world.up(steps)).toMatchObject({ failures: [] });
  expect(world.toys.size).toBe(3);
  expect(world.store.records.get('wall')?.at).toBe('ready');
});

test('a record of a noun that is not known is refused, not dropped', async () => {
  const { world } = village();
  await world.store.put('thing', {
    type: 'unheard-of',
    at: 'ready',
    token: 't',
    needs: [],
    want: {},
    tags: {},
    id: 'x',
  });
  expect((await world.down()).failures).toEqual([{ code: 'unknown-resource', step: 'thing', resource: 'unheard-of' }]);
  expect(world.store.records.has('thing')).toBe(true);
});

const inUse = () => awsError('DependencyViolation', 'it is in use');

test('who holds what cannot be deleted is looked for now and then, and named at the end', async () => {
  const world = new ToyWorld();
  const holder = { type: 'network-interface', id: 'eni-1', owner: 'i-1' };
  let asked = 0;
  const dependents = async () => [{ ...holder, description: `look ${++asked}` }];
  const toy = world.noun('toy', { deadline: { delete: 200 }, dependents });
  await world.up([world.step('house', toy, {})]);
  world.fault('delete house', ...Array.from({ length: 100 }, () => inUse));
  const { failures } = await world.down();
  const retries = world.events.flatMap((event) => (event.type === 'retry' ? [event] : []));
  expect(retries[0]).not.toHaveProperty('heldBy');
  expect(retries.at(-1)?.heldBy).toMatchObject([{ id: 'eni-1' }]);
  expect(asked).toBeLessThan(retries.length / 5);
  expect(failures).toMatchObject([{ code: 'step-rejected', heldBy: [{ ...holder, description: `look ${asked}` }] }]);
});

test('where nobody may look for who holds it, it is waited for all the same', async () => {
  const world = new ToyWorld();
  const dependents = async () => Promise.reject(awsError('UnauthorizedOperation'));
  const toy = world.noun('toy', { deadline: { delete: 200 }, dependents });
  await world.up([world.step('house', toy, {})]);
  world.fault('delete house', ...Array.from({ length: 20 }, () => inUse));
  expect(await world.down()).toMatchObject({ deleted: 1, failures: [] });
});
