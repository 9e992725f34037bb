import { expect, test } from '@jest/globals';
import { ToyWorld, type ToyOptions, type ToyWant } from './toys.js';

/** A fleet whose size somebody else sets once it is there, except where it is painted white. */
function fleet(options: ToyOptions = {}) {
  const world = new ToyWorld();
  const noun = world.noun('fleet', { initial: ({ colour }) => (colour === 'white' ? [] : ['size']), ...options });
  return {
    world,
    up: (want: ToyWant) => world.up([world.step('fleet', noun, {}, want)]),
    toy: () => [...world.toys.values()][0],
    /** Somebody else sets its size. */
    resize(size: number) {
      for (const toy of world.toys.values()) toy.want = { ...toy.want, size };
      world.revive();
    },
    changes: () => world.calls.filter((call) => !/^(read|find)/.test(call)),
  };
}

test('an initial member is set when the resource is created, and left to others then', async () => {
  const { world, up, toy, resize, changes } = fleet();
  await up({ size: 2 });
  expect(toy()?.want.size).toBe(2);
  resize(5);
  await up({ size: 2 });
  expect(changes()).toEqual([]);
  expect(world.outcomes()).toEqual({ fleet: 'unchanged' });
  expect(toy()?.want.size).toBe(5);
});

test('it is no drift', async () => {
  const { world, up, resize } = fleet();
  await up({ size: 2 });
  resize(5);
  expect((await world.status()).rows).toMatchObject([{ step: 'fleet', state: 'ok' }]);
});

test('another member changes without it', async () => {
  const { up, toy, resize, changes } = fleet();
  await up({ size: 2 });
  resize(5);
  await up({ size: 2, colour: 'red' });
  expect(changes()).toEqual(['update fleet (colour)']);
  expect(toy()?.want).toMatchObject({ size: 5, colour: 'red' });
});

test('another value in the config is only recorded, and counts when it is made anew', async () => {
  const { world, up, toy, resize, changes } = fleet();
  await up({ size: 2 });
  resize(5);
  await up({ size: 3 });
  expect(changes()).toEqual([]);
  expect(toy()?.want.size).toBe(5);
  expect(world.store.records.get('fleet')?.want).toMatchObject({ size: 3 });
  world.toys.clear();
  await up({ size: 3 });
  expect(toy()?.want.size).toBe(3);
});

test('a replacement begins with what the config says', async () => {
  const { up, toy, resize } = fleet({ replace: 'create-first' });
  await up({ size: 2, shape: 'round' });
  resize(5);
  await up({ size: 2, shape: 'square' });
  expect(toy()?.want).toMatchObject({ size: 2, shape: 'square' });
});

test('whether it is initial may depend on the want: taken back, it is set as any other', async () => {
  const { world, up, toy, resize, changes } = fleet();
  await up({ size: 2, colour: 'white' });
  resize(5);
  expect((await world.status()).rows).toMatchObject([{ state: 'drifted', drift: [{ member: 'size', live: 5 }] }]);
  await up({ size: 2, colour: 'red' });
  expect(changes()).toEqual(['update fleet (colour)']);
  world.revive();
  await up({ size: 2, colour: 'white' });
  expect(changes()).toEqual(['update fleet (colour,size)']);
  expect(toy()?.want.size).toBe(2);
});

test('a fixed member that is initial, too, is no reason to refuse', async () => {
  const { up, changes, world } = fleet({ initial: () => ['shape'] });
  await up({ size: 2, shape: 'round' });
  world.revive();
  expect((await up({ size: 2, shape: 'square' })).failures).toEqual([]);
  expect(changes()).toEqual([]);
});
