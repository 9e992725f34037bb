import {
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  ListServiceDeploymentsCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { container, testCloud } from '../cloud.js';

const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } };
/** Its log group does not exist: tasks of it fail to start. */
const broken = {
  containerDefinitions: [
    {
      ...container,
      logConfiguration: {
        logDriver: 'awslogs' as const,
        options: { 'awslogs-group': '/none', 'awslogs-region': 'us-east-1' },
      },
    },
  ],
};

test('an update starts the new beside the old, then stops the old, and never has too few or too many', () => {
  const { register, create, update, service, tasks, pass } = testCloud();
  const first = register();
  create({ deploymentConfiguration: { minimumHealthyPercent: 75, maximumPercent: 200 } });
  pass(90);
  const second = register();
  update({ taskDefinition: 'web' });
  expect(service()?.deployments?.map(({ status, taskDefinition }) => [status, taskDefinition])).toEqual([
    ['PRIMARY', second],
    ['ACTIVE', first],
  ]);
  const running = [];
  for (let second = 0; second < 60; second++) {
    pass(1);
    running.push(tasks().filter(({ lastStatus }) => lastStatus === 'RUNNING').length);
  }
  expect([Math.min(...running), Math.max(...running)]).toEqual([2, 4]);
  pass(30);
  const after = { taskDefinition: second, rolloutState: 'COMPLETED', runningCount: 2 };
  expect(service()?.deployments).toMatchObject([after]);
  expect(tasks().map(({ taskDefinitionArn }) => taskDefinitionArn)).toEqual([second, second]);
});

test('with no room above the wanted count, the old makes room first', () => {
  const { register, create, update, service, tasks, pass } = testCloud();
  register();
  create({ deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 100 } });
  pass(90);
  const second = register();
  update({ taskDefinition: second });
  pass(2);
  expect(tasks()).toHaveLength(2);
  expect(tasks().filter(({ lastStatus }) => lastStatus === 'RUNNING')).toHaveLength(1);
  pass(150);
  const after = { taskDefinition: second, rolloutState: 'COMPLETED', runningCount: 2 };
  expect(service()?.deployments).toMatchObject([after]);
});

test('another count is no deployment; the service is steady again afterwards', () => {
  const { register, create, update, service, events, pass } = testCloud();
  register();
  const id = create()?.deployments?.[0]?.id;
  pass(90);
  update({ desiredCount: 3 });
  pass(90);
  expect(service()).toMatchObject({ runningCount: 3, deployments: [{ id, rolloutState: 'COMPLETED' }] });
  update({ desiredCount: 1 });
  pass(90);
  expect(service()).toMatchObject({ runningCount: 1, deployments: [{ id }] });
  expect(events().slice(0, 2)).toEqual([
    '(service web) has reached a steady state.',
    '(service web) has stopped 2 running tasks: (task) (task).',
  ]);
});

test('the same again changes nothing, unless a new deployment is forced', () => {
  const { register, create, update, wanted, service, pass } = testCloud();
  register();
  create();
  pass(90);
  const { networkConfiguration, taskDefinition } = wanted;
  expect(update({ networkConfiguration, taskDefinition })?.deployments).toHaveLength(1);
  expect(update({ forceNewDeployment: true })?.deployments).toHaveLength(2);
  pass(90);
  expect(service()?.deployments).toMatchObject([{ rolloutState: 'COMPLETED' }]);
});

