import {
  CreateServiceCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  type Deployment,
  type Service,
  type Task,
} from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { serviceSettings, type EcsServiceWant } from '../../../steps/ecs/ecs-service/settings.js';
import { wantedService } from '../../../steps/ecs/ecs-service/want.js';
import { ecsServiceResource } from '../../../steps/ecs/ecs-service/resource.js';
import { fakeCloud, lower, tags } from '../fake-cloud.js';

const cluster = 'arn:aws:ecs:us-east-1:123456789012:cluster/demo';
const serviceArn = 'arn:aws:ecs:us-east-1:123456789012:service/demo/web';
const revision = (n: number) => `arn:aws:ecs:us-east-1:123456789012:task-definition/web:${n}`;
const id = { cluster, service: serviceArn, family: 'web' };
const want: EcsServiceWant = {
  cluster,
  serviceName: 'web',
  launchType: 'FARGATE',
  capacityProviderStrategy: [],
  taskDefinition: revision(2),
  desiredCount: 2,
  networkConfiguration: {
    subnets: { 'subnet-b': true, 'subnet-a': true },
    securityGroups: { 'sg-1': true },
    assignPublicIp: 'ENABLED',
  },
  deploymentConfiguration: {
    minimumHealthyPercent: 75,
    maximumPercent: 200,
    deploymentCircuitBreaker: { enable: true, rollback: true },
  },
  placementStrategy: [],
  loadBalancers: [],
  healthCheckGracePeriodSeconds: null,
  serviceRegistries: [{ registryArn: 'arn:srv', port: 80 }],
  enableExecuteCommand: false,
  enableECSManagedTags: true,
  propagateTags: 'SERVICE',
};
const awsvpcConfiguration = { subnets: ['subnet-b', 'subnet-a'], securityGroups: ['sg-1'], assignPublicIp: 'ENABLED' };

const primary: Deployment = {
  id: 'ecs-svc/2',
  status: 'PRIMARY',
  taskDefinition: revision(2),
  runningCount: 2,
  rolloutState: 'COMPLETED',
  rolloutStateReason: 'ECS deployment ecs-svc/2 completed.',
};
const live: Service = {
  serviceArn,
  serviceName: 'web',
  status: 'ACTIVE',
  taskDefinition: revision(2),
  desiredCount: 2,
  deployments: [primary],
  networkConfiguration: {
    awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'], securityGroups: ['sg-1'], assignPublicIp: 'ENABLED' },
  },
  deploymentConfiguration: { ...want.deploymentConfiguration, strategy: 'ROLLING', bakeTimeInMinutes: 0 },
  serviceRegistries: [{ registryArn: 'arn:srv', port: 80 }],
  enableExecuteCommand: false,
  enableECSManagedTags: true,
  propagateTags: 'SERVICE',
  tags: lower,
};

/** A service as ECS describes it, with what differs; and how a look sees it. */
async function seen(more: Partial<Service>, tasks: Task[] = []) {
  const { ecs, cloud, sent } = fakeCloud();
  ecs.on(DescribeServicesCommand).resolves({ services: [{ ...live, ...more }] });
  ecs.on(DescribeTaskDefinitionCommand).resolves({});
  ecs.on(ListTasksCommand).resolves({ taskArns: tasks.map((_, n) => `task-${n}`) });
  const own = { group: 'service:web', taskDefinitionArn: revision(2), desiredStatus: 'STOPPED' };
  ecs.on(DescribeTasksCommand).resolves({ tasks: tasks.map((task) => ({ ...own, ...task })) });
  return { look: await ecsServiceResource.read(cloud, id), sent };
}

test('a service is created with a token, the circuit breaker, its registry and its tags on the tasks', async () => {
  const { ecs, cloud, sent } = fakeCloud();
  ecs.on(CreateServiceCommand).resolves({ service: { serviceArn } });
  expect(await ecsServiceResource.create(cloud, want)).toEqual(id);
  const { capacityProviderStrategy: _, placementStrategy: __, healthCheckGracePeriodSeconds: ___, ...plain } = want;
  const settings = { ...plain, networkConfiguration: { awsvpcConfiguration } };
  expect(sent()).toEqual([['CreateService', { ...settings, clientToken: 'token-1', tags: lower }]]);
});

