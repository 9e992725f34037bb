import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  ListClustersCommand,
  ListTagsForResourceCommand,
  PutClusterCapacityProvidersCommand,
  UpdateClusterSettingsCommand,
} from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { putCluster } from '../../../../../src/sandbox/services/ecs/cluster/put-cluster.js';
import { definition, testCloud } from '../cloud.js';

test('a name that exists gives the existing cluster, unchanged', () => {
  const { call } = testCloud();
  const settings = [{ name: 'containerInsights' as const, value: 'enabled' }];
  const made = call(CreateClusterCommand, { clusterName: 'one', settings, tags: [{ key: 'a', value: '1' }] }).cluster;
  expect(made).toMatchObject({ status: 'ACTIVE', settings, tags: [{ key: 'a', value: '1' }] });
  expect(call(CreateClusterCommand, { clusterName: 'one' }).cluster).toEqual(made);
});

test('settings and tags are shown when asked for', () => {
  const { call } = testCloud();
  const settings = [{ name: 'containerInsights' as const, value: 'enhanced' }];
  call(UpdateClusterSettingsCommand, { cluster: 'main', settings });
  const shown = (include: ('SETTINGS' | 'TAGS')[]) => call(DescribeClustersCommand, { clusters: ['main'], include });
  expect(shown([]).clusters).toMatchObject([{ settings: [], tags: [] }]);
  expect(shown(['SETTINGS']).clusters).toMatchObject([{ settings }]);
});

test('a deleted cluster is INACTIVE until its name is taken again', () => {
  const { call, refused } = testCloud();
  call(DeleteClusterCommand, { cluster: 'main' });
  expect(call(ListClustersCommand, {}).clusterArns).toEqual([]);
  expect(call(DescribeClustersCommand, { clusters: ['main'] }).clusters).toMatchObject([{ status: 'INACTIVE' }]);
  expect(refused(DeleteClusterCommand, { cluster: 'main' })[0]).toBe('ClusterNotFoundException');
  const resourceArn = 'arn:aws:ecs:us-east-1:000000000000:cluster/main';
  expect(refused(ListTagsForResourceCommand, { resourceArn })[0]).toBe('ClusterNotFoundException');
  expect(call(CreateClusterCommand, { clusterName: 'main' }).cluster?.status).toBe('ACTIVE');
});

test('clusters are listed page by page', () => {
  const { call } = testCloud();
  for (const clusterName of ['one', 'two']) call(CreateClusterCommand, { clusterName });
  const first = call(ListClustersCommand, { maxResults: 2 });
  const second = call(ListClustersCommand, { maxResults: 2, nextToken: first.nextToken });
  expect([first.clusterArns?.length, second.clusterArns?.length, second.nextToken]).toEqual([2, 1, undefined]);
});

test('a cluster with a default strategy runs its services by it: the base first, then by weight', () => {
  const { call, create, service, tasks, register, refused, pass } = testCloud();
  expect(call(DescribeCapacityProvidersCommand, {}).capacityProviders?.map(({ name }) => name)).toEqual([
    'FARGATE',
    'FARGATE_SPOT',
  ]);
  const defaultCapacityProviderStrategy = [
    { capacityProvider: 'FARGATE', base: 1, weight: 0 },
    { capacityProvider: 'FARGATE_SPOT', weight: 1 },
  ];
  const put = { cluster: 'main', capacityProviders: ['FARGATE', 'FARGATE_SPOT'], defaultCapacityProviderStrategy };
  expect(refused(PutClusterCapacityProvidersCommand, { ...put, capacityProviders: ['mine'] })[0]).toBe(
    'InvalidParameterException',
  );
  call(PutClusterCapacityProvidersCommand, put);
  register(definition);
  create({ launchType: undefined, desiredCount: 3 });
  pass(90);
  expect(service()).toMatchObject({ runningCount: 3, capacityProviderStrategy: defaultCapacityProviderStrategy });
  expect(service()?.launchType).toBeUndefined();
  expect(
    tasks()
      .map(({ capacityProviderName }) => capacityProviderName)
      .toSorted(),
  ).toEqual(['FARGATE', 'FARGATE_SPOT', 'FARGATE_SPOT']);
});

test('a cluster that a rehearsal takes to be there is found by the ARN that a config has, of whatever account', () => {
  const { call, context } = testCloud();
  const arn = 'arn:aws:ecs:us-east-1:111111111111:cluster/shared';
  putCluster(context(), arn, ['FARGATE_SPOT']);
  expect(call(DescribeClustersCommand, { clusters: [arn] }).clusters).toMatchObject([
    { clusterArn: arn, status: 'ACTIVE', capacityProviders: ['FARGATE_SPOT'] },
  ]);
  const elsewhere = arn.replace('1111', '2222');
  expect(call(DescribeClustersCommand, { clusters: [elsewhere] }).clusters).toEqual([]);
});
