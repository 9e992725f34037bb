import { expect, test } from '@jest/globals';
import { messages, problemLines, problemsOf } from './problem-lines.js';

/** Configs whose members are right each by itself and cannot be together. */

const yaml = (members: { [member: string]: unknown }) =>
  JSON.stringify({ name: 'shop', namespace: 'internal', ...members });
const web = { image: 'nginx', port: 80, discovery: { type: 'srv' }, routes: ['$default'] };
const behind = { image: 'nginx', port: 80, rules: [{ path: '$default' }] };
const own = { repository: 'web', tag: '1.0', port: 80 };
const alb = { type: 'alb' };
const none = { type: 'none' };

const right: readonly [string, { [member: string]: unknown }][] = [
  ['every egress', { network: { egress: 'nat-per-zone' }, services: { web } }],
  ['a public load balancer', { services: { web: behind }, ingress: alb }],
  ['an API by way of a load balancer', { services: { web: behind }, ingress: { type: 'http-api', via: 'alb' } }],
  ['instances behind a NAT gateway', { network: { egress: 'nat' }, cluster: { capacity: 'ec2' }, services: { web } }],
  [
    'any size on instances',
    { network: { egress: 'nat' }, cluster: { capacity: 'ec2' }, services: { web: { ...web, cpu: 300, memory: 300 } } },
  ],
  ['a private image without the internet', { network: { egress: 'endpoints' }, services: { web: own }, ingress: none }],
  [
    'a public task beside private ones',
    { network: { egress: 'endpoints' }, services: { web: { ...behind, subnets: 'public' } }, ingress: alb },
  ],
  ['a repository for each service', { services: { web: own, api: { ...own, repository: 'api' } }, ingress: none }],
  [
    'a target group that is not made',
    {
      services: { web: { ...behind, target: { name: 'own' } }, api: { image: 'x', port: 80, target: { name: 'own' } } },
      ingress: alb,
    },
  ],
  [
    "the API's log group where there is no API",
    { services: { web: { ...behind, logGroup: '/aws/vendedlogs/apis/shop' } }, ingress: alb },
  ],
  [
    'an existing VPC',
    { network: { egress: 'nat', existing: { vpc: 'vpc-12345678', private: ['subnet-12345678'] } }, services: { web } },
  ],
];
test.each(right)('%s is right', (_what, members) => {
  expect(problemLines(yaml(members))).toEqual([]);
});