test('an update sends what has changed and nothing else', async () => {
  const { cloud, sent } = fakeCloud();
  await ecsServiceResource.update?.(cloud, id, want, ['desiredCount']);
  await ecsServiceResource.update?.(cloud, id, want, ['loadBalancers', 'healthCheckGracePeriodSeconds']);
  await ecsServiceResource.update?.(cloud, id, want, ['taskDefinition', 'networkConfiguration']);
  const on = { cluster, service: serviceArn };
  const networkConfiguration = { awsvpcConfiguration };
  expect(sent()).toEqual([
    ['UpdateService', { ...on, desiredCount: 2 }],
    ['UpdateService', { ...on, loadBalancers: [] }],
    // ECS may have gone back to this revision by itself: then only a new deployment ends that.
    ['UpdateService', { ...on, taskDefinition: revision(2), networkConfiguration, forceNewDeployment: true }],
  ]);
});

test('a failed deployment of what is still wanted is tried again', async () => {
  const { cloud, sent } = fakeCloud();
  await ecsServiceResource.update?.(cloud, id, want, []);
  const again = { taskDefinition: revision(2), forceNewDeployment: true };
  expect(sent()).toEqual([['UpdateService', { cluster, service: serviceArn, ...again }]]);
});

test('a steady service is ready, and shows no difference although ECS lists its subnets in another order', async () => {
  const { look } = await seen({});
  const { cluster: _, launchType: __, ...visible } = want;
  expect(look).toEqual({ is: 'ready', out: { serviceArn, serviceName: 'web' }, live: visible, tags });
});

test('while tasks start it says how many run, and how many failed', async () => {
  const starting: Deployment = { ...primary, rolloutState: 'IN_PROGRESS', runningCount: 1 };
  expect((await seen({ deployments: [starting] })).look).toEqual({ is: 'pending', why: '1 of 2 tasks running' });
  const failing = { ...starting, failedTasks: 3 };
  expect((await seen({ deployments: [failing] })).look).toEqual({
    is: 'pending',
    why: '1 of 2 tasks running, 3 failed to start',
  });
});

test('on instances it says how many tasks have none yet; on Fargate it does not ask', async () => {
  const starting: Deployment = { ...primary, rolloutState: 'IN_PROGRESS', runningCount: 1 };
  const tasks = ['RUNNING', 'PENDING', 'PROVISIONING'].map((lastStatus) => ({ lastStatus }));
  const service = { deployments: [starting], pendingCount: 2 };
  const onInstances = await seen({ ...service, capacityProviderStrategy: [{ capacityProvider: 'demo' }] }, tasks);
  expect(onInstances.look).toEqual({ is: 'pending', why: '1 of 2 tasks running, 1 waits for an instance' });
  const onFargate = await seen(service, tasks);
  expect(onFargate.look).toEqual({ is: 'pending', why: '1 of 2 tasks running' });
  expect(onFargate.sent().map(([operation]) => operation)).not.toContain('ListTasks');
});

test('a task lost after the deployment was completed is waited for too', async () => {
  const { look } = await seen({ deployments: [{ ...primary, runningCount: 1 }] });
  expect(look).toEqual({ is: 'pending', why: '1 of 2 tasks running' });
});

test('a failed deployment is broken, with the reason of the last task and the last events', async () => {
  const failed: Deployment = { ...primary, rolloutState: 'FAILED', rolloutStateReason: 'tasks failed to start.' };
  const events = ['newest', 'second', 'third', 'fourth'].map((message) => ({ message }));
  const { look } = await seen({ deployments: [failed], events }, [
    { lastStatus: 'STOPPED', stoppedReason: 'CannotPullContainerError: not found', startedBy: 'ecs-svc/2' },
  ]);
  expect(look).toEqual({
    is: 'broken',
    why: [
      'tasks failed to start.',
      'the last task stopped: CannotPullContainerError: not found',
      'likely cause: there is no such image',
      'what to do: compare repository and tag with what there is; push the image if it was never pushed',
      'newest',
      'second',
      'third',
    ].join('\n'),
  });
});

/** What a service tells when a deployment of it fails in this way, newest first; it began so many minutes after noon. */
const failure = (n: number, id: string, why: string) =>
  [`(deployment ${id}) deployment failed: tasks failed to start.`, `failed to launch a task with (error ${why}).`].map(
    (message, before) => ({ message: `(service web) ${message}`, createdAt: minutes(n + 2 - before) }),
  );
