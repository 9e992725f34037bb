import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { FailureError } from '../../../src/failure.js';
import { times } from '../../full.js';
import { counted, leavesIn, loaded, loadedIn, madeFrom } from './made.js';

/**
 * Whatever a file of a format holds: the config that is made of it loads, and each single value is in one of the three lists. Values
 * that are said to be as they were are in the config.
 */

const numRuns = times(250, 3);
const odd = fc.jsonValue({ maxDepth: 2 });
const name = fc.constantFrom('web', 'db', 'My_Api', 'cache', '9lives', 'queue', 'load-balancer', 'ü');
const word = fc.constantFrom(
  'a',
  '80',
  'http://db:5432/a',
  '${A}',
  '${A:-1}',
  '$B',
  '$$',
  '${',
  'true',
  '',
  'x y',
  '1m30s',
  '4GB',
  'arn:aws:sns:REGION:<ACCOUNT_ID>:${A}',
  '{{A}}',
);
const number = fc.constantFrom(-1, 0, 1, 0.5, 80, 256, 512, 5000, 70000, 2 ** 40);
const scalar = fc.oneof(word, number, fc.boolean(), fc.constant(null));
const list = fc.array(fc.oneof(scalar, odd), { maxLength: 3 });
const map = fc.dictionary(fc.oneof(name, word), fc.oneof(scalar, odd), { maxKeys: 3 });
const anything = fc.oneof(scalar, list, map);

/** A map of some of these members, each as it should be or as anything, and of others that nobody knows. */
const someOf = (members: { readonly [member: string]: fc.Arbitrary<unknown> }): fc.Arbitrary<object> =>
  fc
    .tuple(
      fc.record(
        Object.fromEntries(
          Object.entries(members).map(([it, value]) => [
            it,
            fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: anything }),
          ]),
        ),
        { requiredKeys: [] },
      ),
      fc.dictionary(fc.constantFrom('x-a', 'colour', 'volumes', 'alarms'), anything, { maxKeys: 1 }),
    )
    .map(([known, unknown]) => ({ ...known, ...unknown }));

const duration = fc.constantFrom('1s', '1m30s', '500ms', 30);
const size = fc.constantFrom('512m', '1.5g', '4GB', 536870912, '200g');
const image = fc.constantFrom(
  'nginx',
  'postgres:16',
  'me/app:${TAG}',
  '<IMAGE>',
  'redis',
  '<id>.dkr.ecr.REGION.amazonaws.com/a',
);
const check = (command: string) =>
  someOf({
    [command]: fc.constantFrom('curl a', ['CMD', 'curl', 'a b'], ['CMD-SHELL', 'a || b'], ['NONE']),
    interval: duration,
    timeout: duration,
    retries: number,
    start_period: duration,
    startPeriod: number,
    disable: fc.boolean(),
  });

const composeService = someOf({
  image,
  build: fc.oneof(word, someOf({ context: word, dockerfile: word, args: map, target: word })),
  command: fc.oneof(fc.constant('a "b c"'), list),
  environment: fc.oneof(map, fc.array(fc.constantFrom('A=1', 'B', 'DB_HOST=db', '=x'), { maxLength: 3 })),
  labels: map,
  ports: fc.array(
    fc.constantFrom('80', '8080:80', '127.0.0.1:1:2', '53:53/udp', '1-3:4-6', { target: 80, published: 8080 }, 443),
    { maxLength: 3 },
  ),
  expose: list,
  depends_on: fc.oneof(
    fc.array(name, { maxLength: 2 }),
    fc.dictionary(
      name,
      someOf({ condition: fc.constantFrom('service_started', 'service_healthy', 'service_completed_successfully') }),
      { maxKeys: 2 },
    ),
  ),
  networks: fc.oneof(fc.array(word, { maxLength: 2 }), map),
  links: list,
  env_file: fc.oneof(word, list),
  healthcheck: check('test'),
  deploy: someOf({
    replicas: number,
    resources: someOf({ limits: someOf({ cpus: number, memory: size }) }),
    restart_policy: map,
  }),
  ulimits: fc.dictionary(
    fc.constantFrom('nofile', 'nproc', 'colour'),
    fc.oneof(number, someOf({ soft: number, hard: number })),
    { maxKeys: 2 },
  ),
  mem_limit: size,
  mem_reservation: size,
  cpus: number,
  restart: word,
  platform: fc.constantFrom('linux/arm64', 'windows'),
  stop_grace_period: duration,
  user: scalar,
  secrets: list,
  volumes: fc.array(
    fc.constantFrom(
      'data:/data',
      './src:/app:ro',
      '/cache',
      'a:/b:ro,z',
      '${HOME}:/home',
      { type: 'tmpfs', target: '/t' },
      {
        ...{ type: 'volume', source: 'data', target: '/data', read_only: true },
      },
    ),
    { maxLength: 3 },
  ),
  tmpfs: fc.constantFrom('/run', ['/run:size=64m,mode=755', '/tmp']),
  shm_size: size,
  cap_add: fc.constantFrom(['NET_ADMIN'], ['SYS_PTRACE']),
  cap_drop: list,
  logging: someOf({
    driver: fc.constantFrom('awslogs', 'syslog'),
    options: someOf({ 'awslogs-group': word, 'awslogs-region': word }),
  }),
});
const compose = fc.record(
  { services: fc.dictionary(name, composeService, { maxKeys: 3 }), volumes: map, networks: map },
  { requiredKeys: ['services'] },
);

