import { expect, test } from '@jest/globals';
import { counted, fateOf, leavesOfText, loaded, madeFrom, madeFromSample, sample, wanted } from './made.js';

const container = (members: object, task: object = {}, ...others: readonly object[]) => {
  const containers = [{ name: 'web', ...members }, ...others].map((it) => ({ image: 'nginx', ...it }));
  return madeFrom(['task.json', JSON.stringify({ ...task, containerDefinitions: containers })]);
};

test('the smallest task definition is a service, and nothing of it is lost', () => {
  const made = madeFromSample('small.task.json');
  expect(loaded(made).services).toMatchObject({ hello: { image: 'nginx:1.27', cpu: 256, memory: 512, port: 80 } });
  expect(made.left).toEqual([]);
  expect(made.chosen).toEqual([{ path: 'ingress.type', why: expect.stringContaining('none') as unknown }]);
});

test('a task definition as it is described: its containers, and what cannot be', () => {
  const made = madeFromSample('described.task.json');
  const { region, tags, services } = loaded(made);
  expect({ region, tags }).toEqual({ region: 'eu-west-1', tags: { team: 'orders' } });
  expect(services['orders-api']).toMatchObject({
    ...{ cpu: 1024, memory: 3072, architecture: 'arm64', port: 8080, logGroup: '/ecs/orders' },
    ports: { 'port-9090': { port: 9090, protocol: 'tcp' } },
    // In a task definition this is for the program, and no variable of the config.
    command: ['serve', '--name', '${HOSTNAME}'],
    secrets: { API_KEY: 'ssm:orders-api-key' },
    dependsOn: { 'xray-daemon': 'START' },
    containers: { 'xray-daemon': { essential: false, cpu: 32, memory: 256, restart: { attemptPeriod: 120 } } },
  });
  expect(services['orders-api']?.volumes).toMatchObject({ data: { efs: { fileSystem: 'fs-12345678' } } });
  expect(made.variables).toEqual([]);
  const base = 'taskDefinition.containerDefinitions[0]';
  expect(fateOf(made, `${base}.mountPoints[0]`)).toContain('kept');
  expect(fateOf(made, `${base}.environmentFiles`)).toContain('write `envFile`');
  expect(fateOf(made, `${base}.portMappings[1].containerPort`)).toBe('line 12: a further port: ports.port-9090');
  expect(counted(made)).toBe(leavesOfText(sample('described.task.json')));
  const { containerDefinitions, runtimePlatform } = wanted(made, 'orders-api-task-definition');
  expect(runtimePlatform).toMatchObject({ cpuArchitecture: 'ARM64' });
  expect(containerDefinitions).toMatchObject([
    {
      name: 'orders-api',
      stopTimeout: 90,
      dockerLabels: { team: 'orders' },
      linuxParameters: { initProcessEnabled: true },
    },
    { name: 'xray-daemon', restartPolicy: { enabled: true, restartAttemptPeriod: 120 } },
  ]);
});

test('containers alone, on a bridge: links become the loopback address, and Fargate has the smallest size for both', () => {
  const made = madeFromSample('instances.task.json');
  expect(loaded(made).services['legacy-app']).toMatchObject({
    ...{ cpu: 512, memory: 2048, port: 5000, environment: { CACHE: '127.0.0.1:11211' } },
    containers: { cache: { memoryReservation: 200 } },
  });
  expect(made.left).toEqual([]);
});

test.each([
  [{}, { cpu: '.25 vCPU', memory: '0.5 GB' }, { cpu: 256, memory: 512 }],
  [{}, { cpu: 1024, memory: 1024 }, { cpu: 1024, memory: 2048 }],
  [{ memory: 100 }, {}, { cpu: 256, memory: 512 }],
  [{ command: [], portMappings: [] }, {}, { cpu: 256 }],
  [{ healthCheck: { command: ['CMD', 'a b', 'c'] } }, {}, { healthCheck: { command: "'a b' c" } }],
  [{ ulimits: [{ name: 'core', softLimit: -1, hardLimit: -1 }] }, {}, { ulimits: { core: { soft: 2147483647 } } }],
  [{ environment: [{ name: 'A', value: '${B}' }] }, {}, { environment: { A: '${B}' } }],
  [{ restartPolicy: { enabled: true } }, {}, { restart: { attemptPeriod: 300 } }],
])('%j in %j', (members, task, expected) => {
  expect(loaded(container(members, task)).services['web']).toMatchObject(expected);
});

test('what runs on instances alone: a cluster with instances, and what only they have', () => {
  const volumes = [{ name: 'proc', host: { sourcePath: '/proc' } }];
  const mountPoints = [{ sourceVolume: 'proc', containerPath: '/host/proc', readOnly: true }];
  const made = container({ mountPoints }, { requiresCompatibilities: ['EC2'], volumes });
  expect(loaded(made)).toMatchObject({
    ...{ cluster: { capacity: 'ec2' }, network: { egress: 'nat' } },
    services: { web: { volumes: { proc: { host: '/proc' } }, mounts: { '/host/proc': { volume: 'proc' } } } },
  });
});

