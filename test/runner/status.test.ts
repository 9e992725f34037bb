import { expect, test } from '@jest/globals';
import { awsError, ToyWorld } from './toys.js';

function village() {
  const world = new ToyWorld();
  const toy = world.noun('toy');
  const house = world.step('house', toy, {});
  const wall = world.step('wall', toy, { house });
  return { world, steps: [house, wall], wall };
}
const toyOf = (world: ToyWorld, step: string) => [...world.toys.values()].find((toy) => toy.step === step)!;

test('what is as recorded is ok, and looking mutates nothing', async () => {
  const { world, steps } = village();
  await world.up(steps);
  world.revive();
  const { rows } = await world.status(steps);
  expect(rows.map(({ step, state }) => [step, state])).toEqual([
    ['house', 'ok'],
    ['wall', 'ok'],
  ]);
  expect(world.calls.every((call) => call.startsWith('read'))).toBe(true);
});

test('drift names each member with both values; tags too', async () => {
  const { world, steps } = village();
  await world.up(steps, { team: 'a' });
  const house = toyOf(world, 'house');
  house.want = { ...house.want, size: 5 };
  house.tags = { ...house.tags, team: 'b' };
  const { rows } = await world.status();
  expect(rows[0]).toMatchObject({
    state: 'drifted',
    drift: [
      { member: 'size', recorded: 1, live: 5 },
      { member: 'tag team', recorded: 'a', live: 'b' },
    ],
  });
});

test('missing, broken, pending, interrupted, unrecorded and deleting are told apart', async () => {
  const { world, steps, wall } = village();
  const toy = world.noun('slow', { looksUntilReady: 9 });
  await world.up(steps);
  world.toys.delete(toyOf(world, 'house').id);
  toyOf(world, 'wall').state = 'broken';
  const record = world.store.records.get('wall')!;
  const { id: _, ...intent } = record;
  await world.store.put('intent', { ...intent, at: 'creating' });
  await world.store.put('going', { ...record, at: 'deleting' });
  const { rows } = await world.status([...steps, world.step('later', toy, { wall })]);
  expect(Object.fromEntries(rows.map(({ step, state }) => [step, state]))).toEqual({
    house: 'missing',
    wall: 'broken',
    intent: 'pending',
    going: 'deleting',
    later: 'unrecorded',
  });
});

test('what cannot be looked at is a failure, not a difference that is made up', async () => {
  const { world, steps } = village();
  await world.up(steps);
  world.fault('read wall', () => awsError('AccessDenied', 'not yours'));
  const { failures } = await world.status();
  expect(failures).toEqual([
    expect.objectContaining({ code: 'step-rejected', step: 'wall', verb: 'read', aws: 'AccessDenied' }),
  ]);
});
