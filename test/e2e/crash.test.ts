import { expect, test } from '@jest/globals';
import { census, left } from './census.js';
import { crashing, type Instant, type Point } from './crash.js';
import { rig, whole } from './fresh.js';
import { isFull } from '../full.js';
import { configOf, Project, serviceIn } from './project.js';

/**
 * A process dies at each of its mutating calls in turn, and another one goes on from what is on disk. Which calls come
 * in which order differs a little from run to run. Of the four things that can be done at each call of an `up`, the long
 * tests do one at two calls of three, and another one at the next, and the short ones do few of these;
 * PROVISION_TEST_SWEEP=full does all four at each.
 */
const isEach = process.env['PROVISION_TEST_SWEEP'] === 'full';
const instants: readonly Instant[] = ['before it left', 'when it was executed'];
/** Of the points of a sweep, `npm test` takes one of so many. */
const few = 5;
const callsOfUp = 34;
const callsOfDown = 27;
const callsOfChange = 10;
const callsOfRename = 21;
/** Each `every`-th of so many calls from `first` on, the instants taking turns. */
const points = (calls: number, { first, every }: { first: number; every: number }): Point[] =>
  Array.from({ length: calls }, (_, at) => at + 1)
    .flatMap((call) =>
      instants
        .filter((_, at) => isEach || ((call - first) % every === 0 && ((call - first) / every) % 2 === at))
        .map((instant) => ({ call, instant })),
    )
    .filter((_, at) => isFull || isEach || at % few === 1);

const onwards = points(callsOfUp, { first: 1, every: 3 });
test.each(onwards)('up dies at call $call, $instant: up makes exactly one of everything', async (at) => {
  const project = new Project(rig);
  await crashing(project, at, (it) => project.up(configOf(), it));
  expect((await project.up()).failures).toEqual([]);
  expect(await census(rig)).toEqual(whole);
});

const back = points(callsOfUp, { first: 2, every: 3 });
test.each(back)('up dies at call $call, $instant: down leaves nothing', async (at) => {
  const project = new Project(rig);
  await crashing(project, at, (it) => project.up(configOf(), it));
  expect((await project.lookBeforeDown()).held).toEqual([]);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
  expect(project.store.records.size).toBe(0);
});

const again = points(callsOfDown, { first: 2, every: 6 });
test.each(again)('down dies at call $call, $instant: down leaves nothing', async (at) => {
  const project = new Project(rig);
  await project.up();
  await crashing(project, at, (it) => project.down(it));
  expect((await project.lookBeforeDown()).held).toEqual([]);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});

const changed = configOf((it) => {
  serviceIn(it).image = 'nginx:1.27';
  serviceIn(it).port = 8080;
  serviceIn(it).routes = ['GET /pets'];
});
const changing = points(callsOfChange, { first: 3, every: 4 });
test.each(changing)('a change dies at call $call, $instant: up brings it to its end', async (at) => {
  const project = new Project(rig);
  await project.up();
  await crashing(project, at, (it) => project.up(changed, it));
  expect((await project.up(changed)).failures).toEqual([]);
  expect((await rig.during(() => project.up(changed))).mutating).toEqual([]);
  expect(await census(rig)).toEqual({
    ...whole,
    apiRoutes: ['GET /pets'],
    securityGroupRules: (whole['securityGroupRules'] ?? []).map((it) => it.replace('80-80', '8080-8080')),
  });
});

const renamed = configOf((it) => {
  it.services = { api: serviceIn(it) };
});
const renaming = points(callsOfRename, { first: 6, every: 6 });
test.each(renaming)('a service is renamed and up dies at call $call, $instant: up brings it to its end', async (at) => {
  const project = new Project(rig);
  await project.up();
  await crashing(project, at, (it) => project.up(renamed, it));
  expect((await project.up(renamed)).failures).toEqual([]);
  expect((await rig.during(() => project.up(renamed))).mutating).toEqual([]);
  const renames = (names: readonly string[]) => names.map((it) => it.replace(/\bweb\b/g, 'api')).sort();
  const there = Object.entries(whole).map(([kind, names]) => [kind, renames(names)]);
  expect(await census(rig)).toEqual(Object.fromEntries(there));
  expect((await project.lookBeforeDown()).held).toEqual([]);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});

test('there are as many mutating calls as are swept here', async () => {
  const project = new Project(rig);
  expect((await rig.during(() => project.up())).mutating).toHaveLength(callsOfUp);
  expect((await rig.during(() => project.down())).mutating).toHaveLength(callsOfDown);
  await project.up();
  expect((await rig.during(() => project.up(changed))).mutating).toHaveLength(callsOfChange);
  await project.up();
  expect((await rig.during(() => project.up(renamed))).mutating).toHaveLength(callsOfRename);
});
