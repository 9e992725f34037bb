import { expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import { resolveConfig } from '../../src/config/resolve.js';
import { exitCodeOf } from '../../src/failure.js';
import { noStackId } from '../../src/identity.js';
import { MemoryStore } from '../../state/store.js';
import { resources } from '../../steps/nouns.js';
import { inFull } from '../full.js';
import { census, left } from './census.js';
import { rig } from './fresh.js';
import { blueprintOf, Project } from './project.js';

const all = blueprints.map(({ name }) => name);
const few = ['cloud-map-public'];

test.each(inFull(all, few))(
  'somebody else who has no state of %s takes nothing of it over, and takes nothing of it down',
  async (name) => {
    const config = await blueprintOf(name);
    const [first, second] = [new Project(rig, name), new Project(rig, name)];
    await first.up(config);
    const before = await census(rig);
    const { done, mutating } = await rig.during(() => second.up(config));
    expect(done.failures).toMatchObject([
      { code: 'stack-not-recorded', stack: name, found: [{ id: first.store.id, since: expect.any(String) }] },
    ]);
    expect(exitCodeOf(done.failures)).toBe(4);
    expect(mutating).toEqual([]);
    await second.down();
    expect(await census(rig)).toEqual(before);
    expect(await first.up(config)).toMatchObject({ failures: [], created: 0, updated: 0, deleted: 0 });
    await first.down();
    expect(left(await census(rig))).toEqual({});
  },
);

test.each(inFull(all, few))('%s of before there were ids is tagged in place, as it was planned', async (name) => {
  const config = await blueprintOf(name);
  const project = new Project(rig, name);
  const since = new Date();
  await project.up(config);
  const { records } = project.store;
  // A state without an id is given one.
  project.store = new MemoryStore(structuredClone([...records]), undefined, since);
  const { done, mutating } = await rig.during(() => project.up(config));
  expect(done).toMatchObject({ failures: [], created: 0, deleted: 0 });
  expect(mutating.filter((it) => !/Tag/.test(it))).toEqual([]);
  const tags = [...project.store.records.values()].map((record) => record.tags['provision:id']);
  expect(new Set(tags)).toEqual(new Set([project.store.id]));
  expect(await project.up(config)).toMatchObject({ failures: [], updated: 0, created: 0 });
  await project.down();
  expect(left(await census(rig))).toEqual({});
});

test('a part of a state takes nothing over of what is another stack by its id', async () => {
  const config = await blueprintOf('cloud-map-public');
  const [first, second] = [new Project(rig, config.name), new Project(rig, config.name)];
  await first.up(config);
  const before = await census(rig);
  const lookup = first.store.records.get('availability-zones');
  if (!lookup) throw new Error('no such step');
  second.store = new MemoryStore([['availability-zones', lookup]]);
  const { done, mutating } = await rig.during(() => second.up(config));
  expect(new Set(done.failures.map(({ code }) => code))).toEqual(new Set(['name-taken']));
  expect(mutating).toEqual([]);
  expect(await census(rig)).toEqual(before);
  await first.down();
});

test.each(inFull(all, few))(
  '%s without an id is never mixed up with a stack of its name that has one',
  async (name) => {
    const config = await blueprintOf(name);
    const others = await resolveConfig({ blueprint: name, name: 'young', directory: '/' });
    const [old, young] = [new Project(rig, name), new Project(rig, name, 'young')];
    old.store = new MemoryStore([], noStackId);
    expect((await old.up(config)).failures).toEqual([]);
    const isLookup = (type: string) => resources.find((it) => it.type === type)?.lookup === true;
    const lookups = [...old.store.records].filter(([, { type }]) => isLookup(type));
    young.store = new MemoryStore(structuredClone(lookups));
    expect((await young.up(others)).failures).toEqual([]);
    const idsOf = ({ store }: Project) =>
      [...store.records.values()]
        .filter(({ type }) => !isLookup(type) && type !== 'image')
        .map(({ type, id }) => JSON.stringify([type, id]))
        .sort();
    const [ofOld, ofYoung] = [idsOf(old), idsOf(young)];
    for (const way of [config, undefined]) {
      await old.recover(way);
      expect(idsOf(old)).toEqual(ofOld);
      await young.recover(way && others);
      expect(idsOf(young)).toEqual(ofYoung);
    }
    await old.down();
    const { done, mutating } = await rig.during(() => young.up(others));
    expect(done).toMatchObject({ failures: [], created: 0, updated: 0, deleted: 0 });
    expect(mutating).toEqual([]);
    await young.down();
    expect(left(await census(rig))).toEqual({});
  },
);
