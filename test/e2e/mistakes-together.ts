import type { AnyRule } from './any-service.js';
import { existingIds } from './existing-ids.js';
import type { Mistake } from './mistake.js';

/** Members that are right each by itself and cannot be together. */

const plain = { path: '/~x:y@z', isNumbered: true, share: undefined, more: {} } as AnyRule;
const api: Mistake['given'] = { ingress: 'api-cloud-map' };
const apiAlb: Mistake['given'] = { ingress: 'api-alb', service: { rules: [plain] } };
const alb: Mistake['given'] = { ingress: 'alb', isBehindShared: false, service: { rules: [plain] } };
const none: Mistake['given'] = { ingress: 'none' };
const fargate: Mistake['given'] = { capacity: 'fargate' };
const front = {
  ...({ name: 'front', idleTimeout: 60, keepAlive: 60 } as const),
  ...{ http2: true, dropInvalidHeaders: true, preserveHost: false, shared: false },
};
const own = { existing: undefined, hasRanges: false } as const;
const ranged = {
  existing: undefined,
  hasRanges: true,
  cidr: '10.0.0.0/16',
  zones: 2,
  egress: 'public',
  capacity: 'fargate',
} as const;
const image = { source: 'image' } as const;
const named = { namespace: 'internal' } as const;
const long = 'a-stack-with-quite-a-long-name-indeed';
const untagged = Object.fromEntries(Array.from({ length: 46 }, (_, i) => [`key-${i}`, '']));
const health = { interval: 10, timeout: 10 };

const mistake = (what: string, edits: Mistake['edits'], more: Omit<Mistake, 'what' | 'edits'> = {}): Mistake => ({
  what,
  edits,
  ...more,
});

/** The load balancer of the generated configs has them. */
const noAttributes = Object.fromEntries(
  ['idleTimeout', 'keepAlive', 'http2', 'dropInvalidHeaders', 'preserveHost', 'shared'].map((it) => [
    `ingress.loadBalancer.${it}`,
    undefined,
  ]),
);

const scaled = (more: object) => ({ 'services.?.scaling': { minimum: 2, maximum: 4, cpu: 60, ...more } });
const uncounted = { 'services.?.count': undefined };
const action = { name: 'night', schedule: 'rate(1 day)', maximum: 2 };

const scaling = [
  mistake(
    'a minimum above the maximum',
    { ...uncounted, ...scaled({ minimum: 5 }) },
    { at: 'services.?.scaling.minimum' },
  ),
  mistake('fewer tasks than the minimum', { ...scaled({}), 'services.?.count': 1 }, { at: 'services.?.count' }),
  mistake('more tasks than the maximum', { ...scaled({}), 'services.?.count': 5 }, { at: 'services.?.count' }),
  mistake('scaling by nothing', { ...uncounted, ...scaled({ cpu: undefined }) }, { at: 'services.?.scaling' }),
  mistake('scaling from no task', { ...uncounted, ...scaled({ minimum: 0 }) }, { at: 'services.?.scaling.minimum' }),
  mistake(
    'scaling to no task by a schedule, and never up again',
    { ...uncounted, ...scaled({ schedules: [{ ...action, minimum: 0 }] }) },
    { at: 'services.?.scaling.schedules[0].minimum' },
  ),
  mistake(
    'scaling by requests that no load balancer sends',
    { ...uncounted, ...scaled({ requestsPerTarget: 5 }) },
    { at: 'services.?.scaling.requestsPerTarget', given: api },
  ),
  mistake(
    'a schedule of nothing',
    { ...uncounted, ...scaled({ schedules: [{ ...action, maximum: undefined }] }) },
    { at: 'services.?.scaling.schedules[0]' },
  ),
  mistake(
    'a schedule whose bounds are crossed',
    { ...uncounted, ...scaled({ schedules: [{ ...action, minimum: 3 }] }) },
    { at: 'services.?.scaling.schedules[0].minimum' },
  ),
  mistake(
    'a schedule whose maximum would be below the minimum',
    { ...uncounted, ...scaled({ schedules: [{ ...action, maximum: 1 }] }) },
    { at: 'services.?.scaling.schedules[0]' },
  ),
  mistake(
    'a schedule whose minimum would be above what another one sets',
    {
      ...uncounted,
      ...scaled({
        schedules: [
          { ...action, minimum: 2 },
          { ...action, name: 'day', minimum: 3, maximum: undefined },
        ],
      }),
    },
    { at: 'services.?.scaling.schedules[1]' },
  ),
  mistake(
    'two schedules of one name',
    { ...uncounted, ...scaled({ schedules: [action, action] }) },
    { at: 'services.?.scaling.schedules[1].name' },
  ),
];

