import type { AnyRule } from './any-service.js';
import type { Mistake } from './mistake.js';

/** Values that are wrong whatever the rest of the config is: of every format, and past every kind of limit. */

const api: Mistake['given'] = { ingress: 'api-cloud-map' };
const plain = { path: '/~x:y@z', isNumbered: true, share: undefined, more: {} } as AnyRule;
const alb: Mistake['given'] = { ingress: 'alb', isBehindShared: false, service: { rules: [plain] } };
/** A load balancer of somebody else would be exchanged for one of the stack, and its domain has no zone. */
const ofStack: Mistake['given'] = { isBehindShared: false };
const here: Mistake['given'] = { existing: undefined };
const built: Mistake['given'] = { service: { source: 'built' } };
const check = { command: 'true', interval: 30, timeout: 5 };
const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me';

const action = { name: 'night', schedule: 'rate(1 day)', maximum: 2 };
const scheduled = (more: object) => ({ schedules: [{ ...action, ...more }] });
/** Where it is wrong, and what is. */
const scalings: readonly (readonly [at: string, value: object])[] = [
  ['minimum', { minimum: undefined }],
  ['minimum', { minimum: 5001 }],
  ['maximum', { maximum: 0 }],
  ['cpu', { cpu: 100 }],
  ['memory', { memory: 0 }],
  ['cooldown.out', { cooldown: { out: -1 } }],
  ['schedules[0].name', scheduled({ name: 'Night' })],
  ...['0 8 * * *', 'cron(0 8 * * *)', 'cron(0 8 * * * *)', 'cron(0 8 ? * 2-6 *)', 'rate(1 days)', 'at(tomorrow)'].map(
    (schedule) => ['schedules[0].schedule', scheduled({ schedule })] as const,
  ),
  ['schedules[0].timezone', scheduled({ timezone: 'Mars/Olympus' })],
];

