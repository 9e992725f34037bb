import {
  CreateClusterCommand,
  DeleteTaskDefinitionsCommand,
  DescribeClustersCommand,
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { cluster } from '../../../steps/ecs/cluster/resource.js';
import { containerDefinition, type Container } from '../../../steps/ecs/task-definition/container-definition.js';
import { logGroup } from '../../../steps/logs/log-group/resource.js';
import { executionRole } from '../../../steps/iam/role/resource.js';
import { taskDefinition } from '../../../steps/ecs/task-definition/resource.js';
import { where } from '../config.js';
import { fakeCloud, lower, tags } from '../fake-cloud.js';

const theCluster = cluster('cluster', { clusterName: 'demo', containerInsights: 'enabled' });
const clusterArn = 'arn:aws:ecs:us-east-1:123456789012:cluster/demo';
const settings = [{ name: 'containerInsights' as const, value: 'enabled' }];

test('a cluster is created with Container Insights, which can be changed', async () => {
  const { ecs, cloud, sent } = fakeCloud();
  ecs.on(CreateClusterCommand).resolves({ cluster: { clusterArn } });
  expect(await theCluster.resource.create(cloud, theCluster.want({}))).toBe(clusterArn);
  await theCluster.resource.update?.(cloud, clusterArn, theCluster.want({}), ['containerInsights']);
  await theCluster.resource.delete(cloud, clusterArn);
  expect(sent()).toEqual([
    ['CreateCluster', { clusterName: 'demo', settings, tags: lower }],
    ['UpdateCluster', { cluster: clusterArn, settings }],
    ['DeleteCluster', { cluster: clusterArn }],
  ]);
});

test('a deleted cluster is still described as INACTIVE, and counts as absent', async () => {
  const { ecs, cloud } = fakeCloud();
  const seenAs = async (status: string) => {
    const live = { clusterArn, clusterName: 'demo', status, settings, tags: lower };
    ecs.on(DescribeClustersCommand).resolves({ clusters: [live] });
    return theCluster.resource.read(cloud, clusterArn);
  };
  const live = { clusterName: 'demo', containerInsights: 'enabled' };
  expect(await seenAs('ACTIVE')).toEqual({ is: 'ready', out: { clusterArn, clusterName: 'demo' }, live, tags });
  expect(await theCluster.resource.find(cloud, theCluster.want({}))).toEqual([{ id: clusterArn, tags }]);
  expect(await seenAs('PROVISIONING')).toMatchObject({ is: 'pending' });
  expect(await seenAs('FAILED')).toMatchObject({ is: 'broken' });
  expect(await seenAs('INACTIVE')).toEqual({ is: 'absent' });
  expect(await theCluster.resource.find(cloud, theCluster.want({}))).toEqual([]);
  ecs.on(DescribeClustersCommand).resolves({ clusters: [], failures: [{ reason: 'MISSING' }] });
  expect(await theCluster.resource.read(cloud, clusterArn)).toEqual({ is: 'absent' });
});

const container = {
  name: 'web',
  image: 'nginx:1.27',
  port: 80,
  environment: { ZONE: 'a', APP: 'shop' },
  healthCheck: { command: 'curl -f http://localhost/ || exit 1', interval: 5, timeout: 3, retries: 2, startPeriod: 0 },
};
const role = executionRole('role', { roleName: 'demo-execution', ...where });
const logs = logGroup('logs', { logGroupName: '/ecs/demo/web', retentionDays: 30, why: 'keeps lines' });
const size = { cpu: 256, memory: 512 };
const definition = taskDefinition('definition', { role, logs }, { container, ...size, region: 'us-east-1' });
const want = definition.want({
  role: { roleName: 'demo-execution', roleArn: 'arn:role' },
  logs: { logGroupName: '/ecs/demo/web', logGroupArn: 'arn:logs' },
});
const revision = (n: number) => `arn:aws:ecs:us-east-1:123456789012:task-definition/web:${n}`;

test('a task definition says image, size, port, health check and non-blocking logs', async () => {
  const { ecs, cloud, sent } = fakeCloud();
  ecs.on(RegisterTaskDefinitionCommand).resolves({ taskDefinition: { taskDefinitionArn: revision(1) } });
  expect(await definition.resource.create(cloud, want)).toBe(revision(1));
  const containerDefinition = {
    name: 'web',
    image: 'nginx:1.27',
    essential: true,
    portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
    environment: [
      { name: 'APP', value: 'shop' },
      { name: 'ZONE', value: 'a' },
    ],
    healthCheck: { command: ['CMD-SHELL', 'curl -f http://localhost/ || exit 1'], interval: 5, timeout: 3, retries: 2 },
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        mode: 'non-blocking',
        'max-buffer-size': '25m',
        'awslogs-group': '/ecs/demo/web',
        'awslogs-region': 'us-east-1',
        'awslogs-stream-prefix': 'web',
      },
    },
  };
  const task = { family: 'web', cpu: '256', memory: '512', networkMode: 'awsvpc' };
  const runtimePlatform = { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' };
  const fargate = { ...task, requiresCompatibilities: ['FARGATE'], runtimePlatform };
  const input = { ...fargate, executionRoleArn: 'arn:role', containerDefinitions: [containerDefinition], tags: lower };
  expect(sent()).toEqual([['RegisterTaskDefinition', input]]);
});