const shared = [
  mistake(
    'a name for a cluster that exists already',
    { 'cluster.arn': existingIds.cluster, 'cluster.name': 'mine' },
    { at: 'cluster.name', given: fargate },
  ),
  mistake(
    'instances in a cluster that exists already',
    { 'cluster.arn': existingIds.cluster, 'cluster.name': undefined },
    { at: 'cluster.capacity', given: { capacity: 'ec2' } },
  ),
];

/** Behind a load balancer of somebody else, and with a name of its own. */
const behind: Mistake['given'] = {
  ...{ ingress: 'alb', isBehindShared: true, existing: { public: 2, private: 0 }, hasRanges: false },
  ...{ capacity: 'fargate', endpoints: [], egress: 'public', service: { rules: [plain] } },
};
const sharedBalancers = [
  ...Object.entries({ name: 'mine', shared: true, idleTimeout: 60, http2: true, deletionProtection: false }).map(
    ([member, value]) =>
      mistake(
        `${member} of a load balancer that exists already`,
        { [`ingress.loadBalancer.${member}`]: value },
        { given: behind },
      ),
  ),
  mistake(
    'a listener of a load balancer that the stack makes',
    { 'ingress.loadBalancer.listener': 8080 },
    { given: alb },
  ),
  ...[api, none].map((given) =>
    mistake(
      `a load balancer to share, where the ingress is ${given?.ingress}`,
      { 'ingress.loadBalancer.shared': true },
      { given },
    ),
  ),
  mistake(
    'an HTTP API to a load balancer that exists already',
    { 'ingress.loadBalancer.arn': existingIds.balancer, 'ingress.loadBalancer.name': undefined, ...noAttributes },
    { given: { ...apiAlb, name: 'shop', existing: undefined } },
  ),
  mistake(
    'a load balancer of a VPC that the stack is not in',
    { 'ingress.loadBalancer': { arn: existingIds.balancer } },
    { at: 'ingress.loadBalancer.arn', given: { ...alb, name: 'shop', existing: undefined, domain: undefined } },
  ),
  mistake(
    'a certificate for a listener that exists already',
    { 'ingress.domain.certificate': existingIds.certificate },
    { given: behind },
  ),
  mistake(
    'all that no rule takes, at a listener of somebody else',
    { 'services.?.rules': [{ path: '$default' }], 'ingress.domain': undefined },
    { at: 'services.?.rules[0]', given: behind },
  ),
  mistake(
    'a rule that takes all requests of a listener of somebody else',
    { 'services.?.rules': [{ path: ['/*'] }], 'ingress.domain': undefined },
    { at: 'services.?.rules[0]', given: behind },
  ),
];

const targets = [
  mistake(
    'gRPC behind a load balancer that is called by HTTP',
    { 'services.?.target': { version: 'grpc', name: 'tg' } },
    { at: 'services.?.target.version', given: { ...alb, domain: undefined } },
  ),
  mistake(
    'HTTP/2 behind an HTTP API, which calls its load balancer by HTTP',
    { 'services.?.target': { version: 'http2', name: 'tg' } },
    { at: 'services.?.target.version', given: apiAlb },
  ),
  mistake(
    'a path that is no method of gRPC',
    { 'services.?.target': { version: 'grpc', health: { path: '/' } } },
    { at: 'services.?.target.health.path', given: none },
  ),
  mistake(
    'codes of HTTP for gRPC',
    { 'services.?.target': { version: 'grpc', health: { codes: '200' } } },
    { at: 'services.?.target.health.codes', given: none },
  ),
  mistake(
    'codes that are no success of a load balancer',
    { 'services.?.target': { health: { codes: '200-599' } } },
    { at: 'services.?.target.health.codes', given: none },
  ),
  mistake(
    'a slow start with another algorithm',
    { 'services.?.target': { algorithm: 'weighted_random', slowStart: 30 } },
    { at: 'services.?.target.slowStart', given: none },
  ),
];

