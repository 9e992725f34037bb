import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import type { Config } from '../../src/config/schema.js';
import { inFull } from '../full.js';
import { census, left } from './census.js';
import { blueprintOf, Project, variant } from './project.js';
import { openRig, type Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

const renames: { readonly [what: string]: (config: Config) => void } = {
  'another log group': ({ services }) => {
    for (const [name, service] of Object.entries(services)) service.logGroup = `/renamed/${name}`;
  },
  'another execution role': ({ cluster }) => void (cluster.executionRole = 'renamed-role'),
};
const names = inFull(
  blueprints.map(({ name }) => name),
  ['alb-microservices'],
);
const cases = names.flatMap((name) => Object.keys(renames).map((what) => [name, what] as const));

/** How many there are of each kind. The machines, and what they have, come and go with the tasks. */
const counts = (all: object) =>
  Object.fromEntries(
    Object.entries(all)
      .filter(([kind]) => !['machines', 'containerInstances', 'interfaces', 'volumes'].includes(kind))
      .map(([kind, things]) => [kind, (things as unknown[]).length]),
  );

test.each(cases)('case 16: %s, %s: a new one, the tasks move to it, and the old one goes', async (name, what) => {
  const project = new Project(rig, name);
  const config = await blueprintOf(name);
  const first = variant(config, () => {});
  const renamed = variant(config, (it) => renames[what]?.(it));
  expect((await project.up(first)).failures).toEqual([]);
  const before = await census(rig);
  const { done, mutating } = await rig.during(() => project.up(renamed));
  expect(done.failures).toEqual([]);
  // A service whose tasks are replaced one by one serves requests all the time.
  expect(mutating.filter((call) => /^ecs:(CreateService|DeleteService)$/.test(call))).toEqual([]);
  expect(Object.values(project.outcomes())).toContain('replaced');
  expect((await rig.during(() => project.up(renamed))).mutating).toEqual([]);
  const rows = Object.values(await project.status(renamed));
  expect(rows.filter(({ state }) => state !== 'ok')).toEqual([]);
  // There and back again, all is as it was.
  expect((await project.up(first)).failures).toEqual([]);
  expect(counts(await census(rig))).toEqual(counts(before));
  await project.up(renamed);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});
