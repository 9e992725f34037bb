import { DescribeServicesCommand, ListTasksCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { configSchema, type Config } from '../../src/config/schema.js';
import { comesTrue } from '../rehearsal/rehearsal.js';
import { census, left } from './census.js';
import { Project, serviceIn, variant } from './project.js';
import { openRig, type Rig } from './rig.js';

/** The life of a stack with a service that is scaled, from its first `up` on: each test goes on where the one before ended. */

const hour = 3600;
/** The hour of the day in so many hours, as a schedule. */
const inHours = (hours: number) => `cron(0 ${new Date(Date.now() + hours * hour * 1000).getUTCHours()} * * ? *)`;
const [morning, evening] = [inHours(12), inHours(18)];
const written = {
  name: 'shop',
  ingress: { type: 'alb' },
  services: {
    web: {
      ...{ image: 'nginx', port: 80, rules: [{ path: '$default' }] },
      scaling: {
        ...{ minimum: 2, maximum: 6, cpu: 50, requestsPerTarget: 100, cooldown: { out: 60 } },
        schedules: [
          { name: 'morning', schedule: morning, minimum: 4, maximum: 8 },
          { name: 'evening', schedule: evening, minimum: 2, maximum: 6 },
        ],
      },
    },
  },
};
const config: Config = { ...configSchema.parse(written), name: 'shop' };
type Scaling = NonNullable<ReturnType<typeof serviceIn>['scaling']>;
const changed = (of: Config, change: (scaling: Scaling) => void): Config =>
  variant(of, (it) => {
    const { scaling } = serviceIn(it);
    if (scaling) change(scaling);
  });
const newer = variant(config, (it) => void (serviceIn(it).image = 'nginx:1.27'));

let rig: Rig;
let project: Project;
beforeAll(async () => {
  rig = await openRig();
  project = new Project(rig, 'shop');
  expect((await project.up(config)).failures).toEqual([]);
});
afterAll(() => rig.close());

/** The calls of an `up` that change something. */
async function callsOf(wanted: Config): Promise<readonly string[]> {
  const { done, mutating } = await rig.during(() => project.up(wanted));
  expect(done.failures).toEqual([]);
  return mutating.map((it) => it.replace('applicationautoscaling:', '')).sort();
}
const web = { cluster: 'shop', service: 'web' };
async function count(): Promise<number | undefined> {
  const { services } = await rig.clients.ecs.send(new DescribeServicesCommand({ cluster: 'shop', services: ['web'] }));
  return services?.[0]?.desiredCount;
}
const minutes = (many: number) => rig.pass(many * 60);
const bounds = async () => (await census(rig))['scalableTargets'];
const shown = async () => {
  const { state, detail } = (await project.status(newer))['web-scaling'] ?? {};
  return { state, detail };
};

test('AWS has what the config says, and a second up changes nothing', async () => {
  expect(await callsOf(config)).toEqual([]);
  expect(left(await census(rig))).toMatchObject({
    services: ['web ACTIVE 2/2'],
    scalableTargets: ['service/shop/web 2-6'],
    scalingPolicies: [
      'service/shop/web provision-cpu at 50, 60/300, 2 alarms',
      'service/shop/web provision-requests at 100, 60/300, 2 alarms',
    ],
    scheduledActions: [
      `service/shop/web provision-evening ${evening} UTC: 2-6`,
      `service/shop/web provision-morning ${morning} UTC: 4-8`,
    ],
  });
  expect(await shown()).toEqual({ state: 'ok', detail: '2 tasks wanted, from 2 to 6' });
});

test('load makes it more tasks, which up and a deployment leave as they are', async () => {
  await rig.load({ 'shop/web': { cpu: 190 } });
  await minutes(5);
  expect(await count()).toBe(4);
  expect(await shown()).toEqual({ state: 'ok', detail: '4 tasks wanted, from 2 to 6' });
  expect(await callsOf(config)).toEqual([]);

  expect(await callsOf(newer)).toContain('ecs:UpdateService');
  const [deployment] = project.events.filter((it) => it.type === 'call' && it.operation === 'UpdateService');
  expect(deployment).toMatchObject({ input: expect.not.objectContaining({ desiredCount: expect.anything() }) });
  expect(await count()).toBe(4);

  await rig.load({ 'shop/web': { requests: 5000 } });
  await minutes(10);
  expect(await count()).toBe(6);
});

test('without load it is fewer again', async () => {
  await rig.load({ 'shop/web': { cpu: 0, requests: 0 } });
  await minutes(60);
  expect(await count()).toBe(2);
});

test('what a schedule has set is no drift, and up leaves it', async () => {
  await minutes(11.5 * 60);
  expect([await bounds(), await count()]).toEqual([['service/shop/web 4-8'], 4]);
  expect(await shown()).toEqual({ state: 'ok', detail: '4 tasks wanted, from 4 to 8' });
  const plan = await comesTrue(rig, project, newer);
  expect(plan.steps.filter(({ action }) => action === 'update')).toEqual([]);
  await minutes(7 * 60);
  expect([await bounds(), await count()]).toEqual([['service/shop/web 2-6'], 2]);
});

test('each member changes in place, and none of it twice', async () => {
  const before = await census(rig);
  const first = changed(newer, (it) => {
    Object.assign(it, { minimum: 3, cpu: 70, memory: 80, cooldown: { out: 5, in: 300 } });
    Object.assign(it.schedules[0] ?? {}, { timezone: 'Asia/Tokyo', minimum: 5 });
  });
  expect(await callsOf(first)).toEqual([
    ...['PutScalingPolicy', 'PutScalingPolicy', 'PutScalingPolicy'],
    ...['PutScheduledAction', 'RegisterScalableTarget'],
  ]);
  const second = changed(first, (it) => {
    Object.assign(it, { maximum: 9, cpu: undefined, requestsPerTarget: 7, cooldown: { out: 5, in: 6 } });
    it.schedules = it.schedules.slice(0, 1).map((schedule) => ({ ...schedule, schedule: 'rate(1 day)', maximum: 9 }));
  });
  expect(await callsOf(second)).toEqual([
    ...['DeleteScalingPolicy', 'DeleteScheduledAction', 'PutScalingPolicy', 'PutScalingPolicy'],
    ...['PutScheduledAction', 'RegisterScalableTarget'],
  ]);
  expect(await census(rig)).toMatchObject({
    services: ['web ACTIVE 3/3'],
    scalableTargets: ['service/shop/web 3-9'],
    scalingPolicies: [
      'service/shop/web provision-memory at 80, 5/6, 2 alarms',
      'service/shop/web provision-requests at 7, 5/6, 2 alarms',
    ],
    scheduledActions: ['service/shop/web provision-morning rate(1 day) Asia/Tokyo: 5-9'],
  });
  expect(await callsOf(second)).toEqual([]);
  expect((await project.up(newer)).failures).toEqual([]);
  await minutes(20);
  expect(await census(rig)).toEqual(before);
});

test('a count outside of the bounds is told, and brought within', async () => {
  // Nine tasks have just enough to do.
  await rig.load({ 'shop/web': { cpu: 430 } });
  await rig.clients.ecs.send(new UpdateServiceCommand({ ...web, desiredCount: 9 }));
  await minutes(3);
  expect(await shown()).toEqual({
    state: 'drifted',
    detail: '9 tasks wanted, from 2 to 6: 9 is more than Application Auto Scaling allows; up has it brought within',
  });
  const plan = await comesTrue(rig, project, newer);
  expect(plan.steps.filter(({ action }) => action === 'update')).toMatchObject([{ step: 'web-scaling' }]);
  expect(await count()).toBe(6);
});

test('paused, nothing starts a task, whatever there is to do and whatever time it is', async () => {
  const before = await census(rig);
  expect((await project.pause()).failures).toEqual([]);
  await rig.load({ 'shop/web': { cpu: 500 } });
  await minutes(20 * 60);
  expect([await bounds(), await count()]).toEqual([['service/shop/web 0-6 suspended'], 0]);
  const { taskArns } = await rig.clients.ecs.send(new ListTasksCommand({ cluster: 'shop' }));
  expect(taskArns).toEqual([]);
  await rig.load({ 'shop/web': { cpu: 0 } });
  await project.recover(newer);
  expect(project.store.paused).toBeDefined();

  expect((await project.up(newer)).failures).toEqual([]);
  await minutes(5);
  expect({ ...(await census(rig)), services: [], tasks: [] }).toMatchObject({
    scalableTargets: before['scalableTargets'],
    scalingPolicies: before['scalingPolicies'],
    scheduledActions: before['scheduledActions'],
  });
  expect(await count()).toBe(2);
  expect(await callsOf(newer)).toEqual([]);
});

test('a stack whose state is lost is found again by the tags of the target', async () => {
  await project.recover(newer);
  expect(await callsOf(newer)).toEqual([]);
});

test('without scaling the count is what the config says, however much there is to do, and down leaves nothing', async () => {
  await rig.load({ 'shop/web': { cpu: 900 } });
  const fixed = variant(newer, (it) => Object.assign(serviceIn(it), { scaling: undefined, count: 3 }));
  expect(await callsOf(fixed)).toEqual([
    ...['DeleteScalingPolicy', 'DeleteScalingPolicy', 'DeleteScheduledAction', 'DeleteScheduledAction'],
    ...['DeregisterScalableTarget', 'ecs:UpdateService'],
  ]);
  expect([await bounds(), await count()]).toEqual([[], 3]);
  expect((await project.up(newer)).failures).toEqual([]);
  expect(await bounds()).toEqual(['service/shop/web 2-6']);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});