const network = [
  mistake(
    'private subnets where all are public',
    { 'services.?.subnets': 'private' },
    { given: { ...own, egress: 'public', capacity: 'fargate' } },
  ),
  mistake(
    'public subnets where the existing are private',
    { 'services.?.subnets': 'public' },
    { given: { ...none, capacity: 'fargate', existing: { public: 0, private: 2 } } },
  ),
  mistake(
    'a public image without a way to the internet',
    {
      'services.?.image': 'nginx',
      'services.?.repository': undefined,
      'services.?.build': undefined,
      'services.?.tag': undefined,
    },
    { given: { ...own, egress: 'endpoints', capacity: 'fargate', service: { subnets: 'private' } } },
  ),
  mistake(
    'tasks of instances in public subnets',
    { 'services.?.subnets': 'public' },
    { given: { ...own, capacity: 'ec2', service: image, egress: 'nat' } },
  ),
  mistake(
    'a load balancer in one zone',
    { 'network.existing.public': ['subnet-12345678'] },
    { given: { ...alb, capacity: 'fargate', existing: { public: 2, private: 0 } } },
  ),
  mistake(
    'a load balancer inside, in one zone',
    { 'network.existing.private': ['subnet-12345678'] },
    { given: { ...apiAlb, existing: { public: 0, private: 2 } } },
  ),
  mistake(
    'a load balancer in one subnet, named twice',
    { 'network.existing.public': ['subnet-12345678', 'subnet-12345678'] },
    { at: 'network.existing.public[1]', given: { ...alb, capacity: 'fargate', existing: { public: 2, private: 0 } } },
  ),
  mistake(
    'endpoints in a VPC that exists',
    { 'network.endpoints': ['kms'] },
    { given: { existing: { public: 2, private: 2 } } },
  ),
  mistake(
    'ranges in a VPC that exists',
    { 'network.subnets': { public: ['10.0.1.0/24', '10.0.2.0/24'] } },
    { given: { egress: 'nat', existing: { public: 2, private: 2 } } },
  ),
  mistake(
    'a subnet outside of the VPC',
    { 'network.subnets.public': ['10.1.1.0/24', '10.0.2.0/24'] },
    { at: 'network.subnets.public[0]', given: ranged },
  ),
  mistake(
    'subnets that overlap',
    { 'network.subnets.public': ['10.0.0.0/23', '10.0.1.0/24'] },
    { at: 'network.subnets.public[1]', given: ranged },
  ),
  mistake('one range for two zones', { 'network.subnets.public': ['10.0.1.0/24'] }, { given: ranged }),
  mistake(
    'ranges for private subnets where there are none',
    { 'network.subnets.private': ['10.0.1.0/24', '10.0.2.0/24'] },
    { given: ranged },
  ),
  mistake(
    'a consumer in the range of the stack',
    { consumer: { cidr: '10.0.0.0/20' } },
    { at: 'consumer.cidr', given: { ...own, cidr: '10.0.0.0/16' } },
  ),
];

const cluster = [
  mistake(
    'memory that Fargate has not',
    { 'services.?.cpu': 256, 'services.?.memory': 300 },
    { at: 'services.?.memory', given: { capacity: 'fargate' } },
  ),
  mistake('CPU units that Fargate has not', { 'services.?.cpu': 300 }, { given: { capacity: 'fargate' } }),
  mistake('less than no instances', { 'cluster.instances.min': 30 }, { given: { capacity: 'ec2' } }),
  mistake(
    'a task larger than an instance',
    { 'services.?.cpu': 4096 },
    { given: { capacity: 'ec2', instances: { type: 't3.large', min: 0, volumeGiB: 30 } } },
  ),
  mistake(
    'an image for the other processors',
    { 'services.?.architecture': 'arm64' },
    { given: { capacity: 'ec2', instances: { type: 't3.large', min: 0, volumeGiB: 30 } } },
  ),
];

