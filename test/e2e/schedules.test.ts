import { DescribeTasksCommand, ListTasksCommand, type Task } from '@aws-sdk/client-ecs';
import { DeleteRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.js';
import { comesTrue } from '../rehearsal/rehearsal.js';
import { census, left } from './census.js';
import { Project, variant } from './project.js';
import { openRig, type Rig } from './rig.js';

/** Jobs that EventBridge Scheduler starts by the clock. */

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

const shop = loadConfig(
  'provision.yaml',
  `name: shop
services: {}
jobs:
  report:
    image: "ruby:1"
    schedule: rate(1 hour)
    permissions: {managedPolicies: [AmazonS3ReadOnlyAccess]}
  tidy: {image: "ruby:1", schedule: "cron(0 3 ? * SUN *)", timezone: Europe/Berlin, startWithin: 600}
  once: {image: "ruby:1"}
ingress: {type: none}
`,
);
const changed = (change: (report: NonNullable<(typeof shop)['jobs'][string]>) => void) =>
  variant(shop, (it) => {
    const { report } = it.jobs;
    if (report) change(report);
  });

const hour = 3600;
/** The tasks of the job that ECS remembers, whoever has started them. */
async function tasks(): Promise<readonly Task[]> {
  const { ecs } = rig.clients;
  const of = async (desiredStatus: 'RUNNING' | 'STOPPED') => {
    const { taskArns = [] } = await ecs.send(
      new ListTasksCommand({ cluster: 'shop', family: 'report', desiredStatus }),
    );
    if (taskArns.length === 0) return [];
    const asked = { cluster: 'shop', tasks: taskArns, include: ['TAGS' as const] };
    return (await ecs.send(new DescribeTasksCommand(asked))).tasks ?? [];
  };
  return [...(await of('RUNNING')), ...(await of('STOPPED'))];
}
/** Counts what is started while so much time goes by; ECS forgets a task an hour after its end. */
async function startedWithin(minutes: number): Promise<number> {
  const seen = new Set<string>();
  for (let past = 0; past < minutes; past += 20) {
    await rig.pass(20 * 60);
    for (const { taskArn = '' } of await tasks()) seen.add(taskArn);
  }
  return seen.size;
}

test('it starts by the clock, with the tags of the stack, and a second up changes nothing', async () => {
  const project = new Project(rig, 'shop');
  expect((await project.up(shop)).failures).toEqual([]);
  expect(left(await census(rig))).toMatchObject({
    scheduleGroups: ['shop ACTIVE'],
    schedules: [
      'shop/report rate(1 hour) UTC ENABLED: 1 x report:1 FARGATE',
      'shop/tidy cron(0 3 ? * SUN *) Europe/Berlin ENABLED: 1 x tidy:1 FARGATE',
    ],
  });
  expect((await rig.during(() => project.up(shop))).mutating).toEqual([]);
  expect(await tasks()).toEqual([]);
  expect(await startedWithin(200)).toBe(3);
  const [task] = await tasks();
  expect(task).toMatchObject({
    startedBy: 'chronos-schedule/report',
    tags: expect.arrayContaining([{ key: 'provision:stack', value: 'shop' }]),
  });
  expect(Object.values(await project.status(shop)).filter(({ state }) => state !== 'ok')).toEqual([]);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});

test('another image, time or room for a late start is changed in place, as the plan says', async () => {
  const project = new Project(rig, 'shop');
  await project.up(shop);
  const change = changed((it) => Object.assign(it, { image: 'ruby:2', schedule: 'rate(2 hours)', startWithin: 120 }));
  await comesTrue(rig, project, change);
  const { done, mutating } = await rig.during(() => project.up(change));
  expect(done.failures).toEqual([]);
  expect(mutating).toEqual([]);
  expect((await census(rig))['schedules']?.[0]).toBe('shop/report rate(2 hours) UTC ENABLED: 1 x report:2 FARGATE');
  expect(await startedWithin(300)).toBe(2);
});

test('what has no schedule any more is not started, and with the last one its group and role go', async () => {
  const project = new Project(rig, 'shop');
  await project.up(shop);
  const one = changed((it) => void delete it.schedule);
  const none = variant(one, (it) => void delete it.jobs['tidy']);
  expect((await project.up(one)).failures).toEqual([]);
  expect(await startedWithin(180)).toBe(0);
  expect((await project.up(none)).failures).toEqual([]);
  const all = left(await census(rig));
  expect([all['schedules'], all['scheduleGroups']]).toEqual([undefined, undefined]);
  expect(all['roles']?.filter((it) => it.includes('scheduler'))).toEqual([]);
});

test('a paused stack starts nothing, and a resumed one does not make up for it', async () => {
  const project = new Project(rig, 'shop');
  await project.up(shop);
  expect((await project.pause()).failures).toEqual([]);
  expect(await startedWithin(300)).toBe(0);
  expect((await project.up(shop)).failures).toEqual([]);
  expect(await startedWithin(80)).toBe(1);
});

test('down stops what a schedule has started, and leaves nothing', async () => {
  const project = new Project(rig, 'shop');
  await project.up(shop);
  await rig.programs({ report: { seconds: 100 * hour } });
  await rig.pass(hour + 120);
  expect(await tasks()).toHaveLength(1);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});

test('a start that ECS or IAM refuses is tried again, for as long as the config says', async () => {
  const project = new Project(rig, 'shop');
  await project.up(changed((it) => Object.assign(it, { startWithin: 1200 })));
  const policy = { RoleName: 'shop-scheduler-us-east-1', PolicyName: 'start-tasks' };
  await rig.clients.iam.send(new DeleteRolePolicyCommand(policy));
  await rig.pass(hour + 60);
  expect(await tasks()).toEqual([]);
  // `up` puts the policy back, and Scheduler's next try succeeds.
  await project.up(changed((it) => Object.assign(it, { startWithin: 1200 })));
  expect(await startedWithin(20)).toBe(1);
});