const pair = (key: string, value: string) => someOf({ [key]: fc.constantFrom('A', 'B', 'C=D', ''), [value]: word });
const container = fc
  .tuple(
    someOf({
      cpu: number,
      memory: number,
      memoryReservation: number,
      portMappings: fc.array(
        someOf({ containerPort: number, hostPort: number, protocol: fc.constantFrom('tcp', 'udp') }),
        { maxLength: 2 },
      ),
      essential: fc.boolean(),
      command: list,
      environment: fc.array(pair('name', 'value'), { maxLength: 3 }),
      secrets: fc.array(pair('name', 'valueFrom'), { maxLength: 2 }),
      dependsOn: fc.array(someOf({ containerName: name, condition: fc.constantFrom('START', 'HEALTHY', 'NEVER') }), {
        maxLength: 2,
      }),
      healthCheck: check('command'),
      ulimits: fc.array(someOf({ name: fc.constantFrom('nofile', 'colour'), softLimit: number, hardLimit: number }), {
        maxLength: 2,
      }),
      linuxParameters: someOf({
        initProcessEnabled: fc.boolean(),
        sharedMemorySize: number,
        tmpfs: fc.array(someOf({ containerPath: fc.constantFrom('/run', 'run'), size: number, mountOptions: list }), {
          maxLength: 2,
        }),
        capabilities: someOf({ add: fc.constantFrom(['SYS_PTRACE'], ['A']), drop: fc.constantFrom(['ALL'], []) }),
      }),
      logConfiguration: someOf({ logDriver: word, options: someOf({ 'awslogs-group': word, 'awslogs-region': word }) }),
      restartPolicy: someOf({
        enabled: fc.boolean(),
        ignoredExitCodes: fc.array(number, { maxLength: 2 }),
        restartAttemptPeriod: number,
      }),
      links: list,
      mountPoints: fc.array(
        someOf({ sourceVolume: name, containerPath: fc.constantFrom('/a', '/b', ''), readOnly: fc.boolean() }),
        { maxLength: 2 },
      ),
      volumesFrom: fc.array(someOf({ sourceContainer: name, readOnly: fc.boolean() }), { maxLength: 2 }),
      stopTimeout: number,
    }),
    fc.record({ name, image }),
  )
  .map(([members, own]) => ({ ...members, ...own }));
const taskDefinition = fc
  .tuple(
    someOf({
      family: name,
      cpu: fc.constantFrom('256', '1 vCPU', 1024, '${CPU}'),
      memory: fc.constantFrom('512', '2 GB', 1024),
      networkMode: word,
      taskRoleArn: word,
      requiresCompatibilities: list,
      tags: fc.array(pair('key', 'value'), { maxLength: 2 }),
      runtimePlatform: someOf({ cpuArchitecture: fc.constantFrom('ARM64', 'X86_64') }),
      ephemeralStorage: someOf({ sizeInGiB: number }),
      revision: number,
    }),
    fc.array(container, { maxLength: 3 }),
    fc.boolean(),
  )
  .map(([task, containerDefinitions, isDescribed]) => {
    const taskDefinition = { ...task, containerDefinitions };
    return isDescribed ? { taskDefinition, tags: [] } : taskDefinition;
  });