const services = [
  mistake('no service', { services: {} }, { given: { jobs: [] } }),
  mistake(
    'no service, where one alone was why there are public subnets',
    { services: {} },
    { given: { ...none, ...ranged, egress: 'endpoints', service: { subnets: 'public' }, jobs: [] } },
  ),
  mistake(
    'no image',
    { 'services.?.image': undefined },
    { at: 'services.?', given: { egress: 'nat', service: image } },
  ),
  mistake(
    'an image and a repository',
    { 'services.?.repository': 'shop' },
    { given: { egress: 'nat', service: image } },
  ),
  mistake('an image and a tag', { 'services.?.tag': '1.0' }, { given: { egress: 'nat', service: image } }),
  mistake('an image and a build', { 'services.?.build': '.' }, { given: { egress: 'nat', service: image } }),
  mistake(
    'a repository of nobody knows what',
    { 'services.?.repository': 'shop', 'services.?.build': undefined, 'services.?.tag': undefined },
    { given: { service: { source: 'built' } } },
  ),
  mistake(
    'a check that takes longer than until the next',
    { 'services.?.healthCheck': { command: 'true', interval: 5, timeout: 6 } },
    { at: 'services.?.healthCheck.timeout' },
  ),
  mistake('a caller that there is not', { 'services.?.calledBy': ['wep'] }, { at: 'services.?.calledBy[0]' }),
  mistake(
    'one caller twice',
    { 'services.other': { image: 'nginx', port: 80 }, 'services.?.calledBy': ['other', 'other'] },
    { at: 'services.?.calledBy[1]', given: { egress: 'nat', capacity: 'fargate' } },
  ),
  mistake('one range let in twice', { 'services.?.allow': ['0.0.0.0/0', '0.0.0.0/0'] }, { at: 'services.?.allow[1]' }),
  mistake('more tags than AWS takes', { tags: untagged }),
  mistake('tags that are one to IAM', { tags: { Team: '', team: '' } }, { at: 'tags.team' }),
];

