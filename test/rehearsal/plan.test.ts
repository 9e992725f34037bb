import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { DeleteRouteCommand } from '@aws-sdk/client-apigatewayv2';
import {
  AuthorizeSecurityGroupEgressCommand,
  CreateLaunchTemplateVersionCommand,
  DescribeLaunchTemplatesCommand,
  DeleteTagsCommand,
  ModifyLaunchTemplateCommand,
} from '@aws-sdk/client-ec2';
import { DeregisterTaskDefinitionCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import type { StepRecord } from '../../state/schema.js';
import { MemoryStore } from '../../state/store.js';
import type { Config } from '../../src/config/schema.js';
import { isChange } from '../../src/plan.js';
import { inFull, isFull } from '../full.js';
import { blueprintOf, Project, serviceIn, variant } from '../e2e/project.js';
import { makeNetwork } from '../e2e/landlord.js';
import { existingIds } from '../e2e/existing-ids.js';
import { openRig, type Rig } from '../e2e/rig.js';
import { changes } from './changes-of-blueprints.js';
import { comesTrue, planFor } from './rehearsal.js';

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
afterAll(() => rig.close());
beforeEach(() => rig.reset());

const expectToComeTrue = (project: Project, config: Config) => comesTrue(rig, project, config);

/** What takes many plans of a large stack. */
const whereFull = (name: string, story: () => Promise<void>): void => {
  if (isFull) test(name, story);
};

const names = ['cloud-map-public', 'alb-microservices', 'ec2-capacity', 'cloud-map-private', 'cli-walkthrough'];
test.each(inFull(names, ['cloud-map-public']))(
  'what is planned for %s from nothing is what is done, and then nothing is',
  async (name) => {
    const config = await blueprintOf(name);
    const project = new Project(rig, config.name);
    await expectToComeTrue(project, config);
    const again = await planFor(rig, project, config);
    expect(again.steps.filter(isChange)).toEqual([]);
  },
);

test.each(inFull(changes, changes.slice(0, 1)))(
  'what is planned for %s in %s is what is done',
  async (_what, name, change) => {
    const config = await blueprintOf(name);
    const project = new Project(rig, config.name);
    await project.up(config);
    const plan = await expectToComeTrue(project, variant(config, change));
    expect(plan.steps.some(isChange)).toBe(true);
  },
);

whereFull('a plan goes on from the revision that a family has come to, whatever has become of that', async () => {
  const config = await blueprintOf('cloud-map-public');
  const project = new Project(rig, config.name);
  await project.up(config);
  const larger = variant(config, (it) => Object.assign(serviceIn(it), { cpu: 512, memory: 1024 }));
  await expectToComeTrue(project, larger);
  await expectToComeTrue(
    project,
    variant(larger, (it) => void (serviceIn(it).count = 3)),
  );
  const plan = await expectToComeTrue(project, config);
  expect(plan.steps.filter(isChange)).toMatchObject([{ step: 'web-task-definition' }, { step: 'web-service' }]);
  // The first one was kept, and is used again.
  expect(project.idOf('web-task-definition')).toMatch(/web:1$/);
  await rig.clients.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'web:1' }));
  await expectToComeTrue(project, config);
  expect(project.idOf('web-task-definition')).toMatch(/web:3$/);
});

