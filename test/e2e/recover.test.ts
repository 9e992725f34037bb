import { expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import { resolveConfig } from '../../src/config/resolve.js';
import type { Config } from '../../src/config/schema.js';
import { inFull } from '../full.js';
import { census, left, type Census } from './census.js';
import { crashing, type Point } from './crash.js';
import { rig } from './fresh.js';
import { blueprintOf, Project, variant } from './project.js';

const all = blueprints.map(({ name }) => name);
const ways = ['with the config', 'without a config'] as const;
type Way = (typeof ways)[number];
const each = inFull(all, ['cloud-map-public']).flatMap((name) => ways.map((way) => ({ name, way })));

const recover = (project: Project, config: Config, way: Way) =>
  project.recover(way === 'with the config' ? config : undefined);

test.each(each)('$name is recovered $way: up changes nothing, down leaves nothing', async ({ name, way }) => {
  const config = await blueprintOf(name);
  const project = new Project(rig, name);
  await project.up(config);
  const before = await census(rig);
  const records = [...project.store.records.keys()].sort();
  const { mutating: asked } = await rig.during(() => recover(project, config, way));
  expect(asked).toEqual([]);
  const { done, mutating } = await rig.during(() => project.up(config));
  expect(done).toMatchObject({ failures: [], created: 0, updated: 0, deleted: 0 });
  expect(mutating).toEqual([]);
  expect([...project.store.records.keys()].sort()).toEqual(records);
  expect(await census(rig)).toEqual(before);
  await recover(project, config, way);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});

/** How many mutating calls each command of a blueprint makes with nothing in its way. */
async function callsOf(config: Config): Promise<{ up: number; down: number }> {
  await rig.reset();
  const project = new Project(rig, config.name);
  const up = (await rig.during(() => project.up(config))).mutating.length;
  const down = (await rig.during(() => project.down())).mutating.length;
  await rig.reset();
  return { up, down };
}

/** Parts of a run after which it dies. */
const parts = inFull([0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 0.97], [0.6]);
/** What takes many runs is done in one way only by `npm test`. */
const some = inFull<Way>(ways, ['without a config']);
const afterDown = inFull<'up' | 'down'>(['up', 'down'], ['up']);
const afterChange = inFull<'up' | 'down'>(['up', 'down'], ['down']);
const at = (calls: number, part: number): Point => ({
  call: Math.max(1, Math.floor(calls * part)),
  instant: Math.round(part * 100) % 2 === 0 ? 'before it left' : 'when it was executed',
});
const cases = inFull(all, ['cloud-map-public']).flatMap((name) => parts.map((part) => ({ name, part })));

test.each(cases)('$name is half-way up ($part) when its state is lost', async ({ name, part }) => {
  const config = await blueprintOf(name);
  const { up } = await callsOf(config);
  const reference = new Project(rig, name);
  await reference.up(config);
  const whole = await census(rig);
  for (const way of some) {
    await rig.reset();
    const project = new Project(rig, name);
    await crashing(project, at(up, part), (it) => project.up(config, it));
    await recover(project, config, way);
    expect((await project.up(config)).failures).toEqual([]);
    expect(await census(rig)).toEqual(whole);
    await rig.reset();
    await crashing(project, at(up, part), (it) => project.up(config, it));
    await recover(project, config, way);
    expect((await project.down()).failures).toEqual([]);
    expect(left(await census(rig))).toEqual({});
  }
});

test.each(cases)('$name is half-way down ($part) when its state is lost', async ({ name, part }) => {
  const config = await blueprintOf(name);
  const { down } = await callsOf(config);
  const whole = await (async () => {
    await new Project(rig, name).up(config);
    return census(rig);
  })();
  for (const way of some) {
    for (const next of afterDown) {
      await rig.reset();
      const project = new Project(rig, name);
      await project.up(config);
      await crashing(project, at(down, part), (it) => project.down(it));
      await recover(project, config, way);
      expect((await (next === 'up' ? project.up(config) : project.down())).failures).toEqual([]);
      expect(next === 'up' ? await census(rig) : left(await census(rig))).toEqual(next === 'up' ? whole : {});
    }
  }
});

/** What every blueprint can be changed in: new revisions of the tasks, a service by another name, rules that are replaced. */
const changed = (config: Config): Config =>
  variant(config, (it) => {
    for (const service of Object.values(it.services)) service.environment = { CHANGED: 'yes' };
    const [name, first] = Object.entries(it.services)[0] ?? [];
    if (name === undefined || !first || first.build !== undefined) return;
    delete it.services[name];
    it.services[`${name}-2`] = first;
  });

test.each(cases)('$name is in mid-change ($part) when its state is lost', async ({ name, part }) => {
  const config = await blueprintOf(name);
  const next = changed(config);
  const project = new Project(rig, name);
  await project.up(config);
  const { mutating } = await rig.during(() => project.up(next));
  const after = await census(rig);
  for (const way of some) {
    for (const command of afterChange) {
      await rig.reset();
      const project = new Project(rig, name);
      await project.up(config);
      await crashing(project, at(mutating.length, part), (it) => project.up(next, it));
      await recover(project, next, way);
      expect((await (command === 'up' ? project.up(next) : project.down())).failures).toEqual([]);
      const there = await census(rig);
      if (command === 'up') expect(withoutKept(there)).toEqual(withoutKept(after));
      else expect(left(there)).toEqual({});
    }
  }
});

/** Which earlier revisions have worked is not known any more once the state is lost, so fewer of them may be kept. */
const withoutKept = ({ taskDefinitions = [], ...others }: Census): Census => ({
  ...others,
  taskDefinitions: [...new Set(taskDefinitions)],
});

test.each(inFull(all, ['cloud-map-public']))('%s was made twice: each is recovered by its id', async (name) => {
  const config = await blueprintOf(name);
  const first = new Project(rig, name);
  await first.up(config);
  const alone = await census(rig);
  const second = new Project(rig, name, 'twin');
  const renamed = await resolveConfig({ blueprint: name, name: 'twin', directory: '/' });
  // Nobody may list tags, so nobody sees the first one.
  await rig.faults([{ operation: 'GetResources', times: 1, error: 'AccessDeniedException' }]);
  expect((await second.up(renamed)).failures).toEqual([]);
  const both = await census(rig);
  for (const way of some) {
    await recover(second, renamed, way);
    await recover(first, config, way);
    const { mutating } = await rig.during(async () => [await first.up(config), await second.up(renamed)]);
    expect(mutating).toEqual([]);
    expect(await census(rig)).toEqual(both);
  }
  await recover(second, renamed, 'without a config');
  await second.down();
  expect(await census(rig)).toEqual(alone);
  await recover(first, config, 'without a config');
  await first.down();
  expect(left(await census(rig))).toEqual({});
});