const http = someOf({
  path: fc.constantFrom('/', 'api', '/a b'),
  alias: fc.constantFrom(
    'a.example.com',
    '${A}',
    ['${A}', '${B}.example.com'],
    [{ name: '${A}', hosted_zone: '${B}' }],
  ),
  healthcheck: fc.oneof(word, map),
  stickiness: fc.boolean(),
  deregistration_delay: duration,
});
const copilot = fc
  .tuple(
    someOf({
      name,
      image: someOf({
        build: fc.oneof(word, someOf({ context: word, dockerfile: word, target: word })),
        target: word,
        location: image,
        port: number,
        healthcheck: check('command'),
      }),
      http,
      healthcheck: check('command'),
      scaling: map,
      cpu: number,
      memory: number,
      count: fc.oneof(
        number,
        someOf({ range: fc.constantFrom('1-3', '3-1', 'x'), cpu_percentage: number, requests: number, cooldown: map }),
      ),
      variables: map,
      secrets: fc.dictionary(word, fc.oneof(word, someOf({ secretsmanager: word, from_cfn: word })), { maxKeys: 2 }),
      sidecars: fc.dictionary(
        name,
        someOf({ image, port: fc.constantFrom('80', 2000, '1/udp'), variables: map, depends_on: map }),
        { maxKeys: 2 },
      ),
      network: someOf({ vpc: someOf({ placement: fc.constantFrom('private', 'public'), security_groups: list }) }),
      storage: someOf({ ephemeral: number, readonly_fs: fc.boolean() }),
      on: someOf({ schedule: fc.constantFrom('@daily', '@every 5m', '* * * * *', 'none', 'x') }),
      timeout: duration,
      command: fc.oneof(word, list),
      env_file: word,
      environments: fc.dictionary(
        name,
        fc.oneof(map, someOf({ cpu: number, count: number, variables: map, http: fc.oneof(http, fc.constant(false)) })),
        {
          maxKeys: 2,
        },
      ),
      platform: fc.constantFrom('linux/arm64', 'windows/amd64'),
    }),
    fc.constantFrom(
      'Load Balanced Web Service',
      'Backend Service',
      'Worker Service',
      'Scheduled Job',
      'Request-Driven Web Service',
    ),
  )
  .map(([members, type]) => ({ ...members, type }));
/** Some of them are. */
const subnets = fc.oneof(list, fc.array(fc.constantFrom('subnet-0aaaaaaa', 'subnet-0bbbbbbb', 'a'), { maxLength: 3 }));
const paramsServices = fc.dictionary(
  name,
  someOf({
    mem_limit: size,
    mem_reservation: fc.oneof(size, fc.constant('$KEPT')),
    cpu_shares: number,
    essential: fc.boolean(),
    container_name: name,
    healthcheck: check('test'),
    secrets: fc.array(pair('name', 'value_from'), { maxLength: 2 }),
    repository_credentials: someOf({ credentials_parameter: word }),
  }),
  { maxKeys: 3 },
);
const paramsTask = someOf({
  ecs_network_mode: word,
  task_execution_role: word,
  task_size: someOf({ cpu_limit: number, mem_limit: size }),
  services: paramsServices,
});
const ecsParams = fc.record(
  {
    task_definition: paramsTask,
    'task-definition': paramsTask,
    services: paramsServices,
    run_params: someOf({
      network_configuration: someOf({
        awsvpc_configuration: someOf({ subnets, security_groups: list, assign_public_ip: word }),
      }),
      service_discovery: someOf({
        private_dns_namespace: someOf({ name: word }),
        service_discovery_service: someOf({ name: word }),
      }),
    }),
  },
  { requiredKeys: ['run_params'] },
);

const formats: { readonly [format: string]: fc.Arbitrary<object> } = { compose, taskDefinition, copilot, ecsParams };

test.each(Object.entries(formats))('%s: all of a file is in the config, or said', (_, file) => {
  fc.assert(
    fc.property(file, (data) => {
      const text = JSON.stringify(data);
      // No YAML that a config is read from has this name.
      fc.pre(!text.includes('__proto__'));
      const made = madeOrNothing(text);
      if (!made) return;
      loaded(made);
      for (const { env } of made.overlays) loadedIn(env, made);
      expect(counted(made)).toBe(leavesIn(JSON.parse(text)));
      for (const { because, instead } of made.left)
        expect([because, instead]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)]);
      const written: readonly unknown[] = [made, ...made.overlays].map(({ text }) => parse(text));
      for (const { to } of made.kept)
        for (const path of to)
          expect({ path, isThere: written.some((it) => isThere(it, path)) }).toEqual({ path, isThere: true });
    }),
    { numRuns },
  );
});

function madeOrNothing(text: string) {
  try {
    return madeFrom(['file.json', text]);
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'bad-usage') return undefined;
    throw error;
  }
}

/** Whether a config has what an account says that it has. Paths may end before a name that is not shown. */
function isThere(written: unknown, path: string): boolean {
  const segments = [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(
    ([, index, quoted, plain]) =>
      index ?? (quoted === undefined ? (plain ?? '') : (JSON.parse(`"${quoted}"`) as string)),
  );
  let value = written;
  for (const segment of segments) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return false;
    value = (value as { [segment: string]: unknown })[segment];
  }
  return true;
}