test('a container beside: memory that is kept up to its limit says nothing more, and it writes to the log group of the service', () => {
  const options = { 'awslogs-group': '/other' };
  const proxy = {
    name: 'proxy',
    memory: 300,
    memoryReservation: 300,
    logConfiguration: { logDriver: 'awslogs', options },
  };
  const made = container({ portMappings: [{ containerPort: 80 }] }, { memory: '1024' }, proxy);
  const { memory, memoryReservation } = loaded(made).services['web']?.containers['proxy'] ?? {};
  expect({ memory, memoryReservation }).toEqual({ memory: 300, memoryReservation: undefined });
  expect(fateOf(made, 'containerDefinitions[1].memoryReservation')).toMatch(/as much as its limit/);
  expect(fateOf(made, 'containerDefinitions[1].logConfiguration.options.awslogs-group')).toMatch(
    /streams of their own/,
  );
});

test.each([
  [{ gpu: 1 }, {}, 'containerDefinitions[0].gpu', /left because Fargate has no GPUs/],
  [{ logConfiguration: { logDriver: 'gelf' } }, {}, 'containerDefinitions[0].logConfiguration.logDriver', /CloudWatch/],
  [{ restartPolicy: { enabled: false } }, {}, 'containerDefinitions[0].restartPolicy', /it is off/],
  [{}, { networkMode: 'bridge' }, 'networkMode', /: all tasks have a network interface/],
  [
    { repositoryCredentials: { credentialsParameter: '' } },
    {},
    'containerDefinitions[0].repositoryCredentials.credentialsParameter',
    /kept/,
  ],
  [{}, { networkMode: 'host' }, 'networkMode', /all tasks have/],
  [{}, { pidMode: 'task' }, 'pidMode', /left because containers of a task do not see/],
  [{}, { requiresCompatibilities: ['EC2'] }, 'requiresCompatibilities', /: the cluster has instances/],
  [{ secrets: [{ name: 'A', valueFrom: 'a b' }] }, {}, 'containerDefinitions[0].secrets[0]', /left because .*secret/],
  [{ environment: [{ value: 'x' }] }, {}, 'containerDefinitions[0].environment[0]', /left/],
])('%j in %j: %s', (members, task, path, expected) => {
  expect(fateOf(container(members, task), path)).toMatch(expected);
});

test('a variable in the name of an image is one of the config', () => {
  const made = container({ image: '${REPOSITORY}:${TAG:-latest}' });
  expect(made.variables).toEqual(['REPOSITORY']);
  expect(made.text).toContain('image: ${REPOSITORY}:${TAG:-latest}');
});

test('FireLens: the router stands beside the service, whose lines go through it', () => {
  const secretOptions = [{ name: 'apikey', valueFrom: 'arn:aws:ssm:eu-west-1:123456789012:parameter/dd' }];
  const containerDefinitions = [
    {
      name: 'log_router',
      image: 'fluent-bit',
      essential: true,
      firelensConfiguration: { type: 'fluentbit', options: { 'enable-ecs-log-metadata': 'true' } },
    },
    {
      name: 'app',
      image: 'app',
      logConfiguration: { logDriver: 'awsfirelens', options: { Name: 'datadog', TLS: 'on' }, secretOptions },
    },
  ];
  const taskRoleArn = 'arn:aws:iam::123456789012:role/app';
  const executionRoleArn = 'arn:aws:iam::123456789012:role/team/execution';
  const made = madeFrom([
    'task.json',
    JSON.stringify({ family: 'app', taskRoleArn, executionRoleArn, containerDefinitions }),
  ]);
  expect(made.left).toEqual([]);
  expect(loaded(made).services['app']).toMatchObject({
    ...{ permissions: { role: taskRoleArn }, executionRole: executionRoleArn },
    logs: {
      driver: 'awsfirelens',
      options: { Name: 'datadog', TLS: 'on' },
      secretOptions: { apikey: secretOptions[0]?.valueFrom },
    },
    containers: { log_router: { firelens: { type: 'fluentbit', options: { 'enable-ecs-log-metadata': 'true' } } } },
  });
  const { containerDefinitions: definitions } = wanted(made, 'app-task-definition');
  expect(definitions).toMatchObject([
    {
      logConfiguration: { logDriver: 'awsfirelens', options: { Name: 'datadog', TLS: 'on' }, secretOptions },
      dependsOn: [{ containerName: 'log_router', condition: 'START' }],
    },
    { firelensConfiguration: { type: 'fluentbit' }, logConfiguration: { logDriver: 'awslogs' } },
  ]);
});

test('options of awslogs that a config leaves open are carried over', () => {
  const options = { mode: 'blocking', 'awslogs-multiline-pattern': '^A', 'awslogs-group': '/a' };
  const made = container({ logConfiguration: { logDriver: 'awslogs', options } });
  expect(made.left).toEqual([]);
  const { logs, logGroup } = loaded(made).services['web'] ?? {};
  expect([logs?.options, logGroup]).toEqual([{ mode: 'blocking', 'awslogs-multiline-pattern': '^A' }, '/a']);
});