test('on instances a task says so, for which processor, and which image the stack has made for it', () => {
  const options = { container, ...size, region: 'us-east-1', compatibility: 'EC2', architecture: 'arm64' } as const;
  const image = { image: 'repository:tag', imageDigest: 'sha256:0' };
  const given = { role: { roleName: 'demo', roleArn: 'arn' }, logs: { logGroupName: '/l', logGroupArn: 'arn' }, image };
  expect(taskDefinition('definition', { role, logs }, options).want(given)).toMatchObject({
    networkMode: 'awsvpc',
    requiresCompatibilities: ['EC2'],
    runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
    containerDefinitions: [{ image: 'repository:tag' }],
  });
});

test('secrets are given by reference, in order of name', () => {
  const secrets = {
    TOKEN: 'arn:aws:ssm:us-east-1:123456789012:parameter/x',
    PASSWORD: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:y-AbCdEf',
  };
  expect(containerDefinition({ ...container, secrets }, { group: '/logs', region: 'us-east-1' }).secrets).toEqual([
    { name: 'PASSWORD', valueFrom: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:y-AbCdEf' },
    { name: 'TOKEN', valueFrom: 'arn:aws:ssm:us-east-1:123456789012:parameter/x' },
  ]);
});

/** A container with every member that one can have. */
const everything: Container = {
  ...container,
  essential: false,
  cpu: 64,
  memory: 128,
  memoryReservation: 64,
  command: ['b', 'a'],
  entryPoint: ['/bin/sh', '-c'],
  workingDirectory: '/app',
  user: '1000',
  readonlyRoot: true,
  initProcess: true,
  stopTimeout: 60,
  ulimits: { nofile: { soft: 1, hard: 2 }, core: { soft: 0, hard: 0 } },
  restart: { ignoredExitCodes: [2, 1], attemptPeriod: 60 },
  labels: { z: '1', a: '2' },
  dependsOn: { z: 'START', a: 'HEALTHY' },
  secrets: { TOKEN: 'arn:aws:ssm:us-east-1:123456789012:parameter/x' },
};

test('a container says all that is wanted of it; only the words of a command have an order', () => {
  expect(containerDefinition(everything, { group: '/logs', region: 'us-east-1' })).toMatchObject({
    essential: false,
    cpu: 64,
    memory: 128,
    memoryReservation: 64,
    command: ['b', 'a'],
    entryPoint: ['/bin/sh', '-c'],
    workingDirectory: '/app',
    user: '1000',
    readonlyRootFilesystem: true,
    linuxParameters: { initProcessEnabled: true },
    stopTimeout: 60,
    ulimits: [
      { name: 'core', softLimit: 0, hardLimit: 0 },
      { name: 'nofile', softLimit: 1, hardLimit: 2 },
    ],
    restartPolicy: { enabled: true, ignoredExitCodes: [1, 2], restartAttemptPeriod: 60 },
    dockerLabels: { a: '2', z: '1' },
    dependsOn: [
      { containerName: 'a', condition: 'HEALTHY' },
      { containerName: 'z', condition: 'START' },
    ],
  });
});

test('a revision with any member that is no longer wanted, or with another value, is not taken for one without', async () => {
  const { ecs, cloud } = fakeCloud();
  ecs.on(ListTaskDefinitionsCommand).resolves({ taskDefinitionArns: [revision(1)] });
  const full = containerDefinition(everything, { group: '/logs', region: 'us-east-1' });
  const found = async (wanted: typeof full, live: typeof full) => {
    const taskDefinition = { ...want, containerDefinitions: [live] };
    ecs.on(DescribeTaskDefinitionCommand).resolves({ taskDefinition, tags: lower });
    const asked = { ...want, containerDefinitions: [wanted] };
    return (await definition.resource.find(cloud, asked)).length > 0;
  };
  expect(await found(full, full)).toBe(true);
  const { name: _name, image: _image, essential: _essential, logConfiguration: _logs, ...mayBeMissing } = full;
  for (const member of Object.keys(mayBeMissing) as (keyof typeof mayBeMissing)[]) {
    const { [member]: _, ...less } = full;
    const seen = {
      member,
      without: await found(full, less as typeof full),
      with: await found(less as typeof full, full),
    };
    expect(seen).toEqual({ member, without: false, with: false });
  }
});

test('a revision with a secret or a health check that is no longer wanted is not taken for one without', async () => {
  const { ecs, cloud } = fakeCloud();
  const [full] = want.containerDefinitions;
  if (!full) throw new Error('no container');
  const { healthCheck: _, ...bare } = full;
  const wanted = { ...want, containerDefinitions: [bare] };
  ecs.on(ListTaskDefinitionsCommand).resolves({ taskDefinitionArns: [revision(1)] });
  const found = async (more: object) => {
    const taskDefinition = { ...want, containerDefinitions: [{ ...bare, ...more }] };
    ecs.on(DescribeTaskDefinitionCommand).resolves({ taskDefinition, tags: lower });
    return (await definition.resource.find(cloud, wanted))[0]?.id;
  };
  expect(await found({})).toBe(revision(1));
  expect(await found({ secrets: [] })).toBe(revision(1));
  expect(
    await found({ secrets: [{ name: 'TOKEN', valueFrom: 'arn:aws:ssm:us-east-1:123456789012:parameter/x' }] }),
  ).toBeUndefined();
  expect(await found({ healthCheck: { command: ['CMD-SHELL', 'true'] } })).toBeUndefined();
});

test('an interrupted registration is found by what it says: not the revision before, not another stack', async () => {
  const { ecs, cloud, sent } = fakeCloud();
  ecs.on(ListTaskDefinitionsCommand).resolves({ taskDefinitionArns: [revision(3), revision(2), revision(1)] });
  const [first] = want.containerDefinitions;
  const container = { ...first, mountPoints: [], cpu: 0, environment: first?.environment.toReversed() };
  const asEcsHasIt = { ...want, containerDefinitions: [container], status: 'ACTIVE' as const };
  const described = (n: number, more: object, ours = lower) =>
    ecs
      .on(DescribeTaskDefinitionCommand, { taskDefinition: revision(n) })
      .resolves({ taskDefinition: { ...asEcsHasIt, ...more }, tags: ours });
  described(3, {}, [{ key: 'provision:stack', value: 'another' }]);
  described(2, {});
  described(1, { cpu: '512' });
  expect(await definition.resource.find(cloud, want)).toEqual([{ id: revision(2), tags }]);
  expect(sent()[0]).toEqual([
    'ListTaskDefinitions',
    { familyPrefix: 'web', status: 'ACTIVE', sort: 'DESC', maxResults: 10 },
  ]);
  expect(await definition.resource.find(cloud, { ...want, memory: '1024' })).toEqual([]);
});

test('a revision is deregistered only while it is active, then deleted; it counts as absent once its deletion began', async () => {
  const { ecs, cloud, sent } = fakeCloud();
  const mutations = () => sent().filter(([operation]) => !operation.startsWith('Describe'));
  const as = (status: 'ACTIVE' | 'INACTIVE' | 'DELETE_IN_PROGRESS') =>
    ecs.on(DescribeTaskDefinitionCommand).resolves({ taskDefinition: { ...want, status }, tags: lower });
  ecs.on(DeleteTaskDefinitionsCommand).resolves({ failures: [] });
  as('ACTIVE');
  expect(await definition.resource.read(cloud, revision(1))).toMatchObject({ out: { taskDefinitionArn: revision(1) } });
  await definition.resource.delete(cloud, revision(1));
  as('INACTIVE');
  expect(await definition.resource.read(cloud, revision(1))).toMatchObject({ is: 'broken' });
  await definition.resource.delete(cloud, revision(1));
  as('DELETE_IN_PROGRESS');
  expect(await definition.resource.read(cloud, revision(1))).toEqual({ is: 'absent' });
  await definition.resource.delete(cloud, revision(1));
  expect(mutations()).toEqual([
    ['DeregisterTaskDefinition', { taskDefinition: revision(1) }],
    ['DeleteTaskDefinitions', { taskDefinitions: [revision(1)] }],
    ['DeleteTaskDefinitions', { taskDefinitions: [revision(1)] }],
  ]);
});

test('a deletion that ECS answers with a failure is an error, although the call succeeds', async () => {
  const { ecs, cloud } = fakeCloud();
  ecs.on(DescribeTaskDefinitionCommand).resolves({ taskDefinition: { status: 'INACTIVE' } });
  ecs.on(DeleteTaskDefinitionsCommand).resolves({ failures: [{ arn: revision(1), reason: 'ACCESS_DENIED' }] });
  await expect(definition.resource.delete(cloud, revision(1))).rejects.toThrow('ACCESS_DENIED');
});