test('the circuit breaker gives up after three failed tasks and goes back to what worked', () => {
  const { register, create, update, service, tasks, events, call, pass } = testCloud();
  const good = register();
  const id = create({ deploymentConfiguration: breaker })?.deployments?.[0]?.id;
  pass(90);
  update({ taskDefinition: register(broken) });
  const failing = service()?.deployments?.[0];
  pass(40);
  expect(service()?.deployments?.[0]).toMatchObject({ id: failing?.id, failedTasks: 2, rolloutState: 'IN_PROGRESS' });
  pass(40);
  expect(service()?.deployments).toMatchObject([
    {
      id,
      status: 'PRIMARY',
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${id}.`,
    },
    {
      id: failing?.id,
      status: 'ACTIVE',
      rolloutState: 'FAILED',
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
      failedTasks: 4,
    },
  ]);
  pass(60);
  expect(service()).toMatchObject({ taskDefinition: good, deployments: [{ id, rolloutState: 'COMPLETED' }] });
  expect(tasks().map(({ taskDefinitionArn }) => taskDefinitionArn)).toEqual([good, good]);
  expect(events().slice(0, 4)).toEqual([
    '(service web) has reached a steady state.',
    '(service web) (deployment ecs-svc/…) deployment completed.',
    '(service web) rolling back to deployment ecs-svc/….',
    '(service web) (deployment ecs-svc/…) deployment failed: tasks failed to start.',
  ]);
  const history = call(ListServiceDeploymentsCommand, { cluster: 'main', service: 'web' }).serviceDeployments ?? [];
  expect(history.map(({ status }) => status)).toEqual(['ROLLBACK_SUCCESSFUL', 'SUCCESSFUL']);
  const serviceDeploymentArns = [history[0]?.serviceDeploymentArn ?? ''];
  const { serviceDeployments } = call(DescribeServiceDeploymentsCommand, { serviceDeploymentArns });
  expect(serviceDeployments?.[0]?.rollback?.serviceRevisionArn).toBe(history[1]?.targetServiceRevisionArn);
});

test('a deployment in the middle of a rollback, which fails too, goes back to the same that worked', () => {
  const { register, create, update, service, call, pass } = testCloud();
  const good = register();
  const id = create({ deploymentConfiguration: breaker })?.deployments?.[0]?.id;
  pass(90);
  update({ taskDefinition: register(broken) });
  pass(80);
  expect(service()?.deployments?.[0]).toMatchObject({ id, rolloutState: 'IN_PROGRESS' });
  update({ taskDefinition: register(broken) });
  pass(200);
  expect(service()).toMatchObject({ taskDefinition: good, deployments: [{ id, rolloutState: 'COMPLETED' }] });
  const history = call(ListServiceDeploymentsCommand, { cluster: 'main', service: 'web' }).serviceDeployments ?? [];
  expect(history.map(({ status }) => status)).toEqual(['ROLLBACK_SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
});

test('a service is given a revision again that it had, also while a newer one fails; none that is not ACTIVE', () => {
  const { register, create, update, service, call, refused, pass } = testCloud();
  const [first = '', second = ''] = [register(), register()];
  create({ deploymentConfiguration: breaker });
  update({ taskDefinition: second });
  pass(120);
  update({ taskDefinition: register(broken) });
  pass(40);
  update({ taskDefinition: first });
  expect(service()?.deployments).toMatchObject([
    { status: 'PRIMARY', taskDefinition: first, rolloutState: 'IN_PROGRESS' },
    { status: 'ACTIVE', rolloutState: 'IN_PROGRESS' },
    { status: 'ACTIVE', taskDefinition: second, rolloutState: 'COMPLETED' },
  ]);
  pass(120);
  expect(service()?.deployments).toMatchObject([{ taskDefinition: first, rolloutState: 'COMPLETED', runningCount: 2 }]);

  const give = (taskDefinition: string) =>
    refused(UpdateServiceCommand, { cluster: 'main', service: 'web', taskDefinition });
  call(DeregisterTaskDefinitionCommand, { taskDefinition: second });
  expect(give(second)).toEqual(['ClientException', 'TaskDefinition is inactive']);
  call(DeleteTaskDefinitionsCommand, { taskDefinitions: [second] });
  expect(give(second)[0]).toBe('ClientException');
  // One that it runs may go on with it: more tasks of it start.
  call(DeregisterTaskDefinitionCommand, { taskDefinition: first });
  update({ desiredCount: 3 });
  pass(60);
  expect(service()).toMatchObject({ taskDefinition: first, runningCount: 3 });
});

test('the first deployment has nothing to go back to: it fails and stays failed', () => {
  const { register, create, service, pass, world } = testCloud();
  register(broken);
  create({ deploymentConfiguration: breaker });
  pass(4000);
  expect(service()?.deployments).toMatchObject([{ status: 'PRIMARY', rolloutState: 'FAILED', runningCount: 0 }]);
  pass(3600);
  expect(world.toJSON().due).toEqual([]);
});

test('without a circuit breaker it is tried again ever more rarely, however long', () => {
  const { register, create, service, events, tasks, pass } = testCloud();
  register(broken);
  create();
  const day = 24 * 3600;
  pass(day);
  const failed = service()?.deployments?.[0]?.failedTasks ?? 0;
  expect(failed).toBeGreaterThan(100);
  expect(failed).toBeLessThan(140);
  expect(service()?.deployments).toMatchObject([{ rolloutState: 'IN_PROGRESS' }]);
  expect(events().some((message) => message.includes('unable to consistently start tasks successfully'))).toBe(true);
  expect(tasks('STOPPED').length).toBeLessThanOrEqual(6);
  expect(events().length).toBeLessThanOrEqual(100);
});

test('a newer deployment takes the place of one that is still underway', () => {
  const { register, create, update, service, call, pass } = testCloud();
  register();
  create({ deploymentConfiguration: breaker });
  pass(10);
  const second = register();
  update({ taskDefinition: second });
  pass(120);
  expect(service()?.deployments).toMatchObject([{ taskDefinition: second, rolloutState: 'COMPLETED' }]);
  const history = call(ListServiceDeploymentsCommand, { cluster: 'main', service: 'web' }).serviceDeployments ?? [];
  expect(history.map(({ status }) => status)).toEqual(['SUCCESSFUL', 'STOPPED']);
});

test('what failed is put right and the service recovers by itself', () => {
  const { register, create, call, pass, route } = testCloud({ internet: false });
  register();
  create();
  pass(60);
  route();
  pass(120);
  const [service] = call(DescribeServicesCommand, { cluster: 'main', services: ['web'] }).services ?? [];
  expect(service).toMatchObject({ runningCount: 2, deployments: [{ rolloutState: 'COMPLETED', failedTasks: 0 }] });
});