const toldBy = (look: object) => ('why' in look ? String(look.why).split('\n') : []);

test('of two deployments that failed, the last one alone is told of, with its own tasks', async () => {
  const failed: Deployment = {
    ...primary,
    rolloutState: 'FAILED',
    rolloutStateReason: 'it failed',
    createdAt: minutes(5),
  };
  const events = [...failure(5, 'ecs-svc/2', 'second'), ...failure(0, 'ecs-svc/1', 'first')];
  const { look } = await seen({ deployments: [failed], events }, [
    failing(1, 'of the first', { startedBy: 'ecs-svc/1' }),
  ]);
  expect(toldBy(look)).toEqual(['it failed', ...failure(5, 'ecs-svc/2', 'second').map(({ message }) => message)]);
  // The first was still going on when the second took its place: only the time tells where that began.
  const broken = events.filter(({ message }) => !message.includes('ecs-svc/1'));
  expect(toldBy((await seen({ deployments: [failed], events: broken })).look).join()).not.toContain('first');
});

test('what was told before and after a deployment that was rolled back is not told of it', async () => {
  const back: Deployment = { ...primary, id: 'ecs-svc/1', createdAt: minutes(-60) };
  const tell = (n: number, message: string) => ({ message: `(service web) ${message}`, createdAt: minutes(n) });
  const own = failure(5, 'ecs-svc/3', 'second');
  const events = [
    tell(9, 'was unable to place a task.'),
    tell(8, '(deployment ecs-svc/1) deployment completed.'),
    tell(7, 'rolling back to deployment ecs-svc/1.'),
    ...own,
    tell(4, '(deployment ecs-svc/1) deployment completed.'),
    tell(3, 'rolling back to deployment ecs-svc/1.'),
    ...failure(0, 'ecs-svc/2', 'first'),
  ];
  const tasks = [failing(6, 'own', { startedBy: 'ecs-svc/3' }), failing(8, 'of another', { startedBy: 'ecs-svc/1' })];
  const { look } = await seen({ deployments: [back], events }, tasks);
  expect(toldBy(look)).toEqual([
    'ECS rolled it back',
    'the last task stopped: own',
    ...own.map(({ message }) => message),
  ]);
});

test('a service that was rolled back is broken while it rolls back and when it is back', async () => {
  const reason = 'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.';
  const back: Deployment = { ...primary, id: 'ecs-svc/1', taskDefinition: revision(1) };
  const rolling: Deployment = { ...back, rolloutState: 'IN_PROGRESS', rolloutStateReason: reason };
  expect((await seen({ deployments: [rolling], taskDefinition: revision(1) })).look).toMatchObject({ is: 'broken' });
  const events = [{ message: '(service web) rolling back to deployment ecs-svc/1.' }];
  const { look } = await seen({ deployments: [back], taskDefinition: revision(1), events });
  expect(look).toMatchObject({ is: 'broken', why: expect.stringContaining('rolled it back') });
});

test('a deployment after a rollback counts by itself', async () => {
  const events = [{ message: '(service web) rolling back to deployment ecs-svc/1.' }];
  const old: Deployment = { ...primary, id: 'ecs-svc/0', status: 'ACTIVE', rolloutState: 'FAILED' };
  expect((await seen({ deployments: [primary, old], events })).look).toMatchObject({ is: 'ready' });
});

test('a deleted service is gone only when its last task has stopped', async () => {
  expect((await seen({ status: 'DRAINING', runningCount: 2 })).look).toMatchObject({ is: 'pending' });
  const stopping = await seen({ status: 'INACTIVE' }, [{ lastStatus: 'STOPPED' }, { lastStatus: 'DEPROVISIONING' }]);
  expect(stopping.look).toEqual({ is: 'pending', why: '1 tasks are stopping', isLeaving: true });
  expect(stopping.sent()).toContainEqual(['ListTasks', { cluster, family: 'web', desiredStatus: 'STOPPED' }]);
  expect((await seen({ status: 'INACTIVE' }, [{ lastStatus: 'STOPPED' }])).look).toEqual({ is: 'absent' });
  expect((await seen({ status: 'INACTIVE' })).look).toEqual({ is: 'absent' });
});

