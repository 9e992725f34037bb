import {
  CreateClusterCommand,
  DescribeClustersCommand,
  ListServicesCommand,
  PutClusterCapacityProvidersCommand,
} from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Config } from '../../src/config/schema.js';
import { textOf } from '../../src/ui/failure.js';
import { comesTrue } from '../rehearsal/rehearsal.js';
import { blueprintOf, Project, serviceIn, variant } from './project.js';
import { openRig, where, type Rig } from './rig.js';

/** A stack in a cluster of somebody else: it is used, and never changed. */

let rig: Rig;
let shared: Config;
const arn = `arn:aws:ecs:us-east-1:${where.account}:cluster/shared`;
beforeAll(async () => {
  rig = await openRig();
  shared = variant(
    await blueprintOf('cloud-map-public'),
    ({ cluster }) => void Object.assign(cluster, { arn, name: undefined }),
  );
});
beforeEach(() => rig.reset());
afterAll(() => rig.close());

const makeCluster = () => rig.clients.ecs.send(new CreateClusterCommand({ clusterName: 'shared' }));
const looks = async () => {
  const { clusters } = await rig.clients.ecs.send(
    new DescribeClustersCommand({ clusters: [arn], include: ['SETTINGS', 'TAGS'] }),
  );
  return clusters?.map(({ settings, tags, capacityProviders, status }) => ({
    settings,
    tags,
    capacityProviders,
    status,
  }));
};
const services = async () => (await rig.clients.ecs.send(new ListServicesCommand({ cluster: arn }))).serviceArns ?? [];

/** Nothing is changed. @returns what `up` says */
async function refused(config: Config): Promise<string> {
  const { done, mutating } = await rig.during(() => new Project(rig, config.name).up(config));
  expect(mutating).toEqual([]);
  return done.failures.map((it) => textOf(it, { command: 'up' })).join('\n');
}

test('services are put into it as the plan says, and go again; the cluster stays as it was', async () => {
  await makeCluster();
  const before = await looks();
  const project = new Project(rig, shared.name);
  expect((await comesTrue(rig, project, shared)).failures).toEqual([]);
  expect(await services()).toHaveLength(Object.keys(shared.services).length);
  const again = await rig.during(() => project.up(shared));
  expect(again).toMatchObject({ done: { failures: [] }, mutating: [] });
  expect((await project.down()).failures).toEqual([]);
  expect(await services()).toEqual([]);
  expect(await looks()).toEqual(before);
});

test('what is in the way is said before anything is made: no such cluster, no providers, a name that is taken', async () => {
  expect(await refused(shared)).toMatch(/cluster\/shared does not exist in us-east-1/);
  await makeCluster();
  const onSpot = variant(shared, (it) => void (serviceIn(it).capacity = { spot: { base: 0, weight: 1 } }));
  expect(await refused(onSpot)).toMatch(/has no capacity provider FARGATE_SPOT.*put-cluster-capacity-providers/s);
  const { ecs } = rig.clients;
  await ecs.send(
    new PutClusterCapacityProvidersCommand({
      ...{ cluster: arn, capacityProviders: ['FARGATE_SPOT'], defaultCapacityProviderStrategy: [] },
    }),
  );
  // Somebody else's stack has the same services in it.
  const theirs = { ...onSpot, name: 'blog' };
  expect((await new Project(rig, 'blog').up(theirs)).failures).toEqual([]);
  expect(await refused(onSpot)).toMatch(/web/);
});
