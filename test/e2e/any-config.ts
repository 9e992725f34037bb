import fc from 'fast-check';
import { anyJob, anyService, days, perhaps, routeKeys, type AnyService } from './any-service.js';
import { possible, type Written } from './possible-config.js';

/** Configs that a user may write, of all kinds. They are made of small choices, so that they shrink to small ones. */

const some = <const T extends string | number>(...of: readonly T[]) => fc.constantFrom(...of);
const lists = (...of: readonly string[][]) => fc.constantFrom(...of);
/** `rarely`: what costs time, or leaves little else to choose. */
const rarely = <T>(it: fc.Arbitrary<T>) => fc.option(it, { nil: undefined, freq: 3 });

export type Draft = typeof anyDraft extends fc.Arbitrary<infer T> ? T : never;
export const anyDraft = fc.record({
  name: some<string>('shop', 'a', 'ecs-shop', 'internal-shop', `long-${'name-'.repeat(6)}here`),
  tags: fc.dictionary(some('team', 'Größe', 'cost center', 'a:b/c'), some('', 'shop', 'été 2026', '+-=._:/@'), {
    maxKeys: 2,
  }),
  tagCreator: fc.boolean(),
  cidr: some('10.0.0.0/16', '172.16.0.0/20', '192.168.4.0/22'),
  zones: fc.oneof({ weight: 6, arbitrary: fc.constant(2) }, { weight: 2, arbitrary: some(1, 3, 5) }),
  egress: some('public', 'nat', 'nat-per-zone', 'endpoints'),
  endpoints: fc.uniqueArray(
    some('kms', 'ssmmessages', 'secretsmanager', 'ssm', 'sts', 'ecs', 'ecs-agent', 'ecs-telemetry'),
    { maxLength: 2 },
  ),
  hasRanges: fc.boolean(),
  existing: rarely(fc.record({ public: fc.integer({ min: 0, max: 3 }), private: fc.integer({ min: 0, max: 3 }) })),
  namespace: perhaps(some('internal', 'shop.local', 'a-1.b.c')),
  cluster: perhaps(some('Shop_1', 'c')),
  /** Tasks on Fargate may run in a cluster of somebody else. */
  isShared: rarely(fc.boolean()),
  /** A stack in an existing network may be behind a load balancer of somebody else. */
  isBehindShared: rarely(fc.boolean()),
  executionRole: perhaps(some('ecsTaskExecutionRole', 'x+=,.@-_')),
  capacity: some('fargate', 'ec2'),
  instances: fc.record({
    type: some('c5.xlarge', 'm6g.xlarge', 't3.large'),
    min: fc.integer({ min: 0, max: 2 }),
    volumeGiB: some(30, 50),
  }),
  containerInsights: some('enabled', 'disabled', 'enhanced'),
  services: fc.uniqueArray(anyService, { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
  jobs: fc.uniqueArray(anyJob, { maxLength: 2, selector: ({ name }) => name }),
  ingress: some('none', 'alb', 'api-cloud-map', 'api-alb'),
  apiRoutes: perhaps(fc.uniqueArray(some(...routeKeys), { minLength: 1, maxLength: 3 })),
  cors: perhaps(
    fc.record({
      allowOrigins: lists(['*'], ['https://a.example', 'http://localhost:3000']),
      allowMethods: lists(['*'], ['GET', 'POST']),
      allowHeaders: lists([], ['Content-Type', 'Authorization']),
      allowCredentials: fc.boolean(),
      maxAge: some(0, 600),
    }),
  ),
  loadBalancer: fc.record({
    name: perhaps(some<string>('Front', 'a-b')),
    ...{ idleTimeout: some(60, 1, 4000), keepAlive: some(60, 604_800) },
    ...{ http2: fc.boolean(), dropInvalidHeaders: fc.boolean(), preserveHost: fc.boolean() },
    shared: fc.boolean(),
  }),
  logRetentionDays: days,
  consumer: rarely(
    fc.record({
      cidr: some('10.1.0.0/16', '10.1.2.0/24'),
      instanceType: some('t3.nano', 't4g.nano'),
      hasSsh: fc.boolean(),
    }),
  ),
  domain: perhaps(
    fc.record({
      name: some('example.com', 'api.example.com', 'a-b.example.com'),
      alternativeNames: fc.uniqueArray(some('www.example.com', '*.example.com', '*.api.example.com'), { maxLength: 2 }),
      given: some('zone', 'zone by its id', 'zone and certificate', 'certificate'),
    }),
  ),
});

export const anyConfig: fc.Arbitrary<Written> = anyDraft.map(possible);

export interface Change {
  readonly before: Written;
  readonly after: Written;
}
/** Members of a config or of its services; a change of few of them is more often possible than one of all. */
const members = [
  'services',
  'jobs',
  'size',
  'port',
  'ports',
  'count',
  'source',
  'routes',
  'rules',
  'discovery',
  'ingress',
  'egress',
  'zones',
  'capacity',
];
const others = [
  ...[
    'tags',
    'tagCreator',
    'cidr',
    'endpoints',
    'hasRanges',
    'existing',
    'namespace',
    'cluster',
    'executionRole',
    'instances',
    'containerInsights',
  ],
  ...[
    'apiRoutes',
    'cors',
    'loadBalancer',
    'isBehindShared',
    'domain',
    'logRetentionDays',
    'consumer',
    'image',
    'tag',
    'architecture',
    'subnets',
    'environment',
  ],
  ...['secrets', 'healthCheck', 'target', 'allow', 'calledBy', 'hasLogGroup'],
];

/** A config, and another one of the same name in which some of its members are different. */
export const anyChange: fc.Arbitrary<Change> = fc
  .tuple(
    anyDraft,
    anyDraft,
    fc.oneof(fc.subarray([...members, ...others], { maxLength: 4 }), fc.subarray([...members, ...others])),
  )
  .map(([before, next, names]) => ({
    before: possible(before),
    after: possible(changed(before, next, new Set(names))),
  }));

function changed(before: Draft, next: Draft, names: ReadonlySet<string>): Draft {
  const others = new Map((names.has('services') ? next : before).services.map((it) => [it.name, it]));
  const old = new Map(before.services.map((it) => [it.name, it]));
  const drawn = [...next.services];
  const services = [...others.values()].map((it, i): AnyService => {
    const from = old.get(it.name) ?? it;
    return mixed(from, { ...(drawn[i] ?? from), name: it.name }, names);
  });
  return { ...mixed(before, next, names), name: before.name, services };
}

/** The old one, with those of the other's members that are named. */
const mixed = <T extends object>(old: T, next: T, names: ReadonlySet<string>): T => ({
  ...old,
  ...(Object.fromEntries(Object.entries(next).filter(([name]) => names.has(name))) as Partial<T>),
});
