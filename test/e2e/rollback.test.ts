import { DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { BatchDeleteImageCommand } from '@aws-sdk/client-ecr';
import { DeregisterTaskDefinitionCommand, DescribeServicesCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { FailureError, type Failure } from '../../src/failure.js';
import { Stopped } from '../../src/runner/run.js';
import type { Cloud } from '../../src/step.js';
import { comesTrue, planFor } from '../rehearsal/rehearsal.js';
import { inFull, longTest } from '../full.js';
import { crashing, sending, type Instant } from './crash.js';
import { census, left } from './census.js';
import { blueprintOf, configOf, Project, serviceIn, variant } from './project.js';
import { openRig, type Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

const logGroupName = '/ecs/cloud-map-public/web';
const withImage = (image: string, more: object = {}) =>
  configOf((it) => void Object.assign(serviceIn(it), { image: `nginx:${image}`, keep: 3, ...more }));

/** A stack whose service has had so many revisions. */
async function after(count: number, more?: object): Promise<Project> {
  const project = new Project(rig);
  for (let image = 1; image <= count; image++)
    expect((await project.up(withImage(String(image), more))).failures).toEqual([]);
  return project;
}
async function running(project: Project, step = 'web-service') {
  const { cluster, service } = project.idOf(step) as { cluster: string; service: string };
  const { services: [it] = [] } = await rig.clients.ecs.send(
    new DescribeServicesCommand({ cluster, services: [service] }),
  );
  const { deployments = [], desiredCount, taskDefinition = '' } = it ?? {};
  const shown = deployments.map(({ status, rolloutState }) => `${status} ${rolloutState}`);
  return { revision: Number(taskDefinition.split(':').at(-1)), deployments: shown, desiredCount };
}
const refused = async (work: Promise<unknown>): Promise<Failure> =>
  work.then(
    () => Promise.reject(new Error('it was not refused')),
    (error: unknown) => {
      if (!(error instanceof FailureError)) throw error;
      return error.failure;
    },
  );

test('it goes to the revision that worked before, waits for it, and shows what differs before that', async () => {
  const project = await after(3);
  const shown: unknown[] = [];
  const confirm = async ({ what }: { what: { plan: { steps: readonly { changes: readonly object[] }[] } } }) =>
    void shown.push(...what.plan.steps.flatMap(({ changes }) => changes));
  const { done, mutating } = await rig.during(() => project.rollBack('web', undefined, { confirm }));
  expect(done).toMatchObject({ failures: [], updated: 1, revision: 2 });
  expect(mutating).toEqual(['ecs:UpdateService']);
  expect(shown).toMatchObject([
    { path: 'taskDefinition', from: expect.stringMatching(/:3$/), to: expect.stringMatching(/:2$/) },
    { path: 'containerDefinitions.web.image', from: 'nginx:3', to: 'nginx:2' },
  ]);
  expect(await running(project)).toMatchObject({ revision: 2, deployments: ['PRIMARY COMPLETED'] });
  // It is no drift, and nothing is lost.
  const row = (await project.status(withImage('3')))['web-service'];
  expect(row).toMatchObject({
    state: 'ok',
    detail: expect.stringMatching(/rolled back from revision 3 at 2.*Z; the next up/),
  });
  expect(await rig.during(() => project.rollBack('web', 2))).toMatchObject({
    done: { failures: [], updated: 0, unchanged: 1 },
    mutating: [],
  });
  // Once more is one further back, and there is an end to that.
  expect(await project.rollBack()).toMatchObject({ failures: [], revision: 1 });
  expect(await refused(project.rollBack())).toMatchObject({
    code: 'no-way-back',
    kept: [{ revision: 3 }, { revision: 2 }],
  });
  expect(await project.rollBack('web', 3)).toMatchObject({ failures: [], revision: 3 });
  expect((await rig.during(() => project.up(withImage('3')))).mutating).toEqual([]);
});

test('the next up says that it goes forward again, and does; a config that asks for the old one changes nothing', async () => {
  const project = await after(3);
  await project.rollBack('web', 1);
  const forward = /^goes forward again from revision 1 to 3, which was rolled back at 2\S+Z$/;
  const { steps, failures } = await comesTrue(rig, project, withImage('3'));
  expect(failures).toEqual([]);
  expect(steps.filter(({ action }) => action !== 'unchanged' && action !== 'look')).toMatchObject([
    { step: 'web-service', action: 'update', forward: expect.stringMatching(forward) },
  ]);
  const said = project.events.flatMap((it) => (it.type === 'wait' && it.lasting ? [it.why] : []));
  expect(said).toMatchObject([expect.stringMatching(forward)]);
  expect((await running(project)).revision).toBe(3);
  expect((await project.status())['web-service']?.detail).not.toContain('rolled back');

  await project.rollBack('web', 1);
  const { steps: other } = await planFor(rig, project, withImage('4'));
  expect(other.find(({ step }) => step === 'web-service')?.forward).toMatch(
    /^goes forward again from revision 1, to which it was rolled back from 3 at /,
  );
  await comesTrue(rig, project, withImage('1'));
  expect((await running(project)).revision).toBe(1);
  expect((await rig.during(() => project.up(withImage('1')))).mutating).toEqual([]);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});

longTest('a count that somebody or something else has set stays, and so does a pause', async () => {
  const project = await after(2, { count: 3 });
  await project.pause();
  expect(await project.rollBack()).toMatchObject({ failures: [], revision: 1 });
  expect(await running(project)).toMatchObject({ revision: 1, desiredCount: 0 });
  expect((await project.status())['web-service']).toMatchObject({ state: 'paused' });
  await project.store.setPaused(undefined);
  expect((await project.up(withImage('2', { count: 3 }))).failures).toEqual([]);
  expect(await running(project)).toMatchObject({ revision: 2, desiredCount: 3 });
});

test('after an up whose tasks did not work, it makes what ECS went back to what is recorded', async () => {
  const project = await after(2);
  const broken = configOf((it) => void Object.assign(serviceIn(it), { image: 'registry.invalid/nginx', keep: 3 }));
  expect((await project.up(broken)).failures).toHaveLength(1);
  expect((await project.status())['web-service']).toMatchObject({ state: 'broken' });
  expect(await project.rollBack()).toMatchObject({ failures: [], revision: 2 });
  expect(await running(project)).toMatchObject({ revision: 2, deployments: ['PRIMARY COMPLETED'] });
  expect((await project.status())['web-service']).toMatchObject({ state: 'ok' });
  const { steps } = await planFor(rig, project, withImage('4'));
  expect(steps.find(({ step }) => step === 'web-service')?.forward).toMatch(
    /^goes forward again from revision 2, to which it was rolled back from 3 at /,
  );
});

test('where its tasks do not work either, ECS goes back to what was completed last, and that is recorded and told', async () => {
  const project = await after(2);
  let isGone = false;
  const through = (cloud: Cloud) =>
    sending(cloud, async (command, send) => {
      if (command instanceof UpdateServiceCommand && !isGone) {
        isGone = true;
        await rig.clients.logs.send(new DeleteLogGroupCommand({ logGroupName }));
      }
      return send();
    });
  const { failures, revision } = await project.rollBack('web', undefined, { through });
  expect(failures).toMatchObject([
    { code: 'rollback-failed', step: 'web-service', to: expect.stringMatching(/web:1$/) },
  ]);
  expect(JSON.stringify(failures)).toContain('The specified log group does not exist');
  expect(revision).toBeUndefined();
  expect((await running(project)).revision).toBe(2);
  expect((await project.up(withImage('2'))).failures).toEqual([]);
  expect(await running(project)).toMatchObject({ revision: 2, deployments: ['PRIMARY COMPLETED'] });
  expect((await project.status())['web-service']?.detail).not.toContain('rolled back');
});

const obstacles = [
  ['deregistered', 'it is INACTIVE: somebody has deregistered it, and ECS gives no service such a one'],
  ['logs', 'its log group /ecs/cloud-map-public/web is gone'],
  ['port', 'Cloud Map leads to port 8080, which none of its containers has'],
] as const;
test.each(inFull(obstacles, obstacles.slice(0, 1)))(
  'what tasks cannot run with any more is refused before the call: %s',
  async (what, why) => {
    const project = await after(what === 'port' ? 1 : 2);
    if (what === 'port') await project.up(withImage('2', { port: 8080 }));
    if (what === 'logs') await rig.clients.logs.send(new DeleteLogGroupCommand({ logGroupName }));
    if (what === 'deregistered')
      await rig.clients.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'web:1' }));
    const records = new Map(project.store.records);
    const { done, mutating } = await rig.during(() => project.rollBack());
    expect(done.failures).toEqual([
      { code: 'revision-unusable', step: 'web-service', service: 'web', revision: 1, obstacles: [why] },
    ]);
    expect(mutating).toEqual([]);
    expect(new Map(project.store.records)).toEqual(records);
  },
);

