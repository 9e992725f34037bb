import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { JsonStore, readState } from '../../state/json-store.js';
import { emptyState } from '../../state/store.js';
import { census, left } from './census.js';
import { rig } from './fresh.js';
import { configOf, Project, serviceIn } from './project.js';
import { newStackId } from '../../src/identity.js';
import { nameOf, openRigIn, where } from './rig.js';

/** What the blueprint is, as AWS tells it. */
const wholeStack = {
  vpcs: ['10.0.0.0/16'],
  subnets: ['10.0.0.0/20 true', '10.0.16.0/20 true'],
  internetGateways: ['attached 1'],
  routeTables: ['associated 2'],
  routes: ['0.0.0.0/0 active', '10.0.0.0/16 active'],
  securityGroups: ['cloud-map-public-vpc-link', 'cloud-map-public-web'],
  securityGroupRules: [
    'cloud-map-public-vpc-link to cloud-map-public-web tcp 80-80',
    'cloud-map-public-web from cloud-map-public-vpc-link tcp 80-80',
    'cloud-map-public-web to 0.0.0.0/0 -1 -1--1',
  ],
  interfaces: ['api_gateway_managed in-use', 'api_gateway_managed in-use', 'interface in-use', 'interface in-use'],
  namespaces: ['internal'],
  discoveries: ['web SRV 0'],
  instances: ['web', 'web'],
  clusters: ['cloud-map-public'],
  services: ['web ACTIVE 2/2'],
  deployments: ['web PRIMARY'],
  tasks: ['task', 'task'],
  taskDefinitions: ['web'],
  roles: ['cloud-map-public-exec-us-east-1'],
  attachedPolicies: ['cloud-map-public-exec-us-east-1 AmazonECSTaskExecutionRolePolicy'],
  logGroups: [
    '/aws/ecs/containerinsights/cloud-map-public/performance 1',
    '/aws/vendedlogs/apis/cloud-map-public 30',
    '/ecs/cloud-map-public/web 30',
  ],
  apis: ['cloud-map-public'],
  vpcLinks: ['cloud-map-public AVAILABLE'],
  apiRoutes: ['$default'],
  apiIntegrations: ['VPC_LINK'],
  apiStages: ['$default'],
};

test('up creates the blueprint, a second up asks for nothing, all is in order, down leaves nothing', async () => {
  const project = new Project(rig);
  const first = await rig.during(() => project.up());
  expect(first.done).toMatchObject({ failures: [], created: 27, updated: 0, deleted: 0, unchanged: 0 });
  // Names are looked for before anything is made.
  expect(first.calls.filter(({ error, mutating }) => error !== null && mutating)).toEqual([]);
  expect(left(await census(rig))).toEqual(wholeStack);

  const second = await rig.during(() => project.up());
  expect(second.done).toMatchObject({ failures: [], created: 0, updated: 0, deleted: 0, unchanged: 27 });
  expect(second.mutating).toEqual([]);

  const looked = await rig.during(() => project.status(configOf()));
  expect(Object.values(looked.done).filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(Object.keys(looked.done)).toHaveLength(28);
  expect(looked.mutating).toEqual([]);

  const down = await rig.during(() => project.down());
  expect(down.done).toMatchObject({ failures: [], deleted: 27 });
  expect(left(await census(rig))).toEqual({});
  expect([...project.store.records]).toEqual([]);
  expect((await rig.during(() => project.down())).calls).toEqual([]);
});

test('the calls that a run tells of are those that the sandbox was asked', async () => {
  const project = new Project(rig);
  for (const run of [() => project.up(), () => project.up(), () => project.down()]) {
    const { calls } = await rig.during<unknown>(run);
    const told = project.events.flatMap((it) => (it.type === 'call' ? [it] : []));
    expect(told.map(nameOf).sort()).toEqual(calls.map(nameOf).sort());
    expect(told.filter(({ mutating }) => mutating)).toHaveLength(calls.filter(({ mutating }) => mutating).length);
    expect(told.filter(({ step }) => step === undefined)).toEqual([]);
  }
});

test('over HTTP, and what up has written to disk is all that another process needs', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'provision-state-'));
  const path = join(directory, 'api.json');
  const rig = await openRigIn(join(directory, 'sandbox'));
  const project = new Project(rig);
  const id = newStackId();
  const reopened = async () => {
    const known = await readState(path);
    return new JsonStore(path, {
      ...(known ?? emptyState({ stack: 'api', endpoint: 'sandbox', ...where }, new Date())),
      id,
    });
  };
  expect(await project.up(configOf(), { store: await reopened() })).toMatchObject({ failures: [], created: 27 });
  const second = await rig.during(async () => project.up(configOf(), { store: await reopened() }));
  expect(second).toMatchObject({ done: { unchanged: 27 }, mutating: [] });
  expect(await project.down({ store: await reopened() })).toMatchObject({ failures: [], deleted: 27 });
  expect(left(await census(rig))).toEqual({});
  expect((await readState(path))?.records).toEqual({});
  await rig.close();
  await rm(directory, { recursive: true });
});

test('two stacks live side by side in one account, and one goes without the other', async () => {
  const [shop, blog] = [new Project(rig, 'shop'), new Project(rig, 'blog')];
  expect((await shop.up()).failures).toEqual([]);
  const alone = await census(rig);
  expect((await blog.up()).failures).toEqual([]);
  expect((await census(rig))['vpcs']).toHaveLength(2);
  expect((await rig.during(() => shop.up())).mutating).toEqual([]);
  expect(await blog.down()).toMatchObject({ failures: [], deleted: 27 });
  expect(await census(rig)).toEqual(alone);
  expect((await rig.during(() => shop.up())).mutating).toEqual([]);
});

test('a larger stack of three zones and three services, one of them not called from outside', async () => {
  const project = new Project(rig);
  const config = configOf((it) => {
    it.network.zones = 3;
    const web = serviceIn(it);
    it.services['authors'] = { ...web, port: 8080, routes: ['ANY /authors/{proxy+}', 'GET /authors'], count: 1 };
    it.services['worker'] = { ...web, routes: [], count: 0, discovery: undefined, healthCheck: undefined };
  });
  expect((await project.up(config)).failures).toEqual([]);
  expect(await census(rig)).toMatchObject({
    services: ['authors ACTIVE 1/1', 'web ACTIVE 2/2', 'worker ACTIVE 0/0'],
    apiRoutes: ['$default', 'ANY /authors/{proxy+}', 'GET /authors'],
    discoveries: ['authors SRV 0', 'web SRV 0'],
    taskDefinitions: ['authors', 'web', 'worker'],
    routeTables: ['associated 3'],
  });
  expect((await rig.during(() => project.up(config))).mutating).toEqual([]);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});
