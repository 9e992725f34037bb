import {
  PutClusterCapacityProvidersCommand,
  RunTaskCommand,
  type CapacityProviderStrategyItem,
} from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { setQuotas } from '../../../../../src/sandbox/quotas.js';
import { testCloud } from '../cloud.js';

const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } };
const limit = 'You\u2019ve reached the limit on the number of vCPUs you can run concurrently';
const unable =
  `(service web) was unable to place a task. Reason: ${limit}. For more information, see the Troubleshooting section of the ` +
  'Amazon ECS Developer Guide.';

/** Each task has 2 of the 6 vCPUs that an account may run. */
const large = { cpu: '2048', memory: '4096' };

test('a service starts as many tasks as the quota has room for, says why there are no more, and goes on when there is room', () => {
  const cloud = testCloud();
  cloud.register(large);
  cloud.create({ desiredCount: 4 });
  cloud.pass(60);
  expect(cloud.tasks()).toHaveLength(3);
  expect(cloud.events().filter((it) => it === unable)).toHaveLength(1);
  setQuotas(cloud, { 'fargate-vcpus': 8 });
  cloud.pass(600);
  expect(cloud.tasks()).toHaveLength(4);
  expect(cloud.events()[0]).toBe('(service web) has reached a steady state.');
});

test('where no task starts at all, the circuit breaker ends the deployment', () => {
  const cloud = testCloud();
  setQuotas(cloud, { 'fargate-vcpus': 1 });
  cloud.register(large);
  cloud.create({ deploymentConfiguration: breaker });
  cloud.pass(600);
  expect(cloud.tasks()).toEqual([]);
  expect(cloud.service()?.deployments).toMatchObject([{ rolloutState: 'FAILED', failedTasks: 3 }]);
  expect(cloud.events()[0]).toBe('(service web) (deployment ecs-svc/…) deployment failed: tasks failed to start.');
});

test.each([
  ['with room for one more, one task after another is replaced', 6, 100, 'COMPLETED'],
  ['without any, old ones leave first where the minimum lets them', 4, 50, 'COMPLETED'],
  ['without any, and with a minimum of all, the deployment fails', 4, 100, 'ROLLED_BACK'],
])('a rollout on a quota: %s', (_, vcpus, minimumHealthyPercent, outcome) => {
  const cloud = testCloud();
  const first = cloud.register(large);
  setQuotas(cloud, { 'fargate-vcpus': vcpus });
  cloud.create({ deploymentConfiguration: { ...breaker, minimumHealthyPercent, maximumPercent: 200 } });
  cloud.pass(120);
  const second = cloud.register(large);
  cloud.update({ taskDefinition: second });
  cloud.pass(3600);
  const taskDefinition = outcome === 'COMPLETED' ? second : first;
  expect(cloud.service()?.deployments).toMatchObject([{ taskDefinition, rolloutState: 'COMPLETED', runningCount: 2 }]);
});

test('tasks on Spot have a quota of their own', () => {
  const cloud = testCloud();
  const providers = { capacityProviders: ['FARGATE', 'FARGATE_SPOT'], defaultCapacityProviderStrategy: [] };
  cloud.call(PutClusterCapacityProvidersCommand, { cluster: 'main', ...providers });
  cloud.register(large);
  setQuotas(cloud, { 'fargate-spot-vcpus': 2 });
  const run = (capacityProvider: string, count: number) => {
    const capacityProviderStrategy: CapacityProviderStrategyItem[] = [{ capacityProvider }];
    const { cluster, taskDefinition, networkConfiguration } = cloud.wanted;
    const asked = { cluster, taskDefinition, networkConfiguration, capacityProviderStrategy, count };
    const { tasks = [], failures = [] } = cloud.call(RunTaskCommand, asked);
    return { tasks: tasks.length, failures };
  };
  expect(run('FARGATE_SPOT', 2)).toEqual({ tasks: 1, failures: [{ reason: limit }] });
  expect(run('FARGATE', 3)).toEqual({ tasks: 3, failures: [] });
  expect(run('FARGATE', 1)).toEqual({ tasks: 0, failures: [{ reason: limit }] });
});
