import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { fargateSizes } from '../../src/facts/fargate-sizes.js';
import { existingIds } from './existing-ids.js';
import { logRetentionDays } from '../../src/facts/log-retention.js';
import { longStatements } from './many-permissions.js';

/** What can be chosen of one service, each by itself; whether all of it can be together is seen to where configs are made. */

const upTo = (max: number, min = 0) => fc.integer({ min, max });
export const perhaps = <T>(it: fc.Arbitrary<T>) => fc.option(it, { nil: undefined });
export const days = fc.constantFrom(...logRetentionDays);

/** One is in another's name, and one is as long as names may be. */
export const serviceNames = ['web', 'api', 'web-service', 'a', 'b-2', `long-${'name-'.repeat(6)}here`] as const;
export const routeKeys = [
  '$default',
  'GET /',
  'ANY /{proxy+}',
  'GET /pets/{id}',
  'POST /a-b',
  'POST /a/b',
  'PUT /~a.b:c',
] as const;
const paths = ['$default', '/api/*', '/', '/a?c', '/*.php', '/~x:y@z'] as const;
const variables = ['DB', 'db.host', '_x', 'A-1'];
/** Of another account: the sandbox takes those to be there. */
const references = [
  'arn:aws:secretsmanager:us-east-1:111111111111:secret:db-AbCdEf',
  'arn:aws:ssm:us-east-1:111111111111:parameter/shop/db',
  'arn:aws:ssm:us-east-1:111111111111:parameter/other',
  // `makeSecrets` makes these.
  'secretsmanager:shop/db',
  'secretsmanager:shop/db:password',
  'arn:aws:secretsmanager:us-east-1:000000000000:secret:shop/db',
  '/shop/db',
  'ssm:shop-db',
];

/** `makeRoles` makes these. */
export const rolesOfOthers = ['program', 'team/of-tasks'].map((it) => `arn:aws:iam::000000000000:role/${it}`);

/** On Fargate, all of them are empty directories. */
const volumeNames = ['data', 'Cache_1'] as const;
interface AnyVolume {
  readonly efs?: { fileSystem: string; accessPoint?: string; iam: boolean; transitEncryptionPort?: number };
  readonly host?: string;
  readonly docker?: { scope: 'task' | 'shared'; labels?: { [name: string]: string }; autoprovision?: boolean };
}
const { fileSystem, accessPoint } = existingIds;
/** It is there where there is a network of somebody else. */
const efs = fc.constantFrom(
  { fileSystem, iam: false },
  { fileSystem, iam: true },
  { fileSystem, accessPoint, iam: true },
  { fileSystem, accessPoint, iam: false, transitEncryptionPort: 20049 },
);
const volume: fc.Arbitrary<AnyVolume> = fc.oneof(
  efs.map((it) => ({ efs: it })),
  fc.constant({}),
  fc.record({ host: fc.constantFrom('/var/data', '/') }),
  fc.record({
    docker: fc.oneof(
      fc.record({
        scope: fc.constant('task' as const),
        labels: fc.constantFrom<{ [name: string]: string }>({}, { a: 'b' }),
      }),
      fc.record({ scope: fc.constant('shared' as const), autoprovision: fc.boolean() }),
    ),
  }),
);

