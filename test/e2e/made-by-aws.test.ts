import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateClusterCommand } from '@aws-sdk/client-ecs';
import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import { InMemoryAws } from '../../src/rehearsal/in-memory-aws.js';
import { rehearseLifecycle } from '../../src/rehearsal/lifecycle.js';
import { down } from '../../src/runner/down.js';
import { runOn, taggedStacks } from '../../src/runner/sweep.js';
import { up } from '../../src/runner/up.js';
import { resourcesByType } from '../../steps/nouns.js';
import { stackOf } from '../../steps/stack/index.js';
import { newStackId } from '../../src/identity.js';
import { MemoryStore } from '../../state/store.js';
import { inFull } from '../full.js';
import { census, left } from './census.js';
import { rig } from './fresh.js';
import { blueprintOf, configOf, Project } from './project.js';
import { where } from './rig.js';

/** What AWS makes for a stack without being asked, and leaves behind: a `down` takes it along. */

const logGroupName = '/aws/ecs/containerinsights/cloud-map-public/performance';
const groups = async () => {
  const { logGroups = [] } = await rig.clients.logs.send(new DescribeLogGroupsCommand({}));
  return logGroups.map((it) => it.logGroupName);
};
const said = ({ events }: Project) =>
  events.flatMap((it) => (it.type === 'wait' && it.lasting && it.step === 'cluster' ? [it.why] : []));

/**
 * AWS's own memory of what is gone: tokens, operations, numbers that are never given twice. Nobody is billed for it. And that a
 * rehearsal's world takes the account's secrets and policies to be there, and knows no quotas of its own.
 */
const memory = /\/(client-tokens|families|operations|activities|refreshed|event-count|taken-on-trust|sandbox\/quotas)$/;
const isGone = (row: unknown): boolean => /"[sS]tatus":"INACTIVE"/.test(JSON.stringify(row));
/** They belong to the account. */
const isServiceLinkedRole = (row: unknown): boolean => JSON.stringify(row).includes('"/aws-service-role/');
const mayStay = (row: unknown): boolean => isGone(row) || isServiceLinkedRole(row);

test.each(
  inFull(
    blueprints.map(({ name }) => name),
    ['cloud-map-public'],
  ),
)(
  'case 10: %s: after down, nothing is left in the world but service-linked roles, whoever has made it',
  async (name) => {
    const config = await blueprintOf(name);
    const { steps } = stackOf(config, where, () => 'tag');
    const aws = new InMemoryAws(where);
    const stack = { stack: config.name, tags: config.tags, location: where, steps, resources: resourcesByType };
    const life = await rehearseLifecycle(stack, aws);
    expect([...life.up.failures, ...life.down.failures]).toEqual([]);
    const { clusterName } = life.up.records.get('cluster')?.want as { clusterName: string };
    const deleted = life.down.answers
      .filter(({ operation }) => operation === 'DeleteLogGroup')
      .map(({ input }) => input);
    expect(deleted).toContainEqual({ logGroupName: `/aws/ecs/containerinsights/${clusterName}/performance` });
    // What AWS still shows for a while after its end is forgotten by then.
    await aws.clock.sleep(2 * 3600_000);
    await aws.withCloud(({ ec2 }) => ec2.send(new DescribeVpcsCommand({})));
    const { tables, due } = aws.world.toJSON();
    const there = Object.entries(tables).flatMap(([table, rows]) =>
      memory.test(table)
        ? []
        : (rows as [string, unknown][]).flatMap(([key, row]) => (mayStay(row) ? [] : [`${table} ${key}`])),
    );
    expect(there).toEqual([]);
    expect(due).toEqual([]);
  },
);

test('case 10: down deletes the log group that Container Insights has made, and says so', async () => {
  const project = new Project(rig);
  await project.up();
  expect(await groups()).toContain(logGroupName);
  expect(await project.down()).toMatchObject({ failures: [], deleted: 27 });
  expect(said(project)).toEqual([`Container Insights has made the log group ${logGroupName}, which is deleted, too`]);
  expect(left(await census(rig))).toEqual({});
});

