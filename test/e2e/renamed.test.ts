import { isDeepStrictEqual } from 'node:util';
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

const renames: { [what: string]: (config: Config) => void } = {
  'another log group': ({ services }) => {
    for (const [name, service] of Object.entries(services)) service.logGroup = `/renamed/${name}`;
  },
  'another execution role': ({ cluster }) => void (cluster.executionRole = 'renamed-role'),
  'another target group': ({ services }) => {
    for (const [name, { target, rules }] of Object.entries(services))
      if (rules.length > 0) target.name = `renamed-${name}`.slice(0, 32);
  },
  'another name in Cloud Map': ({ services }) => {
    for (const [name, { discovery }] of Object.entries(services)) if (discovery) discovery.name = `renamed-${name}`;
  },
  'another type of record, under another name': ({ services }) => {
    for (const [name, { discovery, routes }] of Object.entries(services))
      if (discovery && routes.length === 0)
        Object.assign(discovery, { type: discovery.type === 'a' ? 'srv' : 'a', name: `renamed-${name}` });
  },
  'health told to Cloud Map or not, under another name': ({ services }) => {
    for (const [name, { discovery }] of Object.entries(services))
      if (discovery)
        Object.assign(discovery, { customHealth: discovery.customHealth !== true, name: `renamed-${name}` });
  },
  'another namespace': (config) => {
    if (config.namespace !== undefined) config.namespace = 'renamed.internal';
  },
};
const everything = 'all of that at once';
renames[everything] = (config) =>
  Object.values(renames).forEach((rename) => rename !== renames[everything] && rename(config));

const alone = blueprints.flatMap(({ name }) => Object.keys(renames).map((what) => [name, what] as const));
const cases = inFull(alone, [['alb-microservices', everything]]);

/** How many there are of each kind. The machines, and what they have, come and go with the tasks. */
const counts = (all: object) =>
  Object.fromEntries(
    Object.entries(all)
      .filter(([kind]) => !['machines', 'containerInstances', 'interfaces', 'volumes'].includes(kind))
      .map(([kind, things]) => [kind, (things as unknown[]).length]),
  );

test.each(cases)('case 16: %s, %s: a new one, the tasks move to it, and the old one goes', async (name, what) => {
  const project = new Project(rig, name);
  const first = variant(await blueprintOf(name), ({ services }) => {
    for (const service of Object.values(services)) service.keep = 0;
  });
  const renamed = variant(first, (it) => renames[what]?.(it));
  // Not each blueprint has all of it.
  if (isDeepStrictEqual(renamed, first)) return;
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