const words = fc.array(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 });
/** What each container has, each by itself. */
const containerMembers = {
  environment: fc.dictionary(fc.constantFrom(...variables), fc.string({ maxLength: 8 }), { maxKeys: 2 }),
  secrets: fc.dictionary(fc.constantFrom('SECRET', 's.2'), fc.constantFrom(...references), { maxKeys: 2 }),
  command: perhaps(words),
  entryPoint: perhaps(words),
  workingDirectory: perhaps(fc.constantFrom('/', '/app', 'C:\\app')),
  user: perhaps(fc.constantFrom('1000', 'node', '0:0')),
  readonlyRoot: perhaps(fc.boolean()),
  initProcess: perhaps(fc.boolean()),
  stopTimeout: perhaps(fc.constantFrom(2, 30, 120)),
  memoryReservation: perhaps(fc.constantFrom(6, 64)),
  ulimits: fc.dictionary(
    fc.constantFrom('nofile' as const, 'core' as const),
    fc.record({ soft: upTo(1024), more: upTo(1024) }).map(({ soft, more }) => ({ soft, hard: soft + more })),
    { maxKeys: 2 },
  ),
  restart: perhaps(
    fc.record({
      ignoredExitCodes: fc.uniqueArray(upTo(255), { maxLength: 2 }),
      attemptPeriod: fc.constantFrom(60, 1800),
    }),
  ),
  labels: fc.dictionary(fc.constantFrom('a', 'b.c'), fc.string({ maxLength: 8 }), { maxKeys: 2 }),
  mounts: fc.dictionary(
    fc.constantFrom('/data', '/var/lib/x'),
    fc.record({ volume: fc.constantFrom(...volumeNames), readOnly: fc.boolean() }),
    { maxKeys: 2 },
  ),
  tmpfs: fc.dictionary(
    fc.constantFrom('/run', '/tmp/x'),
    fc.record({ size: fc.constantFrom(1, 64), options: fc.constantFrom<string[]>([], ['noexec', 'mode=1777']) }),
    { maxKeys: 2 },
  ),
  capabilities: perhaps(
    fc.record({
      add: fc.constantFrom<string[]>([], ['SYS_PTRACE']),
      drop: fc.constantFrom<string[]>([], ['NET_RAW', 'CHOWN'], ['ALL']),
    }),
  ),
  repositoryCredentials: perhaps(
    fc.constantFrom('secretsmanager:shop/db', 'arn:aws:secretsmanager:us-east-1:111111111111:secret:db-AbCdEf'),
  ),
  /** Only on instances. */
  privileged: perhaps(fc.boolean()),
  sharedMemory: perhaps(fc.constantFrom(64, 128)),
};

const size = fc.constantFrom(...fargateSizes.slice(0, 12));
const healthCheck = fc
  .record({
    command: fc.string({ minLength: 1 }),
    timeout: upTo(60, 2),
    longer: upTo(240),
    retries: upTo(10, 1),
    startPeriod: upTo(300),
  })
  .map(({ longer, ...it }) => ({ ...it, interval: Math.max(5, it.timeout + longer) }));
const targetHealth = fc
  .record({
    path: fc.constantFrom('/', '/health?deep=1', '/~x/%20'),
    timeout: upTo(120, 2),
    longer: upTo(100, 1),
    healthy: upTo(10, 2),
    unhealthy: upTo(10, 2),
    codes: perhaps(fc.constantFrom('200', '200,301-308', '200-499')),
    port: perhaps(fc.constantFrom(81, 8081)),
    protocol: perhaps(fc.constantFrom('http' as const, 'https' as const)),
  })
  .map(({ longer, ...it }) => ({ ...it, interval: Math.max(5, it.timeout + longer) }));

/** Of a path that no other rule has, so none is hidden; what it looks at besides is as may be. */
const rule = fc.record({
  path: fc.constantFrom(...paths),
  isNumbered: fc.boolean(),
  /** What another service gets of its requests, where there is one. */
  share: perhaps(fc.constantFrom(0, 10, 999)),
  more: fc.record({
    host: perhaps(fc.constantFrom('api.example.com', ['*.example.com', 'example.com'])),
    methods: perhaps(fc.constantFrom(['GET'], 'POST')),
    headers: perhaps(fc.constantFrom({ 'X-A': 'b' }, { Accept: ['*json*'] })),
    query: perhaps(fc.constantFrom({ v: '2' }, { v: '1', w: 'a?' })),
    sourceIps: perhaps(fc.constantFrom(['203.0.113.0/24'], '0.0.0.0/0')),
  }),
});
export type AnyRule = typeof rule extends fc.Arbitrary<infer T> ? T : never;

/** A further port: of its own container or of the first one beside it; what leads to it is seen to elsewhere. */
const furtherPort = fc.record({
  key: fc.constantFrom('admin', 'm-2'),
  isBeside: fc.boolean(),
  protocol: fc.constantFrom('tcp' as const, 'udp' as const),
  hasRule: fc.boolean(),
  hasChecks: fc.boolean(),
  drain: perhaps(fc.constantFrom(0, 90)),
  isDiscovered: fc.boolean(),
  allow: fc.uniqueArray(fc.constantFrom('0.0.0.0/0', '10.9.0.0/16'), { maxLength: 1 }),
  calledBy: fc.uniqueArray(fc.constantFrom(...serviceNames), { maxLength: 1 }),
});
export type AnyPort = typeof furtherPort extends fc.Arbitrary<infer T> ? T : never;