test('a log group that was there before the stack stays', async () => {
  const project = new Project(rig);
  await rig.clients.logs.send(new CreateLogGroupCommand({ logGroupName }));
  project.store = new MemoryStore([], newStackId(Date.now() + 5000));
  await project.up();
  expect((await project.down()).failures).toEqual([]);
  expect(await groups()).toEqual([logGroupName]);
});

test('with Container Insights off, a log group of that name is of somebody else', async () => {
  const project = new Project(rig);
  await project.up(configOf((it) => void (it.cluster.containerInsights = 'disabled')));
  expect(await groups()).not.toContain(logGroupName);
  await rig.clients.logs.send(new CreateLogGroupCommand({ logGroupName }));
  expect((await project.down()).failures).toEqual([]);
  expect(await groups()).toEqual([logGroupName]);
});

test('with Container Insights on and then off, its log group goes with the cluster all the same', async () => {
  const project = new Project(rig);
  await project.up(configOf((it) => void (it.cluster.containerInsights = 'enabled')));
  await rig.clock.sleep(600_000);
  expect(await groups()).toContain(logGroupName);
  const off = configOf((it) => void (it.cluster.containerInsights = 'disabled'));
  expect((await project.up(off)).failures).toEqual([]);
  expect((await rig.during(() => project.up(off))).mutating).toEqual([]);
  expect((await project.down()).failures).toEqual([]);
  expect(await groups()).toEqual([]);
});

test('a cluster that is not ours keeps its log group', async () => {
  const project = new Project(rig);
  const settings = [{ name: 'containerInsights' as const, value: 'enabled' }];
  await rig.clients.ecs.send(new CreateClusterCommand({ clusterName: 'cloud-map-public', settings }));
  await rig.clients.logs.send(new CreateLogGroupCommand({ logGroupName }));
  expect((await project.up()).failures).toMatchObject([{ code: 'name-taken' }]);
  expect((await project.down()).failures).toEqual([]);
  expect(await groups()).toEqual([logGroupName]);
});

/** A stack that is gone, and of which only its tags are still listed: in another account, on a clock of its own. */
async function goneStack() {
  const config = configOf();
  const { steps } = stackOf(config, where);
  const aws = new InMemoryAws(where);
  const store = new MemoryStore();
  const run = aws.run({ stack: config.name, tags: {}, store, resources: resourcesByType });
  await up(run, steps);
  await down(run);
  const create = (tags?: { [key: string]: string }) =>
    aws.withCloud(({ logs }) => logs.send(new CreateLogGroupCommand({ logGroupName, ...(tags && { tags }) })));
  return { aws, run, id: store.id, create };
}

test('sweep finds the log group of a cluster that is gone and bore the tags of a stack, and deletes it', async () => {
  const { run, id, create } = await goneStack();
  expect(await taggedStacks(run)).toEqual([]);
  await create();
  const stacks = await taggedStacks(run);
  expect(stacks).toMatchObject([{ stack: 'cloud-map-public', id, things: [{ type: 'log-group', id: logGroupName }] }]);
  const [stack] = stacks;
  if (!stack) throw new Error('no stack');
  expect(await down(await runOn(run, stack))).toMatchObject({ deleted: 1, failures: [] });
  expect(await taggedStacks(run)).toEqual([]);
});

test('sweep leaves the log group of a cluster that has tags, that is there, or that is not known', async () => {
  const { aws, run, create } = await goneStack();
  await create({ team: 'shop' });
  expect(await taggedStacks(run)).toEqual([]);
  await aws.withCloud(({ logs }) => logs.send(new DeleteLogGroupCommand({ logGroupName })));
  await create();
  await aws.withCloud(({ ecs }) => ecs.send(new CreateClusterCommand({ clusterName: 'cloud-map-public' })));
  expect(await taggedStacks(run)).toEqual([]);
  const another = '/aws/ecs/containerinsights/another/performance';
  await aws.withCloud(({ logs }) => logs.send(new CreateLogGroupCommand({ logGroupName: another })));
  expect(await taggedStacks(run)).toEqual([]);
});
