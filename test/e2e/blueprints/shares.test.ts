import { DescribeTasksCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serviceIn } from '../project.js';
import { AStack } from './a-stack.js';
import { clusterOf, serviceOf } from './looks.js';

/** What tasks run on is changed while they run: Fargate, Fargate Spot, instances. */

/** How many tasks run on what: a capacity provider, else a launch type. */
async function tasksBy({ clients }: AStack['rig'], cluster: string): Promise<{ [on: string]: number }> {
  const { taskArns = [] } = await clients.ecs.send(new ListTasksCommand({ cluster }));
  if (taskArns.length === 0) return {};
  const { tasks = [] } = await clients.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  const on = tasks.map(({ capacityProviderName, launchType }) => capacityProviderName ?? launchType ?? '?');
  return Object.fromEntries([...new Set(on)].sort().map((it) => [it, on.filter((other) => other === it).length]));
}

describe('a service on Fargate', () => {
  let stack: AStack;
  beforeAll(async () => void (stack = await AStack.of('cloud-map-public')));
  afterAll(() => stack.rig.close());

  test('moves to a mixture with Spot: one task first on Fargate, of the others three in four on Spot', async () => {
    await stack.comesUp(27);
    const { calls } = await stack.change((it) => {
      Object.assign(serviceIn(it), {
        count: 5,
        capacity: { fargate: { base: 1, weight: 1 }, spot: { base: 0, weight: 3 } },
      });
    });
    expect(calls).toEqual(['PutClusterCapacityProviders', 'UpdateService']);
    expect(await tasksBy(stack.rig, 'cloud-map-public')).toEqual({ FARGATE: 2, FARGATE_SPOT: 3 });
    await stack.isAtRest();
  });

  test('takes other shares with one call, and its tasks are started anew', async () => {
    const { calls } = await stack.change((it) => {
      serviceIn(it).capacity = { spot: { base: 0, weight: 1 } };
    });
    expect(calls).toEqual(['UpdateService']);
    expect(await tasksBy(stack.rig, 'cloud-map-public')).toEqual({ FARGATE_SPOT: 5 });
    await stack.isAtRest();
  });

  test('has no task where Spot has no room, which status says, and all of them again when it has', async () => {
    await stack.rig.spot({ hasRoom: false });
    await stack.rig.clock.sleep(300_000);
    expect(await tasksBy(stack.rig, 'cloud-map-public')).toEqual({});
    const { service } = await serviceOf(stack.rig.clients, 'cloud-map-public', 'web');
    expect(service?.events?.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('Reason: Capacity is unavailable at this time.'),
    );
    const looked = await stack.project.status(stack.config);
    expect(looked['web-service']).toMatchObject({
      state: 'pending',
      detail: expect.stringMatching(/^0 of 5 tasks running: Capacity is unavailable at this time\./),
    });
    await stack.rig.spot({ hasRoom: true });
    await stack.rig.clock.sleep(300_000);
    expect(await tasksBy(stack.rig, 'cloud-map-public')).toEqual({ FARGATE_SPOT: 5 });
    await stack.isAtRest();
  });

  test('goes back to the launch type, and only then the cluster loses the two providers', async () => {
    const { calls } = await stack.change((it) => {
      serviceIn(it).count = 2;
      delete serviceIn(it).capacity;
    });
    expect(calls).toEqual(['PutClusterCapacityProviders', 'UpdateService']);
    const { service } = await serviceOf(stack.rig.clients, 'cloud-map-public', 'web');
    expect(service).toMatchObject({ launchType: 'FARGATE', runningCount: 2 });
    expect(await clusterOf(stack.rig.clients, 'cloud-map-public')).toMatchObject({ capacityProviders: [] });
    await stack.isAtRest();
  });

  test('has a larger disk, by a new revision, and other limits for its rollouts', async () => {
    const { calls } = await stack.change((it) => {
      serviceIn(it).ephemeralStorage = 50;
      serviceIn(it).rollout = { minimumPercent: 100, maximumPercent: 150 };
    });
    expect(calls).toEqual(['RegisterTaskDefinition', 'UpdateService']);
    const { service, definition } = await serviceOf(stack.rig.clients, 'cloud-map-public', 'web');
    expect(definition).toMatchObject({ ephemeralStorage: { sizeInGiB: 50 } });
    expect(service?.deploymentConfiguration).toMatchObject({ minimumHealthyPercent: 100, maximumPercent: 150 });
    await stack.isAtRest();
  });

  test('goes with everything while it is on Spot', async () => {
    await stack.change((it) => void (serviceIn(it).capacity = { spot: { base: 0, weight: 1 } }));
    await stack.goes();
  });
});

describe('a service on instances', () => {
  let stack: AStack;
  beforeAll(async () => void (stack = await AStack.of('ec2-capacity')));
  afterAll(() => stack.rig.close());

  test('does not move to the launch type of Fargate, which is said before anything is changed, with what it can do', async () => {
    await stack.comesUp(41);
    const said = await stack.refuses((it) => void (it.cluster.capacity = 'fargate'));
    expect(said).toMatch(/^web-service: AWS cannot change launchType of the ECS service in place/);
    expect(said).toContain('give the service `capacity: {fargate: {}}`, too');
    await stack.isAtRest();
  });

  test('moves to Fargate as a capacity provider, without a task less, and its instances go', async () => {
    const { differs } = await stack.change((it) => {
      it.cluster.capacity = 'fargate';
      serviceIn(it).capacity = { fargate: { base: 0, weight: 1 } };
    });
    expect(differs).toMatchObject({
      machines: { less: ['c5.xlarge running'], more: [] },
      autoScalingGroups: { less: ['ec2-capacity-instances 0-100'], more: [] },
    });
    expect(await tasksBy(stack.rig, 'ec2-capacity')).toEqual({ FARGATE: 2 });
    await stack.isAtRest();
  });

  test('moves back to instances', async () => {
    await stack.change((it) => {
      it.cluster.capacity = 'ec2';
      delete serviceIn(it).capacity;
    });
    expect(await tasksBy(stack.rig, 'ec2-capacity')).toEqual({ 'ec2-capacity': 2 });
    expect(await clusterOf(stack.rig.clients, 'ec2-capacity')).toMatchObject({ capacityProviders: ['ec2-capacity'] });
    await stack.isAtRest();
    await stack.goes();
  });
});