type Wrong = [string, { [member: string]: unknown }, string];
const wrong: readonly Wrong[] = [
  ['an API cannot find a port in A records', { services: { web: { ...web, discovery: { type: 'a' } } } }, 'SRV record'],
  ['a public image is out of reach', { network: { egress: 'endpoints' }, services: { web } }, 'no way to the internet'],
  [
    'private subnets where there are none',
    { services: { web: { ...web, subnets: 'private' } } },
    'there are no private subnets',
  ],
  ['instances without a way out', { cluster: { capacity: 'ec2' }, services: { web } }, 'get no public address'],
  [
    'a load balancer in one zone',
    {
      network: { existing: { vpc: 'vpc-12345678', public: ['subnet-12345678'] } },
      services: { web: behind },
      ingress: alb,
    },
    'at least two zones, not 1',
  ],
  [
    'one priority twice',
    {
      services: {
        web: {
          ...behind,
          rules: [
            { path: '/a', priority: 1 },
            { path: '/b', priority: 1 },
          ],
        },
      },
      ingress: alb,
    },
    'the priority 1 is used twice',
  ],
  ['$default twice', { services: { web: behind, api: behind }, ingress: alb }, '"$default" leads to two services'],
  ...(
    [
      ['one service alone', { path: '/x', weights: { web: 1 } }, 'between its own service, web, and one other'],
      ['a service that there is not', { path: '/x', weights: { web: 1, apis: 1 } }, 'there is no service "apis"'],
      ['a worker', { path: '/x', weights: { web: 1, worker: 1 } }, 'worker has no port'],
      ['nobody', { path: '/x', weights: { web: 0, api: 0 } }, 'all weights are 0'],
      ['all the rest', { path: '$default', weights: { web: 1, api: 1 } }, '"$default" leads to one service alone'],
    ] as const
  ).map(([what, rule, why]): Wrong => [
    `a share of ${what}`,
    {
      services: {
        web: { image: 'nginx', port: 80, rules: [rule] },
        ...{ api: { image: 'nginx', port: 80 }, worker: { image: 'nginx' } },
      },
      ingress: alb,
    },
    why,
  ]),
  [
    'a rule that none comes to',
    {
      services: {
        web: {
          ...behind,
          rules: [
            { path: '/*', priority: 1 },
            { path: '/a', priority: 2 },
          ],
        },
      },
      ingress: alb,
    },
    'the one for /* is tried before it, and takes all of them',
  ],
  [
    'a rule by host behind an HTTP API',
    { services: { web: { ...web, rules: [{ host: 'a.example.com' }] } } },
    'an HTTP API chooses by method and path alone, and these rules look at host',
  ],
  [
    'a load balancer that leads nowhere',
    { services: { web: { image: 'nginx', port: 80 } }, ingress: alb },
    'no service has a rule',
  ],
  [
    'rules without a load balancer',
    { services: { web: { ...web, rules: [{ path: '$default' }] } } },
    'rules need a load balancer',
  ],
  [
    'routes past the load balancer',
    { services: { web: { ...behind, routes: ['$default'] } }, ingress: { via: 'alb' } },
    'these routes go through Cloud Map',
  ],
  [
    'API routes without a load balancer',
    { services: { web }, ingress: { routes: ['$default'] } },
    'would lead to a load balancer',
  ],
  ['networks that overlap', { services: { web }, consumer: { cidr: '10.0.0.0/20' } }, 'overlap'],
  [
    'subnets outside of the VPC',
    { network: { subnets: { public: ['10.1.1.0/24', '10.0.2.0/24'] } }, services: { web } },
    '10.1.1.0/24 is not in the VPC',
  ],
  [
    'subnets that overlap',
    { network: { subnets: { public: ['10.0.0.0/23', '10.0.1.0/24'] } }, services: { web } },
    '10.0.1.0/24 and 10.0.0.0/23 overlap',
  ],
  [
    'subnets that overlap those that have no range of their own',
    {
      network: { egress: 'nat', subnets: { private: ['10.0.20.0/24', '10.0.128.0/24'] } },
      services: { web },
    },
    '10.0.20.0/24 overlaps 10.0.16.0/20, which is that of a public subnet',
  ],
  ['too few subnets', { network: { subnets: { public: ['10.0.1.0/24'] } }, services: { web } }, '1 range for 2 zones'],
  [
    'ranges for no subnets',
    { network: { subnets: { private: ['10.0.1.0/24', '10.0.2.0/24'] } }, services: { web } },
    'makes private subnets',
  ],
  [
    'a name too long for ELB',
    {
      name: 'a-stack-with-quite-a-long-name-indeed-1',
      services: { web: { ...behind, target: { name: 'web' } } },
      ingress: alb,
    },
    'at most 32',
  ],
  [
    'a load balancer named internal-',
    { services: { web: behind }, ingress: { ...alb, loadBalancer: { name: 'internal-x' } } },
    'not beginning with "internal-"',
  ],
  [
    'credentials for every origin',
    { services: { web }, ingress: { cors: { allowOrigins: ['*'], allowMethods: ['GET'], allowCredentials: true } } },
    'browsers refuse credentials',
  ],
  [
    'CORS without an API',
    { services: { web: behind }, ingress: { ...alb, cors: { allowOrigins: ['*'], allowMethods: ['*'] } } },
    'a setting of the HTTP API',
  ],
  ['no image', { services: { web: { port: 80 } }, ingress: none }, 'web has no image'],
  ['two images', { services: { web: { ...own, image: 'nginx' } }, ingress: none }, 'exclude each other'],
  ['a repository and no tag', { services: { web: { repository: 'web', port: 80 } }, ingress: none }, 'needs a tag'],
  [
    'a build without a repository',
    { services: { web: { image: 'nginx', build: '.', port: 80 } }, ingress: none },
    '"build" is only for a service with a "repository"',
  ],
  [
    'a secret that is none',
    { services: { web: { ...web, secrets: { DB: 'hunter2' } } } },
    'is not the name or ARN of a secret',
  ],
  [
    'a caller that is not there',
    { services: { web: { ...web, calledBy: ['wep'] } } },
    'there is no service or job "wep"',
  ],
  [
    'two services found by one name',
    { services: { web, api: { image: 'x', port: 80, discovery: { type: 'a', name: 'Web' } } } },
    'two services would be found as web',
  ],
  [
    'one log group for two services',
    { services: { web: { ...web, logGroup: '/own' }, api: { image: 'x', port: 80, logGroup: '/own' } } },
    'web and api would each make the log group /own',
  ],
  [
    "another service's log group",
    { services: { web: { ...web, logGroup: '/ecs/shop/api' }, api: { image: 'x', port: 80 } } },
    'api and web would each make the log group /ecs/shop/api',
  ],
  [
    "the API's log group",
    { services: { web: { ...web, logGroup: '/aws/vendedlogs/apis/shop' } } },
    'the HTTP API and web would each make the log group',
  ],
  [
    'one repository for two services',
    { services: { web: own, api: { ...own, tag: '2.0' } }, ingress: none },
    'web and api would each make the repository web',
  ],
  [
    'one target group for two services',
    {
      services: {
        web: { ...behind, target: { name: 'own' } },
        api: { ...behind, rules: [{ path: '/a', priority: 1 }], target: { name: 'own' } },
      },
      ingress: alb,
    },
    'web and api would each make the target group own',
  ],
  [
    "another service's target group",
    {
      services: { web: behind, api: { ...behind, rules: [{ path: '/a', priority: 1 }], target: { name: 'shop-web' } } },
      ingress: alb,
    },
    'web and api would each make the target group shop-web',
  ],
  [
    'fewer instances than the least',
    { network: { egress: 'nat' }, cluster: { capacity: 'ec2', instances: { min: 5, max: 1 } }, services: { web } },
    'at least 5 instances and at most 1',
  ],
  [
    'a check longer than its interval',
    { services: { web: { ...behind, target: { health: { interval: 5, timeout: 5 } } } }, ingress: alb },
    'not shorter than the interval',
  ],
  [
    'another architecture',
    { network: { egress: 'nat' }, cluster: { capacity: 'ec2', instances: { type: 'm6g.large' } }, services: { web } },
    'm6g.large has arm64 processors',
  ],
  [
    'more CPU than an instance has',
    { network: { egress: 'nat' }, cluster: { capacity: 'ec2' }, services: { web: { ...web, cpu: 4097 } } },
    'asks for 4097 CPU units, and c5.xlarge has 4096',
  ],
  [
    'more memory than an instance has',
    {
      network: { egress: 'nat' },
      cluster: { capacity: 'ec2', instances: { type: 't3.small' } },
      services: { web: { ...web, memory: 2048 } },
    },
    'and t3.small has 2048, some of which it needs itself',
  ],
  [
    'a load balancer named by a stack called internal-',
    { name: 'internal-shop', services: { web: behind }, ingress: alb },
    'none may begin with "internal-"',
  ],
  [
    'a range that is let in twice',
    { services: { web: { ...web, allow: ['0.0.0.0/0', '0.0.0.0/0'] } } },
    '"0.0.0.0/0" is there twice',
  ],
  [
    'a caller that is let in twice',
    { services: { web: { ...web, calledBy: ['api', 'api'] }, api: { image: 'x', port: 80 } } },
    '"api" is there twice',
  ],
  [
    'one route of the API twice',
    { services: { web: behind }, ingress: { type: 'http-api', via: 'alb', routes: ['$default', '$default'] } },
    '"$default" is there twice',
  ],
  [
    'one subnet in place of two',
    {
      network: { existing: { vpc: 'vpc-12345678', public: ['subnet-12345678', 'subnet-12345678'] } },
      services: { web: behind },
      ingress: alb,
    },
    '"subnet-12345678" is there twice',
  ],
  [
    'ranges in a VPC that exists',
    {
      network: { subnets: { public: [] }, existing: { vpc: 'vpc-12345678', public: ['subnet-12345678'] } },
      services: { web },
    },
    'have their ranges already',
  ],
];
test.each(wrong)('%s is refused, saying why', (_what, members, why) => {
  const said = messages(yaml(members));
  expect(said).toEqual([expect.stringContaining(why)]);
});