whereFull('a plan goes on from the version that a launch template has come to, whoever has made it', async () => {
  const config = await blueprintOf('ec2-capacity');
  const project = new Project(rig, config.name);
  await project.up(config);
  const withVolume = (volumeGiB: number) => variant(config, (it) => Object.assign(it.cluster.instances, { volumeGiB }));
  await expectToComeTrue(project, withVolume(60));
  const plan = await expectToComeTrue(project, withVolume(70));
  expect(plan.steps.filter(isChange)).toMatchObject([{ calls: [{}, { input: { DefaultVersion: '3' } }] }]);
  const LaunchTemplateId = project.idOf('instances-launch-template') as string;
  const LaunchTemplateData = { InstanceType: 'c5.2xlarge' } as const;
  await rig.clients.ec2.send(
    new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, SourceVersion: '3', LaunchTemplateData }),
  );
  await expectToComeTrue(project, withVolume(80));
  await rig.clients.ec2.send(new ModifyLaunchTemplateCommand({ LaunchTemplateId, DefaultVersion: '4' }));
  // The newest version has what is wanted: it is used again.
  const again = await expectToComeTrue(project, withVolume(80));
  expect(again.steps.filter(isChange)).toMatchObject([
    {
      step: 'instances-launch-template',
      calls: [{ operation: 'ModifyLaunchTemplate', input: { DefaultVersion: '5' } }],
    },
  ]);
  const { LaunchTemplates: [template] = [] } = await rig.clients.ec2.send(
    new DescribeLaunchTemplatesCommand({ LaunchTemplateIds: [LaunchTemplateId] }),
  );
  expect(template).toMatchObject({ DefaultVersionNumber: 5, LatestVersionNumber: 5 });
});

test('what somebody changed behind the back of the stack is part of the plan', async () => {
  const config = await blueprintOf('cloud-map-public');
  const project = new Project(rig, config.name);
  await project.up(config);
  const [route, VpcId] = [
    project.idOf('web-route-default') as { apiId: string; routeId: string },
    project.idOf('vpc') as string,
  ];
  await rig.clients.apigatewayv2.send(new DeleteRouteCommand({ ApiId: route.apiId, RouteId: route.routeId }));
  await rig.clients.ec2.send(new DeleteTagsCommand({ Resources: [VpcId], Tags: [{ Key: 'provision:step' }] }));
  await rig.clients.ecs.send(new UpdateServiceCommand({ cluster: config.name, service: 'web', desiredCount: 5 }));
  const [GroupId, IpRanges] = [project.idOf('vpc-link-security-group') as string, [{ CidrIp: '0.0.0.0/0' }]];
  await rig.clients.ec2.send(
    new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: [{ IpProtocol: '-1', IpRanges }] }),
  );
  const plan = await expectToComeTrue(project, config);
  const changed = Object.fromEntries(plan.steps.filter(isChange).map((it) => [it.step, it]));
  expect(changed).toMatchObject({
    'web-route-default': { action: 'create' },
    vpc: { action: 'update', changes: [{ path: 'tags.provision:step', from: undefined, to: 'vpc' }] },
    'web-service': { action: 'update', changes: [{ path: 'desiredCount', from: 5, to: 2 }] },
    'vpc-link-security-group': { action: 'update', calls: [{ operation: 'RevokeSecurityGroupEgress' }] },
  });
});

test('a plan goes on from where a run was broken off', async () => {
  const config = await blueprintOf('cloud-map-public');
  const project = new Project(rig, config.name);
  await rig.faults([{ operation: 'CreateVpcLink', error: 'BadRequestException', times: 1 }]);
  expect((await project.up(config)).failures).toHaveLength(1);
  const plan = await expectToComeTrue(project, config);
  expect(plan.steps.find(({ step }) => step === 'vpc-link')).toMatchObject({ action: 'create' });
  expect(plan.steps.find(({ step }) => step === 'vpc')).toMatchObject({ action: 'unchanged' });
});

test('a plan goes on after a rollout that failed when the VPC link had been replaced', async () => {
  const config = await blueprintOf('cloud-map-public');
  const project = new Project(rig, config.name);
  await project.up(config);
  const zones = variant(config, (it) => void (it.network.zones = 3));
  const broken = variant(zones, (it) => void (serviceIn(it).image = 'registry.invalid/nginx'));
  expect((await project.up(broken)).failures).toMatchObject([{ step: 'web-service' }]);
  expect(project.store.records.get('vpc-link')?.retired).toHaveLength(1);
  const plan = await expectToComeTrue(project, zones);
  expect(plan.failures).toEqual([]);
  const link = plan.steps.find(({ step }) => step === 'vpc-link')!;
  expect([link.action, isChange(link), link.calls]).toMatchObject([
    'unchanged',
    true,
    [{ operation: 'DeleteVpcLink' }],
  ]);
});

