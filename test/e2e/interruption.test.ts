import { expect, test } from '@jest/globals';
import type { Store } from '../../state/store.js';
import { MemoryStore } from '../../state/store.js';
import { Stopped } from '../../src/runner/run.js';
import { inFull } from '../full.js';
import { census, left } from './census.js';
import { rig, whole } from './fresh.js';
import { configOf, Project } from './project.js';

/** Ctrl-C at the n-th thing that is recorded. @param of the state so far: the same stack has the same id, which tells its age */
function stoppingAt(records: number, of: Store = new MemoryStore()): { store: Store; signal: AbortSignal } {
  const controller = new AbortController();
  let left = records;
  const store = new (class extends MemoryStore {
    override async put(...change: Parameters<MemoryStore['put']>): Promise<void> {
      await super.put(...change);
      if (--left === 0) controller.abort(new Stopped('interrupted'));
    }
  })(of.records, of.id, of.since);
  return { store, signal: controller.signal };
}

/** Run to its end, the blueprint is recorded in about 85 steps. */
test.each(inFull([1, 10, 40, 70], [40]))(
  'interrupted at record %d, up goes on to exactly one of everything',
  async (records) => {
    const project = new Project(rig);
    const { store, signal } = stoppingAt(records);
    project.store = store;
    const stopped = await project.up(configOf(), { signal });
    expect(stopped.failures).toEqual([]);
    expect(stopped.created).toBeLessThan(27);
    // What was in flight when it was stopped has come to an end, and nothing is left to find out but what it says.
    const unknown = [...store.records.values()].filter(({ at }) => at === 'creating');
    expect(unknown).toEqual([]);

    expect((await project.up()).failures).toEqual([]);
    expect(await census(rig)).toEqual(whole);
  },
);

test.each(inFull([1, 25, 60], [25]))('interrupted at record %d, down instead leaves nothing', async (records) => {
  const project = new Project(rig);
  const { store, signal } = stoppingAt(records);
  project.store = store;
  await project.up(configOf(), { signal });
  expect((await project.lookBeforeDown()).held).toEqual([]);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
  expect(store.records.size).toBe(0);
});

test.each(inFull([1, 20], [20]))(
  'a down interrupted at record %d is finished by the next one, or undone by up',
  async (records) => {
    for (const next of ['down', 'up'] as const) {
      await rig.reset();
      const project = new Project(rig);
      await project.up();
      const { store, signal } = stoppingAt(records, project.store);
      project.store = store;
      const stopped = await project.down({ signal });
      expect(stopped.failures).toEqual([]);
      expect(stopped.deleted).toBeLessThan(27);
      expect((await project[next]()).failures).toEqual([]);
      expect(left(await census(rig))).toEqual(next === 'up' ? left(whole) : {});
    }
  },
);