test.each([
  ['c5.xlarge', 'cpu: 5000', 'c5.2xlarge'],
  ['t4g.small', 'memory: 2048', 't4g.medium'],
  ['t3.2xlarge', 'cpu: 10000', 'c5.4xlarge'],
])('to what does not fit on %s, the next instance type is named on which it does', (type, size, larger) => {
  const architecture = type === 't4g.small' ? 'arm64' : 'x86_64';
  const text = `name: shop\nnetwork: {egress: nat}\ncluster: {capacity: ec2, instances: {type: ${type}}}\nservices:\n  web: {image: x, port: 80, ${size}, architecture: ${architecture}}\ningress: {type: none}\n`;
  expect(problemLines(text)).toEqual([
    expect.stringContaining(`(less, or an instance type with more, such as ${larger})`),
  ]);
});

test('of two that want one name, it is said of the one that could do without', () => {
  const text =
    'name: shop\nservices:\n  web: {image: x, port: 80, logGroup: /ecs/shop/api}\n  api: {image: x, port: 80}\ningress: {type: none}\n';
  expect(problemLines(text)).toEqual([
    '3:39 services.web.logGroup: api and web would each make the log group /ecs/shop/api; the other one: services.api, line 4 ' +
      '(give one of them another `logGroup`, or leave it out)',
  ]);
});

test('a name that is wrong by itself is not taken for the name that would be there without it', () => {
  const text =
    'name: shop\nservices:\n  web: {image: x, port: 80, logGroup: /ecs/shop/api}\n  api: {image: x, port: 80, logGroup: "?"}\ningress: {type: none}\n';
  expect(messages(text)).toEqual([expect.stringContaining('log group')]);
});

test('what is refused says what to write instead', () => {
  const silent = wrong.filter(
    ([, members]) => !problemLines(yaml(members)).every((line) => /\(.+\)$|; the other one: |written as in/.test(line)),
  );
  expect(silent.map(([what]) => what)).toEqual([]);
});

test('which subnets there are is not known where the egress is wrong: then nothing is told of their ranges', () => {
  // The last one is where a private subnet would be, if there were any.
  const network = { zones: 2, egress: 'natt', subnets: { public: ['10.0.1.0/24', '10.0.129.0/24'] } };
  const wrong = problemsOf(JSON.stringify({ name: 'shop', namespace: 'internal', network, services: { web } }));
  expect(wrong.map(({ path }) => path)).toEqual(['network.egress']);
});