longTest('an image that is not in ECR any more is found before the call', async () => {
  const project = new Project(rig, 'cloud-map-private');
  const wanted = variant(await blueprintOf('cloud-map-private'), () => {});
  const [family = ''] = Object.keys(wanted.services);
  await project.up(wanted, { tagOf: () => 'context-1' });
  await project.up(wanted, { tagOf: () => 'context-2' });
  expect(await project.rollBack(family)).toMatchObject({ failures: [], revision: 1 });
  await project.rollBack(family, 2);
  const { repositoryName } = project.idOf(`${family}-image`) as { repositoryName: string };
  const imageIds = [{ imageTag: 'context-1' }];
  await rig.clients.ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds }));
  const { failures } = await project.rollBack(family);
  expect(failures).toMatchObject([
    {
      code: 'revision-unusable',
      obstacles: [expect.stringMatching(/^its image .*:context-1 is not in ECR any more$/)],
    },
  ]);
});

test.each<Instant>(inFull(['before it left', 'when it was executed'], ['when it was executed']))(
  'a rollback that dies at its call, %s, goes on with the next one, with up, and with down',
  async (instant) => {
    const project = await after(3);
    await crashing(project, { call: 1, instant }, (it) => project.rollBack('web', undefined, it));
    // Not one further back.
    const { done, mutating } = await rig.during(() => project.rollBack());
    expect(done).toMatchObject({ failures: [], revision: 2 });
    expect(mutating).toEqual(instant === 'before it left' ? ['ecs:UpdateService'] : []);
    expect(await running(project)).toMatchObject({ revision: 2, deployments: ['PRIMARY COMPLETED'] });

    await crashing(project, { call: 1, instant }, (it) => project.rollBack('web', undefined, it));
    expect((await project.up(withImage('3'))).failures).toEqual([]);
    expect((await running(project)).revision).toBe(3);
    expect((await rig.during(() => project.up(withImage('3')))).mutating).toEqual([]);

    await crashing(project, { call: 1, instant }, (it) => project.rollBack('web', undefined, it));
    expect((await project.down()).failures).toEqual([]);
    expect(left(await census(rig))).toEqual({});
  },
);

longTest('one that is stopped while it waits goes on', async () => {
  const project = await after(2);
  const controller = new AbortController();
  const through: NonNullable<Parameters<Project['rollBack']>[2]>['through'] = (cloud) => {
    if (project.events.some((it) => it.type === 'call' && it.operation === 'UpdateService'))
      controller.abort(new Stopped('interrupted'));
    return cloud;
  };
  expect(await project.rollBack('web', undefined, { signal: controller.signal, through })).toMatchObject({
    failures: [],
  });
  const { done, mutating } = await rig.during(() => project.rollBack());
  expect([done, mutating]).toMatchObject([{ failures: [], revision: 1 }, []]);
});