/** Where a process died: what comes after so many writes is not on disk. */
class Cut extends MemoryStore {
  #left: number;
  constructor(writes: number) {
    super();
    this.#left = writes;
  }
  override async put(...args: Parameters<MemoryStore['put']>): Promise<void> {
    if (this.#left-- <= 0) throw new Error('killed');
    return super.put(...args);
  }
}
test.each(inFull([20, 27, 44, 59, 71], [44]))(
  'a plan finishes what a run left half-made that was killed after %i writes',
  async (writes) => {
    const config = await blueprintOf('ec2-capacity');
    const project = new Project(rig, config.name);
    project.store = new Cut(writes);
    await project.up(config).catch(() => {});
    const { records, id } = project.store;
    project.store = new MemoryStore(structuredClone([...records]), id);
    const plan = await expectToComeTrue(project, config);
    expect(plan.failures).toEqual([]);
  },
);

whereFull('what a run was killed too early to record of a thing is seen by the plan', async () => {
  const config = await blueprintOf('ec2-capacity');
  const project = new Project(rig, config.name);
  await rig.faults([{ operation: 'CreateCapacityProvider', error: 'ClientException', times: 1 }]);
  expect((await project.up(config)).failures).toHaveLength(1);
  const { out, ...killed } = project.store.records.get('auto-scaling-group') ?? {};
  expect(out).toBeDefined();
  await project.store.put('auto-scaling-group', { ...(killed as StepRecord), at: 'created' });
  const plan = await expectToComeTrue(project, config);
  expect(plan.failures).toEqual([]);
});

test('what cannot be done as wanted is told by the plan as by the run', async () => {
  const config = await blueprintOf('cloud-map-public');
  const project = new Project(rig, config.name);
  await project.up(config);
  const plan = await planFor(
    rig,
    project,
    variant(config, (it) => void (it.network.cidr = '10.9.0.0/16')),
  );
  expect(plan.failures).toMatchObject([{ code: 'needs-replacement', step: 'vpc', changed: ['CidrBlock'] }]);
  expect(plan.steps.find(({ step }) => step === 'vpc')).toMatchObject({ action: 'refused' });
});

whereFull('a move out of a network of somebody else is planned as it is then refused', async () => {
  const ids = await makeNetwork(rig);
  const own = await blueprintOf('cloud-map-public');
  const open = existingIds.public.slice(0, 2).map((id) => ids.get(id) ?? '');
  const theirs = variant(
    own,
    (it) => void (it.network.existing = { vpc: ids.get(existingIds.vpc) ?? '', public: open, private: [] }),
  );
  const project = new Project(rig, own.name);
  await expectToComeTrue(project, theirs);
  const plan = await expectToComeTrue(project, own);
  expect(new Set(plan.failures.map(({ code }) => code))).toEqual(new Set(['needs-replacement']));
});

test.each([
  ['has a way out', true],
  ['has none', false],
])('in a network of somebody else that %s, tasks are planned to fare as they will', async (_what, hasWayOut) => {
  const ids = await makeNetwork(rig, { hasWayOut });
  const [open, closed] = [existingIds.public, existingIds.private].map((list) =>
    list.slice(0, 2).map((id) => ids.get(id) ?? ''),
  );
  const config = variant(await blueprintOf('cloud-map-private'), (it) => {
    it.network.existing = { vpc: ids.get(existingIds.vpc) ?? '', public: open ?? [], private: closed ?? [] };
  });
  const project = new Project(rig, config.name);
  const plan = await planFor(rig, project, config);
  expect(plan.failures.map(({ code }) => code)).toEqual(hasWayOut ? [] : ['step-broken']);
  if (hasWayOut) await expectToComeTrue(project, config);
});