const ways = [
  mistake(
    'discovery without a namespace',
    { 'services.?.discovery': { type: 'a' }, namespace: undefined },
    { given: none },
  ),
  mistake(
    'a DNS name that is too long',
    { 'services.?.discovery': { type: 'a' }, namespace: `${'n'.repeat(55)}.`.repeat(4).slice(0, -1) },
    { at: 'namespace', given: { ...none, service: { discovery: undefined } } },
  ),
  mistake(
    'an API without routes',
    { 'services.?.routes': undefined },
    { at: 'services', given: { ...api, service: { routes: [] } } },
  ),
  mistake('routes without an API', { 'services.?.routes': ['$default'] }, { given: none }),
  mistake('routes past the load balancer', { 'services.?.routes': ['$default'] }, { given: apiAlb }),
  mistake(
    'routes to what has no records',
    { 'services.?.routes': ['POST /new'], 'services.?.discovery': undefined },
    { given: { ...api, ...named } },
  ),
  mistake(
    'routes to what has A records',
    { 'services.?.discovery': { type: 'a' }, 'services.?.routes': ['POST /new'] },
    { at: 'services.?.discovery.type', given: { ...api, ...named } },
  ),
  mistake(
    'one route twice',
    { 'services.?.routes': ['POST /new', 'POST /new'] },
    {
      at: 'services.?.routes[1]',
      given: { ...api, service: { discovery: { type: 'srv', ttl: 60, customHealth: false, isNamed: false } } },
    },
  ),
  mistake(
    'a load balancer that leads nowhere',
    { 'services.?.rules': undefined },
    { at: 'services', given: { ...alb, service: { rules: [], ports: [] } } },
  ),
  mistake('rules without a load balancer', { 'services.?.rules': [{ path: '$default' }] }, { given: none }),
  mistake(
    'one priority twice',
    {
      'services.?.rules': [
        { path: '/a', priority: 900 },
        { path: '/b', priority: 900 },
      ],
    },
    { at: 'services.?.rules[1].priority', given: alb },
  ),
  mistake(
    'a rule that a rule before it takes everything of',
    {
      'services.?.rules': [
        { path: '/x*', priority: 900 },
        { path: ['/xa', '/x?/*'], priority: 901, host: 'a.com' },
      ],
    },
    { at: 'services.?.rules[1]', given: alb },
  ),
  mistake(
    'two rules for the same',
    { 'services.?.rules': [{ host: 'A.example.com' }, { host: 'a.example.com' }] },
    { at: 'services.?.rules[1]', given: alb },
  ),
  mistake('a rule for nothing', { 'services.?.rules': [{}] }, { at: 'services.?.rules[0]', given: apiAlb }),
  mistake(
    'a rule of six values',
    { 'services.?.rules': [{ path: ['/1', '/2', '/3'], host: ['a.com', 'b.com', 'c.com'] }] },
    { at: 'services.?.rules[0]', given: alb },
  ),
  mistake(
    'a rule of six wildcards',
    { 'services.?.rules': [{ path: '/x*a*b*', query: { v: 'a*b*c*' } }] },
    { at: 'services.?.rules[0]', given: alb },
  ),
  mistake(
    '$default of one host',
    { 'services.?.rules': [{ path: '$default', host: 'a.com' }] },
    { at: 'services.?.rules[0]', given: { ...alb, service: { rules: [] } } },
  ),
  mistake(
    'addresses of clients behind an HTTP API',
    { 'services.?.rules': [{ sourceIps: '10.0.0.0/8' }] },
    { at: 'services.?.rules[0].sourceIps', given: apiAlb },
  ),
  mistake(
    '$default with a priority',
    { 'services.?.rules': [{ path: '$default', priority: 900 }] },
    { at: 'services.?.rules[0].priority', given: { ...alb, service: { rules: [] } } },
  ),
  mistake(
    'two rules for all the rest',
    { 'services.?.rules': [{ path: '$default' }, { path: '$default' }] },
    { at: 'services.?.rules[1]', given: { ...alb, service: { rules: [] } } },
  ),
  mistake(
    'a load balancer with too long a name',
    { 'ingress.loadBalancer.name': undefined },
    { at: 'name', given: { ...alb, name: long, loadBalancer: front } },
  ),
  mistake(
    'a load balancer named as ELB names its own',
    { 'ingress.loadBalancer.name': undefined },
    { at: 'name', given: { ...alb, name: 'internal-shop', loadBalancer: front } },
  ),
  mistake(
    'a target group with too long a name',
    { 'services.?.target.name': undefined, 'services.?.rules': [{ path: '/new', priority: 900 }] },
    { at: 'name', given: { ...alb, name: long, loadBalancer: front } },
  ),
  mistake(
    'a target check that does not end before the next',
    { 'services.?.target.health': health },
    { at: 'services.?.target.health.timeout', given: alb },
  ),
  mistake('an API to a load balancer without routes', { 'ingress.routes': [] }, { given: apiAlb }),
  mistake(
    'one route of the API twice',
    { 'ingress.routes': ['$default', '$default'] },
    { at: 'ingress.routes[1]', given: apiAlb },
  ),
  mistake('routes to a load balancer that there is not', { 'ingress.routes': ['$default'] }, { given: api }),
  mistake('CORS without an API', { 'ingress.cors': { allowOrigins: ['*'], allowMethods: ['*'] } }, { given: alb }),
  mistake(
    'credentials for everybody',
    { 'ingress.cors': { allowOrigins: ['*'], allowMethods: ['*'], allowCredentials: true } },
    { at: 'ingress.cors.allowCredentials', given: api },
  ),
];

const jobs = [
  mistake('a job called as a service', { 'jobs.?': { repository: 'shop', tag: '1' } }, { given: fargate }),
  mistake(
    'a job with the image of nobody',
    { 'jobs.extra': { imageOf: 'wep' } },
    { at: 'jobs.extra.imageOf', given: fargate },
  ),
  mistake('a job without an image', { 'jobs.extra': {} }, { given: fargate }),
  mistake(
    'a job with two images',
    { 'jobs.extra': { image: 'nginx', repository: 'shop', tag: '1' } },
    { at: 'jobs.extra.repository', given: { ...fargate, egress: 'nat' } },
  ),
  mistake(
    'a time zone without a schedule',
    { 'jobs.extra': { image: 'nginx', timezone: 'UTC' } },
    { at: 'jobs.extra.timezone', given: { capacity: 'fargate', egress: 'nat' } },
  ),
  mistake(
    'seconds to start within, without a schedule',
    { 'jobs.extra': { image: 'nginx', startWithin: 60 } },
    { at: 'jobs.extra.startWithin', given: { capacity: 'fargate', egress: 'nat' } },
  ),
];

export const mistakesTogether: readonly Mistake[] = [
  ...network,
  ...cluster,
  ...services,
  ...targets,
  ...shared,
  ...sharedBalancers,
  ...scaling,
  ...jobs,
  ...ways,
];
