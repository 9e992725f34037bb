import {
  CreateServiceCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  type Deployment,
  type Service,
} from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { ecsServiceResource } from '../../steps/ecs-service.js';
import type { EcsServiceWant } from '../../steps/ecs-service-settings.js';
import { fakeCloud, lower, tags } from './fake-cloud.js';

const cluster = 'arn:aws:ecs:us-east-1:123456789012:cluster/demo';
const serviceArn = 'arn:aws:ecs:us-east-1:123456789012:service/demo/web';
const revision = (n: number) => `arn:aws:ecs:us-east-1:123456789012:task-definition/web:${n}`;
const id = { cluster, service: serviceArn, family: 'web' };
const want: EcsServiceWant = {
  cluster,
  serviceName: 'web',
  launchType: 'FARGATE',
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
  serviceRegistries: [{ registryArn: 'arn:srv', port: 80 }],
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
  enableECSManagedTags: true,
  propagateTags: 'SERVICE',
  tags: lower,
};

/** A service as ECS describes it, with what differs; and how a look sees it. */
async function seen(more: Partial<Service>, tasks: { lastStatus: string; stoppedReason?: string }[] = []) {
  const { ecs, cloud, sent } = fakeCloud();
  ecs.on(DescribeServicesCommand).resolves({ services: [{ ...live, ...more }] });
  ecs.on(ListTasksCommand).resolves({ taskArns: tasks.map((_, n) => `task-${n}`) });
  ecs.on(DescribeTasksCommand).resolves({ tasks });
  return { look: await ecsServiceResource.read(cloud, id), sent };
}

test('a service is created with a token, the circuit breaker, its registry and its tags on the tasks', async () => {
  const { ecs, cloud, sent } = fakeCloud();
  ecs.on(CreateServiceCommand).resolves({ service: { serviceArn } });
  expect(await ecsServiceResource.create(cloud, want)).toEqual(id);
  const networkConfiguration = { awsvpcConfiguration };
  expect(sent()).toEqual([['CreateService', { ...want, networkConfiguration, clientToken: 'token-1', tags: lower }]]);
});

test('an update sends what has changed and nothing else', async () => {
  const { cloud, sent } = fakeCloud();
  await ecsServiceResource.update?.(cloud, id, want, ['desiredCount']);
  await ecsServiceResource.update?.(cloud, id, want, ['taskDefinition', 'networkConfiguration']);
  const on = { cluster, service: serviceArn };
  expect(sent()).toEqual([
    ['UpdateService', { ...on, desiredCount: 2 }],
    ['UpdateService', { ...on, taskDefinition: revision(2), networkConfiguration: { awsvpcConfiguration } }],
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

test('a task lost after the deployment was completed is waited for too', async () => {
  const { look } = await seen({ deployments: [{ ...primary, runningCount: 1 }] });
  expect(look).toEqual({ is: 'pending', why: '1 of 2 tasks running' });
});

test('a failed deployment is broken, with the reason of the last task and the last events', async () => {
  const failed: Deployment = { ...primary, rolloutState: 'FAILED', rolloutStateReason: 'tasks failed to start.' };
  const events = ['newest', 'second', 'third', 'fourth'].map((message) => ({ message }));
  const { look } = await seen({ deployments: [failed], events }, [
    { lastStatus: 'STOPPED', stoppedReason: 'CannotPullContainerError: not found' },
  ]);
  expect(look).toEqual({
    is: 'broken',
    why: [
      'tasks failed to start.',
      'the last task stopped: CannotPullContainerError: not found',
      'newest',
      'second',
      'third',
    ].join('\n'),
  });
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
  expect(stopping.look).toEqual({ is: 'pending', why: '1 tasks are stopping' });
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
  expect(await ecsServiceResource.find(cloud, want)).toBeUndefined();
  ecs.on(DescribeServicesCommand).resolves({ services: [live] });
  expect(await ecsServiceResource.find(cloud, want)).toEqual({ id, tags });
});
