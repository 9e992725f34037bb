import { DescribeServicesCommand, ListTasksCommand, RunTaskCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.js';
import { Stopped } from '../../src/runner/run.js';
import { comesTrue } from '../rehearsal/rehearsal.js';
import { census, left } from './census.js';
import { crashing } from './crash.js';
import { Project, variant } from './project.js';
import { openRig, type Rig } from './rig.js';

/** A job that runs before the deployments of a worker: a migration. */

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

const shop = loadConfig(
  'provision.yaml',
  `name: shop
services:
  worker: {image: "ruby:1"}
  other: {image: "nginx:1"}
jobs:
  migrate: {imageOf: worker, command: [rake, "db:migrate"], before: deploy, services: [worker]}
ingress: {type: none}
`,
);
const withImage = (image: string, service = 'worker') =>
  variant(shop, (it) => {
    const changed = it.services[service];
    if (changed) changed.image = image;
  });

/** How often the job has run, as ECS remembers it. */
async function runs(): Promise<number> {
  const of = async (desiredStatus: 'RUNNING' | 'STOPPED') => {
    const asked = { cluster: 'shop', family: 'migrate', desiredStatus };
    return (await rig.clients.ecs.send(new ListTasksCommand(asked))).taskArns?.length ?? 0;
  };
  return (await of('RUNNING')) + (await of('STOPPED'));
}
const revisionOf = async (service: string) => {
  const { services } = await rig.clients.ecs.send(
    new DescribeServicesCommand({ cluster: 'shop', services: [service] }),
  );
  return services?.[0]?.taskDefinition?.split('/').at(-1);
};
const mayMatter = (name: string) => ['ecs:RunTask', 'ecs:CreateService', 'ecs:UpdateService'].includes(name);

test('it runs before its service is made, and again for each new revision of that, and for no other change', async () => {
  const project = new Project(rig, 'shop');
  const first = await rig.during(() => project.up(shop));
  expect(first.done.failures).toEqual([]);
  const made = first.mutating.filter(mayMatter);
  expect(made.toSorted()).toEqual(['ecs:CreateService', 'ecs:CreateService', 'ecs:RunTask']);
  expect(made.at(-1)).toBe('ecs:CreateService');
  expect(await project.status(shop)).toMatchObject({
    'migrate-run': { type: 'ecs-task', state: 'ok', detail: 'it has ended with exit code 0' },
  });
  expect((await rig.during(() => project.up(shop))).mutating).toEqual([]);

  const changed = await rig.during(() => project.up(withImage('ruby:2')));
  expect(changed.done.failures).toEqual([]);
  expect(changed.mutating.filter(mayMatter)).toEqual(['ecs:RunTask', 'ecs:UpdateService']);
  expect(project.outcomes()).toMatchObject({ 'migrate-run': 'replaced', 'worker-service': 'updated' });
  expect((await rig.during(() => project.up(withImage('ruby:2')))).mutating).toEqual([]);

  const elsewhere = variant(
    withImage('ruby:2'),
    (it) => void Object.assign(it.services['other'] ?? {}, { image: 'nginx:2' }),
  );
  const other = await rig.during(() => project.up(elsewhere));
  expect(other.mutating.filter(mayMatter)).toEqual(['ecs:UpdateService']);
  const command = variant(
    elsewhere,
    (it) => void Object.assign(it.jobs['migrate'] ?? {}, { command: ['rake', 'seed'] }),
  );
  expect((await rig.during(() => project.up(command))).mutating.filter(mayMatter)).toEqual(['ecs:RunTask']);
  expect(await runs()).toBe(3);

  await project.recover(command);
  expect((await rig.during(() => project.up(command))).mutating).toEqual([]);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});

test('a job that has ended is taken out of the config: nothing is stopped, as the plan says', async () => {
  const project = new Project(rig, 'shop');
  await project.up(shop);
  const without = variant(shop, (it) => void delete it.jobs['migrate']);
  const { mutating } = await rig.during(() => comesTrue(rig, project, without));
  expect(mutating).toContain('ecs:DeregisterTaskDefinition');
  expect(mutating).not.toContain('ecs:StopTask');
});

test('where it fails, nothing is deployed, its exit code and last lines are told, and the next up runs it again', async () => {
  const project = new Project(rig, 'shop');
  await project.up(shop);
  const before = await revisionOf('worker');
  await rig.programs({ migrate: { exitCode: 3, lines: ['adding a column', 'no such\u001b[31m table: users'] } });
  const { failures } = await project.up(withImage('ruby:2'));
  expect(failures).toMatchObject([{ code: 'step-broken', step: 'migrate-run', resource: 'ecs-task', verb: 'create' }]);
  const { why } = failures[0] as { why: string };
  expect(why.split('\n')).toEqual([
    'the task ended with exit code 3',
    'Essential container in task exited; migrate exited with code 3',
    'its last lines:',
    '  adding a column',
    '  no such [31m table: users',
  ]);
  expect(project.outcomes()).toMatchObject({ 'migrate-run': 'failed', 'worker-service': 'skipped' });
  expect(await revisionOf('worker')).toBe(before);
  expect(await project.status()).toMatchObject({ 'migrate-run': { state: 'broken', detail: why } });

  await rig.programs({ migrate: { exitCode: 0 } });
  expect((await project.up(withImage('ruby:2'))).failures).toEqual([]);
  expect(await revisionOf('worker')).not.toBe(before);
  expect((await rig.during(() => project.up(withImage('ruby:2')))).mutating).toEqual([]);
});

test('a run that is stopped while it waits goes on with the same task, and so does one whose answer was lost', async () => {
  const project = new Project(rig, 'shop');
  await rig.programs({ migrate: { seconds: 3000 } });
  const controller = new AbortController();
  const stopping = project.up(shop, {
    signal: controller.signal,
    through: (cloud) => {
      if (project.events.some((it) => it.type === 'wait' && it.step === 'migrate-run'))
        controller.abort(new Stopped('interrupted'));
      return cloud;
    },
  });
  await stopping;
  expect([await runs(), await revisionOf('worker')]).toEqual([1, undefined]);
  expect((await project.up(shop)).failures).toEqual([]);
  expect(await runs()).toBe(1);

  await rig.programs({ migrate: { seconds: 60 } });
  await rig.faults([{ operation: 'RunTask', times: 1, after: true }]);
  expect((await project.up(withImage('ruby:2'))).failures).toEqual([]);
  expect([await runs(), await rig.pendingFaults()]).toEqual([2, []]);
});

test.each(['before it left', 'when it was executed'] as const)(
  'a process that dies at its start, %s: it runs once',
  async (instant) => {
    const project = new Project(rig, 'shop');
    await rig.programs({ migrate: { seconds: 600 } });
    await crashing(project, { call: 1, operation: 'RunTask', instant }, (it) => project.up(shop, it));
    expect((await project.up(shop)).failures).toEqual([]);
    expect(await runs()).toBe(1);
    expect((await rig.during(() => project.up(shop))).mutating).toEqual([]);
  },
);

test('what runs when all goes is stopped: the job, and what somebody has run by hand', async () => {
  const project = new Project(rig, 'shop');
  await rig.programs({ migrate: { seconds: 3000 } });
  const controller = new AbortController();
  await project.up(shop, {
    signal: controller.signal,
    through: (cloud) => {
      if (project.events.some((it) => it.type === 'wait' && it.step === 'migrate-run'))
        controller.abort(new Stopped('interrupted'));
      return cloud;
    },
  });
  const [group, subnet] = ['security-group', 'subnet'].map((type) =>
    [...project.store.records.values()].find((it) => it.type === type),
  );
  const tags = { ...project.store.records.get('cluster')?.tags, 'provision:step': 'migrate-task' };
  const awsvpcConfiguration = {
    subnets: [String(subnet?.id)],
    securityGroups: [String(group?.id)],
    assignPublicIp: 'ENABLED' as const,
  };
  await rig.clients.ecs.send(
    new RunTaskCommand({
      ...{
        cluster: 'shop',
        taskDefinition: 'migrate',
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration },
      },
      tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    }),
  );
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});