type Row = readonly [member: string, value: unknown, more?: Omit<Mistake, 'what' | 'edits'>];
const rows: readonly Row[] = [
  ...['Shop', '1st', 'sg-shop', 'shop-', 'a'.repeat(41)].map((it) => ['name', it] as const),
  ['region', 'us east'],
  ['tags', { 'aws:x': '' }, { at: 'tags["aws:x"]' }],
  ['tags', { 'provision:x': '' }, { at: 'tags["provision:x"]' }],
  ['tags', { team: 'a;b' }, { at: 'tags.team' }],
  ...['10.0.0.0/8', '10.0.0.0/25', '10.0.0.1/16', '169.254.0.0/16', '10.0.0.256/16'].map(
    (it) => ['network.cidr', it] as const,
  ),
  ['network.zones', 0],
  ['network.zones', 7],
  ['network.zones', 2.5],
  ['network.egress', 'natt'],
  ['network.endpoints', ['s4'], { at: 'network.endpoints[0]', given: here }],
  [
    'network.existing',
    { vpc: 'vpc-1', public: ['subnet-12345678'] },
    {
      at: 'network.existing.vpc',
      given: {
        ingress: 'none',
        capacity: 'fargate',
        hasRanges: false,
        endpoints: [],
        egress: 'public',
        existing: undefined,
      },
    },
  ],
  ['namespace', 'a..b'],
  ['namespace', 'Shop'],
  ['cluster.name', 'a b'],
  ['cluster.executionRole', 'x'.repeat(65)],
  ['cluster.capacity', 'lambda'],
  ['cluster.containerInsights', 'on'],
  ['cluster.instances', { type: 'big' }, { at: 'cluster.instances.type' }],
  ['cluster.instances', { volumeGiB: 8 }, { at: 'cluster.instances.volumeGiB', given: { capacity: 'fargate' } }],
  [
    'services.?.port',
    undefined,
    { at: 'services.?.allow', given: { ingress: 'none', service: { allow: ['10.9.0.0/16'] } } },
  ],
  ...[0, 65536, 80.5, '80'].map((it) => ['services.?.port', it] as const),
  ['services.?.cpu', 'lots'],
  ['services.?.architecture', 'amd64'],
  ['services.?.count', -1],
  ['services.?.count', 5001],
  ...scalings.map(([at, value]): Row => [
    'services.?.scaling',
    { minimum: 1, maximum: 2, cpu: 60, ...value },
    { at: `services.?.scaling.${at}`, given: { service: { count: 1 } } },
  ]),
  ...[{ schedule: '0 8 * * *' }, { schedule: 'cron(0 8 ? * 2-6 *)' }].map((it): Row => [
    'jobs.extra',
    { image: 'nginx', ...it },
    { at: 'jobs.extra.schedule', given: { capacity: 'fargate', egress: 'nat' } },
  ]),
  [
    'jobs.extra',
    { image: 'nginx', schedule: 'rate(1 day)', startWithin: 59 },
    { at: 'jobs.extra.startWithin', given: { capacity: 'fargate', egress: 'nat' } },
  ],
  ['services.?.subnets', 'isolated'],
  // A name that is not written like one may hold a value (`PW=hunter2`), so it is not repeated.
  ['services.?.environment', { '1ST': '' }],
  ['services.?.environment', { DB: { port: 5432 } }, { at: 'services.?.environment.DB' }],
  ['services.?.secrets', { DB: 'hunter2' }, { at: 'services.?.secrets.DB' }],
  ['services.?.healthCheck', {}, { at: 'services.?.healthCheck.command' }],
  ['services.?.healthCheck', { ...check, retries: 11 }, { at: 'services.?.healthCheck.retries' }],
  ['services.?.discovery', { type: 'cname' }, { at: 'services.?.discovery.type', given: { namespace: 'internal' } }],
  [
    'services.?.discovery',
    { type: 'srv', ttl: -1 },
    { at: 'services.?.discovery.ttl', given: { namespace: 'internal' } },
  ],
  [
    'services.?.discovery',
    { type: 'srv', name: 'a.b' },
    { at: 'services.?.discovery.name', given: { namespace: 'internal' } },
  ],
  ...['get pets', 'GET pets', 'GET /a//b', 'GET /{all+}/b'].map((it): Row => [
    'services.?.routes',
    [it],
    { at: 'services.?.routes[0]', given: api },
  ]),
  ['services.?.rules', [{ path: 'api', priority: 50000 }], { at: 'services.?.rules[0].path', given: alb }],
  ['services.?.rules', [{ path: '/a b', priority: 50000 }], { at: 'services.?.rules[0].path', given: alb }],
  ['services.?.rules', [{ path: '/a', priority: 50001 }], { at: 'services.?.rules[0].priority', given: alb }],
  ...(
    [
      [{ path: ['/a', 'b'] }, 'path[1]'],
      [{ path: [] }, 'path'],
      [{ host: 'localhost' }, 'host'],
      [{ host: '10.0.0.1' }, 'host'],
      [{ methods: ['get'] }, 'methods[0]'],
      [{ headers: { Host: 'a.com' } }, 'headers.Host'],
      [{ headers: { 'X-A': 'é' } }, 'headers.X-A'],
      [{ sourceIps: ['10.0.0.1/8'] }, 'sourceIps[0]'],
    ] as const
  ).map(([rule, at]): Row => ['services.?.rules', [rule], { at: `services.?.rules[0].${at}`, given: alb }]),
  ['services.?.target', { name: 'a_b' }, { at: 'services.?.target.name' }],
  ['services.?.target', { drain: 3601 }, { at: 'services.?.target.drain', given: { ingress: 'none' } }],
  [
    'services.?.target',
    { health: { healthy: 1 } },
    { at: 'services.?.target.health.healthy', given: { ingress: 'none' } },
  ],
  [
    'services.?.target',
    { health: { path: 'health' } },
    { at: 'services.?.target.health.path', given: { ingress: 'none' } },
  ],
  ...(
    [
      [{ health: { codes: '2xx' } }, 'health.codes'],
      [{ slowStart: 29 }, 'slowStart'],
      [{ stickiness: { cookie: 'AWSALBAPP-0' } }, 'stickiness.cookie'],
      [{ stickiness: { duration: 0 } }, 'stickiness.duration'],
      [{ version: 'h2' }, 'version'],
    ] as const
  ).map(([target, at]): Row => [
    'services.?.target',
    target,
    { at: `services.?.target.${at}`, given: { ingress: 'none' } },
  ]),
  ['services.?.allow', ['10.0.0.0/33'], { at: 'services.?.allow[0]' }],
  ['services.?.allow', ['10.0.0.1/8'], { at: 'services.?.allow[0]' }],
  ['services.?.logGroup', 'aws/shop'],
  ['services.?.logRetentionDays', 2],
  ['services.?.repository', 'Shop', { given: built }],
  ['services.?.tag', 'a b', { given: built }],
  ['services.?.image', 'nginx:', { given: { egress: 'nat', service: { source: 'image' } } }],
  ['cluster.arn', 'arn:aws:ecs:us-east-1:1:cluster/a', { given: { capacity: 'fargate', cluster: undefined } }],
  ['ingress.type', 'elb'],
  ['ingress.via', 'nlb', { given: api }],
  ['ingress.routes', ['pets'], { at: 'ingress.routes[0]', given: { ingress: 'api-alb' } }],
  ['ingress.cors', { allowOrigins: [], allowMethods: ['*'] }, { at: 'ingress.cors.allowOrigins', given: api }],
  ['ingress.cors', { allowOrigins: ['*'] }, { at: 'ingress.cors.allowMethods', given: api }],
  [
    'ingress.cors',
    { allowOrigins: ['*'], allowMethods: ['*'], maxAge: 86401 },
    { at: 'ingress.cors.maxAge', given: api },
  ],
  ['ingress.loadBalancer', { name: 'internal-x' }, { at: 'ingress.loadBalancer.name', given: ofStack }],
  ['ingress.loadBalancer', { name: 'x'.repeat(33) }, { at: 'ingress.loadBalancer.name', given: ofStack }],
  [
    'ingress.loadBalancer',
    { name: 'x', arn: 'arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/a/b' },
    { at: 'ingress.loadBalancer.arn', given: ofStack },
  ],
  ['ingress.loadBalancer', { name: 'x', listener: 65_536 }, { at: 'ingress.loadBalancer.listener', given: ofStack }],
  ['ingress.loadBalancer', { name: 'x', idleTimeout: 0 }, { at: 'ingress.loadBalancer.idleTimeout', given: ofStack }],
  ['ingress.logRetentionDays', 0],
  ['consumer', { cidr: '10.1.0.0/28' }, { at: 'consumer.cidr' }],
  ['consumer', { instanceType: 'nano' }, { at: 'consumer.instanceType' }],
  ['consumer', { ssh: { publicKey: 'ssh-dss AAAA', cidr: '0.0.0.0/0' } }, { at: 'consumer.ssh.publicKey' }],
  ['consumer', { ssh: { publicKey } }, { at: 'consumer.ssh.cidr' }],
];

export const mistakesAlone: readonly Mistake[] = rows.map(([member, value, more]) => ({
  what: `${member.replace('?.', '')}: ${JSON.stringify(value)}`,
  edits: { [member]: value },
  ...more,
}));
