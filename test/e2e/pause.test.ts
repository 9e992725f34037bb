import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import { billedItemsOfRecords } from '../../src/prices/billed-items.js';
import { estimateOf } from '../../src/prices/estimate.js';
import { pausePlan } from '../../src/runner/pause.js';
import { pricesIn } from '../../src/prices/table.js';
import { resourcesByType } from '../../steps/nouns.js';
import { census, left } from './census.js';
import { Crash, LateStore } from './crash.js';
import { blueprintOf, Project, variant } from './project.js';
import { inFull, longTest } from '../full.js';
import { openRig, type Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

/** Nouns that hold what nobody could restore, or that others know by name or address. */
const kept = ['ecr-repository', 'image', 'log-group', 'api', 'cluster', 'ecs-service', 'namespace', 'vpc', 'role'];

/** Time passes with each request: what is being terminated is gone after a few. */
async function runningInstances(tries = 10): Promise<unknown[]> {
  const Filters = [{ Name: 'instance-state-name', Values: ['pending', 'running', 'shutting-down'] }];
  const { Reservations = [] } = await rig.clients.ec2.send(new DescribeInstancesCommand({ Filters }));
  return Reservations.length === 0 || tries === 1 ? Reservations : runningInstances(tries - 1);
}

const names = inFull(
  blueprints.map(({ name }) => name),
  ['ec2-capacity'],
);

test.each(names)('%s: paused, nothing is left that is billed by the hour; resumed, all is as before', async (name) => {
  const config = await blueprintOf(name);
  const project = new Project(rig, name);
  expect((await project.up(config)).failures).toEqual([]);
  const before = await census(rig);

  const paused = await project.pause();
  expect(paused.failures).toEqual([]);
  const gone = Object.values(project.store.paused?.gone ?? {}).map(({ type }) => type);
  expect(gone.filter((type) => kept.includes(type))).toEqual([]);
  const states = new Set(Object.values(await project.status(config)).map(({ state }) => state));
  expect([...states].toSorted()).toEqual(['ok', 'paused']);
  expect(await project.pause()).toMatchObject({ deleted: 0, failures: [] });
  const { lines } = estimateOf(billedItemsOfRecords(project.store.records, resourcesByType), pricesIn('us-east-1'));
  expect(lines.filter(({ per, quantity }) => per === 'hour' && quantity > 0)).toEqual([]);
  expect(await runningInstances()).toEqual([]);

  expect((await project.up(config)).failures).toEqual([]);
  expect(await census(rig)).toEqual(before);
  const again = await rig.during(() => project.up(config));
  expect(again.mutating).toEqual([]);
  // Nor does any tag say that it is paused still.
  await project.recover(config);
  expect(project.store.paused).toBeUndefined();
});

const ways = inFull(['with the config', 'without a config'], ['with the config']);

test.each(names.flatMap((name) => ways.map((way) => [name, way] as const)))(
  '%s: paused, its state lost and made anew %s: it is paused, and all is as before when it is resumed',
  async (name, way) => {
    const config = await blueprintOf(name);
    const project = new Project(rig, name);
    await project.up(config);
    const before = await census(rig);
    expect((await project.pause()).failures).toEqual([]);
    const rows = await project.status(config);
    await project.recover(way === 'with the config' ? config : undefined);
    expect(project.store.paused).toEqual({ since: new Date(0).toISOString(), gone: {} });
    expect(pausePlan({ store: project.store, resources: resourcesByType }).going).toEqual(new Set());
    if (way === 'with the config') {
      const again = await project.status(config);
      const statesOf = (them: typeof rows) =>
        Object.entries(them)
          .map(([step, { state }]) => `${step} ${state}`)
          .toSorted();
      expect(statesOf(again)).toEqual(statesOf(rows));
    }

    expect((await project.up(config)).failures).toEqual([]);
    expect(await census(rig)).toEqual(before);
    expect((await rig.during(() => project.up(config))).mutating).toEqual([]);
    expect((await project.recover(config), project.store.paused)).toBeUndefined();
  },
);

test('an instance that is scaled in while the group is paused does not end the pause', async () => {
  const project = new Project(rig, 'ec2-capacity');
  await project.up(await blueprintOf('ec2-capacity'));
  const message = 'The instance i-1 is not part of Auto Scaling group ec2-capacity-instances.';
  // Of the two calls of the update, the one that is made whether or not the instance is still protected by then.
  await rig.faults([{ operation: 'UpdateAutoScalingGroup', error: 'ValidationError', message }]);
  expect((await project.pause()).failures).toEqual([]);
  expect(await rig.pendingFaults()).toEqual([]);
  expect(await runningInstances()).toEqual([]);
});

longTest('a pause of what has no tasks is known by a tag, too', async () => {
  const config = await blueprintOf('alb-microservices');
  const idle = variant(config, ({ services }) => Object.values(services).forEach((it) => (it.count = 0)));
  const project = new Project(rig, config.name);
  await project.up(idle);
  await project.pause();
  await project.recover(idle);
  expect(project.store.paused).toBeDefined();
  await project.up(idle);
  await project.recover(idle);
  expect(project.store.paused).toBeUndefined();
});

longTest.each(names)('%s: down of a paused stack leaves nothing', async (name) => {
  const project = new Project(rig, name);
  await project.up(await blueprintOf(name));
  expect((await project.pause()).failures).toEqual([]);
  expect((await project.lookBeforeDown()).held).toEqual([]);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});

const deaths = [
  ['ec2-capacity', 1, 'when it was executed'],
  ['ec2-capacity', 3, 'before it left'],
  ['cli-walkthrough', 5, 'when it was executed'],
  ['alb-microservices', 6, 'before it left'],
  ['alb-microservices', 9, 'when it was executed'],
] as const;
test.each(inFull(deaths, deaths.slice(0, 1)))(
  '%s: a pause that dies at call %d, %s, is finished by the next one, or undone',
  async (name, call, instant) => {
    const config = await blueprintOf(name);
    const project = new Project(rig, name);
    await project.up(config);
    const before = await census(rig);
    const store = new LateStore(project.store.records, project.store.id);
    const crash = new Crash(store, { call, instant });
    void project.pause({ store, through: crash.through });
    const onDisk = await crash.died;
    expect(onDisk.records.size).toBeGreaterThan(0);

    project.store = onDisk;
    expect((await project.up(config)).failures).toEqual([]);
    expect(await census(rig)).toEqual(before);
    expect((await project.pause()).failures).toEqual([]);
    expect((await project.down()).failures).toEqual([]);
    expect(left(await census(rig))).toEqual({});
  },
);