test('deletion scales to nothing first, and a service on its way out is not taken for ours', async () => {
  const { ecs, cloud, sent } = fakeCloud();
  await ecsServiceResource.delete(cloud, id);
  expect(sent()).toEqual([
    ['UpdateService', { cluster, service: serviceArn, desiredCount: 0 }],
    ['DeleteService', { cluster, service: serviceArn, force: true }],
  ]);
  ecs.on(DescribeServicesCommand).resolves({ services: [{ ...live, status: 'DRAINING' }] });
  expect(await ecsServiceResource.find(cloud, want)).toEqual([]);
  ecs.on(DescribeServicesCommand).resolves({ services: [live] });
  expect(await ecsServiceResource.find(cloud, want)).toEqual([{ id, tags }]);
});

const given = {
  cluster: { clusterArn: cluster },
  taskDefinition: { taskDefinitionArn: revision(2) },
  subnets: [{ subnetId: 'subnet-a' }],
  group: { groupId: 'sg-1' },
};
const rollout = { minimumPercent: 75, maximumPercent: 200 };
const options = { serviceName: 'web', count: 2, discoveredPort: 8080, isPublic: false, rollout };

test('a service behind a load balancer has a grace period, and one that is not must not have one', () => {
  const targetGroups = [{ targetGroupArn: 'arn:tg' }, { targetGroupArn: 'arn:new', replacedArn: 'arn:old' }];
  const own = { containerName: 'web', containerPort: 8080 };
  const further = { containerName: 'envoy', containerPort: 9090 };
  const behind = wantedService({ ...given, targetGroups }, { ...options, targets: [own, further], gracePeriod: 90 });
  expect(behind).toMatchObject({
    loadBalancers: [
      { targetGroupArn: 'arn:tg', ...own },
      { targetGroupArn: 'arn:old', ...further },
      { targetGroupArn: 'arn:new', ...further },
    ],
    healthCheckGracePeriodSeconds: 90,
  });
  expect(serviceSettings(wantedService(given, options))).not.toHaveProperty('healthCheckGracePeriodSeconds');
});

test('SRV records take a port, A records take neither a port nor a name', () => {
  const discovery = { serviceArn: 'arn:srv' };
  expect(wantedService({ ...given, discovery }, options).serviceRegistries).toEqual([
    { registryArn: 'arn:srv', port: 8080 },
  ]);
  expect(wantedService({ ...given, discovery }, { ...options, recordType: 'a' }).serviceRegistries).toEqual([
    { registryArn: 'arn:srv' },
  ]);
});

test('on instances a service names its provider in place of Fargate, and a look finds no difference', async () => {
  const onInstances = wantedService({ ...given, provider: { capacityProviderName: 'demo' } }, options);
  const settings = serviceSettings(onInstances);
  expect(settings).not.toHaveProperty('launchType');
  expect(settings).toMatchObject({ capacityProviderStrategy: [{ capacityProvider: 'demo', base: 0, weight: 1 }] });
  const { look } = await seen({
    ...settings,
    capacityProviderStrategy: [{ capacityProvider: 'demo', weight: 1 }],
    placementStrategy: [
      { type: 'spread', field: 'attribute:ecs.availability-zone' },
      { type: 'binpack', field: 'CPU' },
    ],
  });
  const { cluster: _, launchType: __, leaveSeconds: ___, ...visible } = onInstances;
  expect(look).toMatchObject({ is: 'ready', live: visible });
});

const began = new Date('2026-01-01T12:00:00Z');
const minutes = (n: number) => new Date(began.getTime() + n * 60_000);
const underway: Deployment = { ...primary, rolloutState: 'IN_PROGRESS', runningCount: 0, createdAt: began };
/** A task of the deployment, or of another one, that ended in this way so many minutes after it began. */
const failing = (n: number, stoppedReason: string, more: Partial<Task> = {}): Task => ({
  lastStatus: 'STOPPED',
  stopCode: 'TaskFailedToStart',
  startedBy: 'ecs-svc/2',
  stoppedAt: minutes(n),
  stoppedReason,
  ...more,
});
const noRoute = (request: string) =>
  'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from ' +
  `Amazon ECR: There is a connection issue between the task and Amazon ECR. RequestID: ${request}`;