const sidecar = fc.record({
  ...containerMembers,
  essential: fc.boolean(),
  hasPort: fc.boolean(),
  /** Whether it has the volumes of the service's own container. */
  hasItsVolumes: fc.boolean(),
  cpu: perhaps(fc.constantFrom(0, 64)),
  memory: perhaps(fc.constantFrom(128, 200)),
  healthCheck: perhaps(healthCheck),
  /** Whether it waits for the one before it, where that can be. */
  waits: perhaps(fc.constantFrom('START' as const, 'COMPLETE' as const, 'SUCCESS' as const, 'HEALTHY' as const)),
});
/** What may scale a service; whether each of it can be together is seen to elsewhere. */
const scaling = fc.record({
  minimum: upTo(2, 1),
  more: upTo(4, 1),
  cpu: perhaps(upTo(99, 1)),
  memory: perhaps(upTo(99, 1)),
  /** Only where a load balancer sends it requests. */
  requestsPerTarget: perhaps(fc.constantFrom(1, 500)),
  cooldown: perhaps(fc.record({ out: fc.constantFrom(0, 60), in: fc.constantFrom(0, 900) })),
  schedules: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('night', 'day-2', 'x'),
      schedule: fc.constantFrom(
        'cron(0 8 ? * MON-FRI *)',
        'cron(0/15 0 L * ? 2199)',
        'rate(9 days)',
        'at(2199-01-31T22:00:00)',
      ),
      timezone: perhaps(fc.constantFrom('UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires')),
      bounds: fc.constantFrom('minimum' as const, 'maximum' as const, 'both' as const),
    }),
    { maxLength: 2, selector: ({ name }) => name },
  ),
});
export type AnyScaling = typeof scaling extends fc.Arbitrary<infer T> ? T : never;

interface AnyLogs {
  readonly driver?: 'awsfirelens' | 'splunk';
  readonly options: { [name: string]: string };
  readonly secretOptions?: { [name: string]: string };
}

