import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { JsonStore, readState, statePath } from '../../state/json-store.js';
import { emptyState } from '../../state/store.js';
import { down } from '../../src/runner/down.js';
import { up } from '../../src/runner/up.js';
import { ToyWorld } from './toys.js';

const place = { stack: 'toys', account: 'a', region: 'r', partition: 'aws', endpoint: 'aws' };

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'provision-disk-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** Two toys, one after the other, with a state on a disk. @param between happens as the first one is made */
function onDisk(between: (directory: string) => void) {
  const directory = join(parent, 'state');
  const path = statePath(directory, 'toys');
  const store = new JsonStore(path, emptyState(place, new Date(0)));
  const world = new ToyWorld();
  const toy = world.noun('toy');
  const house = world.step('house', toy, {});
  const wall = world.step('wall', toy, { house });
  world.fault('read house', () => between(directory));
  return { world, path, store, directory, run: { ...world.run(), store }, steps: [house, wall] };
}

test('the state directory is removed in mid-run: the next record makes it anew, with all that was made before', async () => {
  const { run, steps, path, world } = onDisk((directory) => rmSync(directory, { recursive: true }));
  expect((await up(run, steps)).failures).toEqual([]);
  expect(Object.keys((await readState(path))?.records ?? {})).toEqual(['house', 'wall']);
  expect(world.toys.size).toBe(2);
});

test('nothing can be written any more: the run stops before it makes what it cannot record', async () => {
  const { run, steps, world, directory, store } = onDisk((directory) => {
    rmSync(directory, { recursive: true });
    writeFileSync(directory, 'a file where the directory was');
  });
  const { failures } = await up(run, steps);
  expect(failures).toMatchObject([{ code: 'state-unwritable' }]);
  expect([...world.toys.values()].map(({ step }) => step)).toEqual(['house']);
  rmSync(directory);
  // This process knows what it has made, and its next record writes all of it.
  expect((await down({ ...run, store })).failures).toEqual([]);
  expect(world.toys.size).toBe(0);
});