test('three tasks that fail alike are enough: the service is broken before ECS gives up on it', async () => {
  const tasks = [failing(1, noRoute('1a2b3c4d5e')), failing(2, noRoute('99')), failing(3, noRoute('7f7f7f7f'))];
  const { look } = await seen({ deployments: [{ ...underway, failedTasks: 3 }] }, tasks);
  expect(look).toMatchObject({ is: 'broken' });
  const lines = 'why' in look ? look.why.split('\n') : [];
  expect(lines[0]).toBe('3 tasks have stopped one after another, for the same reason');
  expect(lines[1]).toBe(`the last task stopped: ${noRoute('7f7f7f7f')}`);
  expect(lines[2]).toMatch(/^likely cause: the tasks have no way to ECR/);
  expect(lines[3]).toMatch(/^what to do: .*NAT gateway/);
});

test('while there is hope it is waited: failures of other kinds, of other deployments, or too few', async () => {
  const deployments = [{ ...underway, failedTasks: 3 }];
  const one = failing(1, noRoute('1'));
  const two = [one, failing(2, noRoute('2'))];
  expect((await seen({ deployments }, two)).look).toMatchObject({ is: 'pending' });
  expect((await seen({ deployments }, [...two, failing(3, 'OutOfMemoryError')])).look).toMatchObject({ is: 'pending' });
  const ofBefore = failing(3, noRoute('3'), { startedBy: 'ecs-svc/1' });
  expect((await seen({ deployments }, [...two, ofBefore])).look).toMatchObject({ is: 'pending' });
  const scaledIn = failing(3, 'Scaling activity initiated by (deployment ecs-svc/2)');
  expect((await seen({ deployments }, [...two, scaledIn])).look).toMatchObject({ is: 'pending' });
  const three = [...two, failing(3, noRoute('3'))];
  expect((await seen({ deployments, desiredCount: 20 }, three)).look).toMatchObject({ is: 'pending' });
  expect((await seen({ deployments }, three)).look).toMatchObject({ is: 'broken' });
});

test('nothing is asked about stopped tasks while as many were started as are wanted', async () => {
  const events = [{ message: '(service web) has started 2 tasks: (task a) (task b).', createdAt: minutes(1) }];
  const { look, sent } = await seen({ deployments: [underway], events });
  expect(look).toMatchObject({ is: 'pending' });
  expect(sent().map(([operation]) => operation)).toEqual(['DescribeServices']);
});

test('a program that ends at once is found out too, although for ECS its tasks did start', async () => {
  const crash: Partial<Task> = { stopCode: 'EssentialContainerExited', containers: [{ name: 'web', exitCode: 1 }] };
  const tasks = [1, 2, 3].map((n) => failing(n, 'Essential container in task exited', crash));
  const message = '(service web) has started 2 tasks: (task x) (task y).';
  const events = [1, 2, 3].map((n) => ({ message, createdAt: minutes(n) }));
  const { look } = await seen({ deployments: [underway], events }, tasks);
  const why = 'why' in look ? look.why : '';
  expect(why).toContain('the last task stopped: Essential container in task exited; web exited with code 1');
  expect(why).toContain('likely cause: the program ends by itself');
});

test('B2: a role that may be too new to be assumed is no reason to give up in the first three minutes', async () => {
  const refused = "(service web) failed to launch a task with (error ECS was unable to assume the role 'arn:role').";
  const at = (n: number) => ({ message: refused, createdAt: minutes(n) });
  const events = [2.9, 2, 1.5, 1, 0.5].map(at);
  expect((await seen({ deployments: [underway], events })).look).toMatchObject({ is: 'pending' });
  const later = await seen({ deployments: [underway], events: [at(5), at(4), at(3), ...events] });
  expect(later.look).toMatchObject({ is: 'broken' });
});

test('a role that ECS cannot take on starts no task at all, and is told from the events since', async () => {
  const refused = "(service web) failed to launch a task with (error ECS was unable to assume the role 'arn:role').";
  const at = (n: number) => ({ message: refused, createdAt: minutes(n) });
  const early = await seen({ deployments: [underway], events: [at(4), at(3), at(-1)] });
  expect(early.look).toMatchObject({ is: 'pending' });
  const { look } = await seen({ deployments: [underway], events: [at(5), at(4), at(3)] });
  const why = 'why' in look ? look.why.split('\n') : [];
  expect(look).toMatchObject({ is: 'broken' });
  expect(why.slice(0, 2)).toEqual([
    'no task can be launched, each time for the same reason',
    'likely cause: ECS cannot take on the execution role',
  ]);
});