export type AnySidecar = typeof sidecar extends fc.Arbitrary<infer T> ? T : never;
export type AnyService = typeof anyService extends fc.Arbitrary<infer T> ? T : never;
export const anyService = fc.record({
  name: fc.constantFrom(...serviceNames),
  /** A public image, or a repository: of its content, or by a tag that somebody chose. */
  source: fc.constantFrom('image', 'built', 'tagged'),
  image: fc.constantFrom(
    'nginx',
    'public.ecr.aws/docker/library/nginx:latest',
    'ghcr.io/a/b__c:1@sha256:' + 'a'.repeat(64),
  ),
  /** What the builder is told beside the directory. */
  building: perhaps(
    fc.record({ args: fc.dictionary(fc.constantFrom('A', 'b_2'), fc.string({ maxLength: 8 }), { maxKeys: 2 }) }),
  ),
  tag: fc.constantFrom('1.0', '_', 'latest'),
  port: fc.constantFrom(80, 8080, 1, 65535),
  /** Without a port, where nothing is sent to it. */
  isWorker: fc.boolean(),
  size,
  architecture: fc.constantFrom('x86_64' as const, 'arm64' as const),
  count: upTo(3),
  scaling: perhaps(scaling),
  volumes: fc.record({ data: volume, Cache_1: volume }),
  memoryLimit: perhaps(fc.constantFrom(100, 128)),
  ephemeralStorage: perhaps(fc.constantFrom(21, 200)),
  keep: perhaps(upTo(2)),
  rollout: perhaps(
    fc.record({ minimumPercent: fc.constantFrom(0, 50, 100), maximumPercent: fc.constantFrom(100, 200) }),
  ),
  capacity: perhaps(
    fc.constantFrom(
      { spot: {} },
      { fargate: {} },
      { fargate: { base: 1, weight: 0 }, spot: { weight: 3 } },
      { fargate: { weight: 2 }, spot: { base: 2 } },
    ),
  ),
  subnets: perhaps(fc.constantFrom('public' as const, 'private' as const)),
  own: fc.record(containerMembers),
  healthCheck: perhaps(healthCheck),
  logs: perhaps(
    fc.constantFrom<AnyLogs>(
      { options: { mode: 'blocking' } },
      { options: { 'max-buffer-size': '1m', 'awslogs-datetime-format': '%Y' } },
      { driver: 'awsfirelens', options: { Name: 'cloudwatch' }, secretOptions: { key: '/shop/db' } },
      {
        driver: 'splunk',
        options: { 'splunk-url': 'https://a' },
        secretOptions: { 'splunk-token': 'secretsmanager:shop/db' },
      },
    ),
  ),
  permissions: perhaps(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          statements: fc.array(
            fc.record({
              effect: fc.constantFrom('Allow' as const, 'Deny' as const),
              actions: fc.uniqueArray(fc.constantFrom('s3:GetObject', 'sqs:*'), { minLength: 1 }),
              resources: fc.uniqueArray(fc.constantFrom('*', 'arn:aws:s3:::files/*'), { minLength: 1 }),
              conditions: fc.dictionary(
                fc.constant('StringEquals'),
                fc.record({ 'aws:PrincipalTag/a': fc.array(fc.constant('b'), { minLength: 1, maxLength: 2 }) }),
              ),
            }),
            { maxLength: 2 },
          ),
          managedPolicies: fc.uniqueArray(fc.constantFrom('AmazonSSMManagedInstanceCore'), { maxLength: 1 }),
        }),
      },
      { weight: 5, arbitrary: fc.record({ role: fc.constantFrom(...rolesOfOthers) }) },
      // More than one policy holds; rarely, since it is long to read.
      {
        weight: 1,
        arbitrary: fc.constantFrom(11, 16).map((count) => ({ statements: longStatements(count), managedPolicies: [] })),
      },
    ),
  ),
  /** How many groups of the existing network it has, where there is one. */
  securityGroups: upTo(2),
  executionRole: perhaps(fc.constantFrom(...rolesOfOthers)),
  exec: perhaps(fc.boolean()),
  /** Beside it, in the order in which they may wait for each other. */
  sidecars: fc.array(sidecar, { maxLength: 2 }),
  /** Whether its own container waits for the last of them. */
  waits: fc.boolean(),
  discovery: perhaps(
    fc.record({
      type: fc.constantFrom('srv' as const, 'a' as const),
      ttl: fc.constantFrom(0, 60, 2147483647),
      customHealth: fc.boolean(),
      isNamed: fc.boolean(),
    }),
  ),
  routes: fc.uniqueArray(fc.constantFrom(...routeKeys), { maxLength: 3 }),
  rules: fc.uniqueArray(rule, { maxLength: 3, selector: ({ path }) => path }),
  target: fc.record({
    isNamed: fc.boolean(),
    health: targetHealth,
    drain: fc.constantFrom(0, 30, 3600),
    grace: fc.constantFrom(0, 60, 7200),
    stickiness: perhaps(
      fc.record({ cookie: perhaps(fc.constantFrom('SESSION', 'a.b-c')), duration: fc.constantFrom(1, 604_800) }),
    ),
    algorithm: fc.constantFrom('round_robin', 'least_outstanding_requests', 'weighted_random'),
    /** Only where tasks are chosen in turn. */
    slowStart: perhaps(fc.constantFrom(30, 900)),
    protocol: fc.constantFrom('http', 'https'),
    /** Only where requests come by HTTPS. */
    version: fc.constantFrom('http1', 'http2', 'grpc'),
  }),
  ports: fc.uniqueArray(furtherPort, { maxLength: 2, selector: ({ key }) => key }),
  allow: fc.uniqueArray(fc.constantFrom('0.0.0.0/0', '10.9.0.0/16', '203.0.113.7/32'), { maxLength: 2 }),
  calledBy: fc.uniqueArray(fc.constantFrom(...serviceNames), { maxLength: 2 }),
  hasLogGroup: fc.boolean(),
  logRetentionDays: days,
});

/** What can be chosen of one job: of what a service has, all that is about its tasks. */
export const anyJob = fc.record({
  name: fc.constantFrom('migrate', 'report', 'web-job'),
  task: anyService,
  /** Whether it runs the image of a service. */
  isOfService: fc.boolean(),
  before: perhaps(fc.record({ isForOne: fc.boolean(), timeout: perhaps(fc.constantFrom(1, 60, 86400)) })),
  timed: perhaps(
    fc.record({
      schedule: fc.constantFrom('cron(0 8 ? * MON-FRI *)', 'rate(1 day)', 'at(2199-12-31T20:00:00)'),
      timezone: perhaps(fc.constantFrom('UTC', 'Europe/Berlin')),
      startWithin: perhaps(fc.constantFrom(60, 86400)),
    }),
  ),
});

/** Where the service that is built has its Dockerfile. */
export const buildDirectory = fileURLToPath(new URL('../../examples/hostname', import.meta.url));
