import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import { smallFile } from '../../src/journaled-file.js';
import { readWorld, WorldFile } from '../../src/sandbox/world-file.js';
import { journaledWorld, withChanges } from '../../src/sandbox/world-journal.js';
import type { WorldChanges, WorldData } from '../../src/sandbox/world-data.js';
import { World } from '../../src/sandbox/world.js';
import { blueprintOf, Project } from '../e2e/project.js';
import { openSavedRig } from '../e2e/rig.js';
import { inFull } from '../full.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'world-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** The order of rows is kept; that of tables is of no meaning, and one without rows is like none. */
function asKept(data: WorldData): string {
  const { tables, ...rest } = JSON.parse(JSON.stringify(data)) as WorldData;
  const full = Object.entries(tables).filter(([, rows]) => (rows as unknown[]).length > 0);
  return JSON.stringify({ ...rest, tables: Object.fromEntries(full.toSorted(([a], [b]) => (a < b ? -1 : 1))) });
}
const textOf = (world: World) => JSON.stringify(world);
const names = blueprints.map(({ name }) => name);

test.each(inFull(names, ['alb-microservices', 'ec2-capacity']))(
  '%s: after each call, from up to reset, a world and its changes together are the world as it is',
  async (name) => {
    const world = new World(Date.UTC(2026, 0, 1));
    const lines: WorldChanges[] = [];
    const differences: object[] = [];
    let kept: unknown = journaledWorld(world.toJSON(), 'it', 0);
    world.watchChanges();
    const rig = openSavedRig(world, async () => {
      const line = JSON.parse(JSON.stringify(world.takeChanges())) as WorldChanges;
      lines.push(line);
      const whole = withChanges(kept, [line]);
      const [is, was] = [asKept(world.toJSON()), asKept(whole)];
      if (is !== was) differences.push({ is, was, line });
      kept = journaledWorld(whole, 'it', line.serial);
    });
    const project = new Project(rig, name);
    const config = await blueprintOf(name);
    expect(await project.up(config)).toMatchObject({ failures: [] });
    const { length } = lines;
    expect(length).toBeGreaterThan(30);
    expect(await project.down()).toMatchObject({ failures: [] });
    await rig.reset();
    expect(lines.length).toBeGreaterThan(length);
    expect(differences).toEqual([]);
    expect(lines.at(-1)).toMatchObject({ cleared: true });
  },
);

test('a large world is saved by its changes, and is one file again when it is closed', async () => {
  const file = await WorldFile.open(directory);
  const table = file.world.table<{ text: string }>('some/rows');
  table.set('large', { text: 'x'.repeat(smallFile) });
  await file.save();
  await file.save();
  expect(await readdir(directory)).toEqual(['world.json', 'world.json.journal']);
  const whole = await readFile(join(directory, 'world.json'), 'utf8');
  table.set('small', { text: 'was' });
  await file.save();
  table.delete('large');
  Object.assign(table.get('small') ?? {}, { text: 'is' });
  await file.save();
  expect(await readFile(join(directory, 'world.json'), 'utf8')).toBe(whole);
  expect(textOf(await readWorld(directory))).toBe(textOf(file.world));
  await file.close();
  expect(await readdir(directory)).toEqual(['world.json']);
  expect(await readFile(join(directory, 'world.json'), 'utf8')).toBe(textOf(file.world));
});

test('a row that was only looked at is no change', () => {
  const world = new World(0);
  const table = world.table<{ n: number }>('some/rows');
  for (let n = 0; n < 3; n++) table.set(`row-${n}`, { n });
  world.watchChanges();
  for (let n = 0; n < 3; n++) table.get(`row-${n}`);
  // What was saved before it was watched is not known, so each is told once.
  expect(Object.keys(world.takeChanges().tables)).toEqual(['some/rows']);
  expect(table.all()).toHaveLength(3);
  expect([...table.values()]).toHaveLength(3);
  expect(world.takeChanges().tables).toEqual({});
});
