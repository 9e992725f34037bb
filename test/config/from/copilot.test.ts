import { expect, test } from '@jest/globals';
import { configFrom } from '../../../src/config/from/config-from.js';
import { parse } from 'yaml';
import { cronOf } from '../../../src/config/from/copilot-schedule.js';
import {
  counted,
  fateOf,
  leavesOfText,
  loaded,
  loadedIn,
  madeFrom,
  madeFromSample,
  sample,
  samples,
  wanted,
} from './made.js';

const service = (members: string, type = 'Load Balanced Web Service') =>
  madeFrom(['manifest.yml', `name: web\ntype: ${type}\n${members}`]);

test('a load balanced web service with everything', () => {
  const made = madeFromSample('frontend.manifest.yml');
  const { services, network, ingress } = loaded(made);
  expect({ egress: network.egress, ingress: ingress.type }).toEqual({ egress: 'nat', ingress: 'alb' });
  expect(services['frontend']).toMatchObject({
    ...{
      repository: 'my-shop/frontend',
      cpu: 512,
      memory: 1024,
      architecture: 'arm64',
      port: 8080,
      subnets: 'private',
    },
    rules: [{ path: ['/*'], sourceIps: ['10.24.34.0/23'] }],
    target: {
      health: { path: '/_health', codes: '200,301', interval: 15, timeout: 10, healthy: 3, unhealthy: 2 },
      ...{ drain: 50, stickiness: { duration: 86400 } },
      grace: 120,
    },
    scaling: { minimum: 2, maximum: 10, cpu: 70, memory: 80, requestsPerTarget: 1000 },
    ...{ exec: true, readonlyRoot: true, command: ['node', 'server.js', '--name', 'the shop'] },
    secrets: { GITHUB_TOKEN: 'ssm:GITHUB_TOKEN', DB_SECRET: 'secretsmanager:mysql:password::' },
    containers: { nginx: { essential: false, port: 80, dependsOn: { frontend: 'START' } } },
  });
  expect(made.variables).toEqual(['CERTIFICATE_ARN', 'COPILOT_APPLICATION_NAME']);
  expect(fateOf(made, 'publish')).toContain('left because no topics of SNS are made');
  expect(made.overlays).toMatchObject([
    {
      ...{ env: 'prod', file: 'provision.prod.yaml' },
      text: '# What is different with --env prod.\n\nname: my-shop-prod\nservices:\n  frontend:\n    count: 4\n    scaling: null\n',
    },
  ]);
  expect(fateOf(made, 'variables.TABLE')).toContain('CloudFormation');
  expect(counted(made)).toBe(leavesOfText(sample('frontend.manifest.yml')));
  expect(wanted(made, 'frontend-task-definition')).toMatchObject({ cpu: '512', memory: '1024' });
});

test('an environment has the number of tasks and the names that it says, and none of those of the others', () => {
  const { overlays, left } = service(`image: {location: nginx, port: 80}
count: {range: {min: 2, max: 10, spot_from: 3}, cpu_percentage: 60}
http: {path: /, alias: [checkout.example.com, pay.example.com], hosted_zone: Z0123456789ABCDEFGHIJ}
environments:
  prod: {count: 4}
  test: {http: {alias: test.example.com}, count: {range: 1-2, cpu_percentage: 70}}
`);
  const [prod, test] = overlays.map(({ text }) => parse(text) as { name: string; services: object; ingress?: object });
  expect(left).toEqual([]);
  expect(prod).toMatchObject({ name: 'my-shop-prod', services: { web: { count: 4, scaling: null, capacity: null } } });
  expect(test).toMatchObject({
    ...{ name: 'my-shop-test', services: { web: { scaling: { minimum: 1, maximum: 2 } } } },
    ingress: { domain: { name: 'test.example.com', alternativeNames: null } },
  });
});

test('Service Connect: others find the service by its name, or by its alias', () => {
  const connected = (connect: string) =>
    service(`image: {location: nginx, port: 80}\nnetwork: {connect: ${connect}}\n`);
  const made = connected('true');
  expect(loaded(made)).toMatchObject({ namespace: 'internal', services: { web: { discovery: { type: 'a' } } } });
  expect(fateOf(made, 'network.connect')).toMatch(/found in the namespace, without a proxy/);
  expect(loaded(connected('{alias: shop}')).services['web']?.discovery?.name).toBe('shop');
  expect(loaded(connected('false')).services['web']?.discovery).toBeUndefined();
});

test('a worker is a service without a port, and a scheduled job is a job', () => {
  expect(loaded(madeFromSample('worker.manifest.yml'))).toMatchObject({
    ingress: { type: 'none' },
    services: { 'queue-worker': { count: 1, rules: [] } },
  });
  const job = madeFromSample('report.manifest.yml');
  expect(loaded(job).jobs).toMatchObject({ 'report-generator': { cpu: 256, schedule: 'cron(0 9 ? * MON-FRI *)' } });
  expect(fateOf(job, 'on.schedule')).toContain('cron(0 9 ? * MON-FRI *)');
  expect(counted(job)).toBe(leavesOfText(sample('report.manifest.yml')));
});

test.each([
  ['image: {build: ./Dockerfile}', { build: { context: '.', dockerfile: 'Dockerfile' } }],
  ['image: {build: {context: api}}', { build: { context: 'api' } }],
  ['image: {location: "nginx:1", port: 80}\nhttp: {path: api/v1}', { rules: [{ path: ['/api/v1', '/api/v1/*'] }] }],
  [
    'image: {location: nginx}\ncount: {range: {min: 1, max: 4}, cpu_percentage: 50}',
    { scaling: { maximum: 4, cpu: 50 } },
  ],
  [
    'image: {location: nginx, healthcheck: {command: ["CMD", "a"], start_period: 1m}}',
    { healthCheck: { startPeriod: 60 } },
  ],
  ['image: {location: nginx}\nentrypoint: /bin/sh -c', { entryPoint: ['/bin/sh', '-c'] }],
  [
    'image: {location: nginx}\nsecrets: {A: "/copilot/${APP}/${ENV}/a", B: "${APP}-b"}',
    { secrets: { A: '/copilot/1/1/a', B: 'ssm:1-b' } },
  ],
  ['image: {location: nginx}\nlogging: {retention: 14}', { logRetentionDays: 14 }],
  [
    'image: {location: nginx}\nlogging: {destination: {Name: cloudwatch}, enableMetadata: false, configFilePath: /a.conf}',
    {
      logs: { driver: 'awsfirelens', options: { Name: 'cloudwatch' } },
      containers: {
        firelens_log_router: {
          image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable',
          firelens: {
            type: 'fluentbit',
            options: {
              'enable-ecs-log-metadata': 'false',
              'config-file-type': 'file',
              'config-file-value': '/a.conf',
            },
          },
        },
      },
    },
  ],
  ['image: {location: nginx}\nplatform: {osfamily: linux, architecture: arm64}', { architecture: 'arm64' }],
])('%s', (members, expected) => {
  expect(loaded(service(members)).services['web']).toMatchObject(expected);
});

test.each([
  ['image: {location: nginx}\nhttp: {path: /}', 'Backend Service', 'http.path', /left because a load balancer is open/],
  [
    'image: {location: nginx}\nnlb: {port: 443/tls}',
    'Load Balanced Web Service',
    'nlb',
    /left because there are HTTP APIs/,
  ],
  ['image: {location: nginx}\nlogging: {retention: 2}', 'Worker Service', 'logging.retention', /left because/],
  ['image: {location: nginx}\nsidecars: {x: {port: 2000/sctp, image: a}}', 'Worker Service', 'sidecars.x.port', /TCP/],
  [
    'image: {location: nginx}\ncount: {range: 1-4, cpu_percentage: {value: 50, cooldown: {in: 1m}}}',
    'Worker Service',
    'count.cpu_percentage.cooldown',
    /one cooldown together .*`scaling\.cooldown: \{out: /,
  ],
  ['image: {location: nginx}\non: {schedule: none}', 'Scheduled Job', 'on.schedule', /provision run/],
])('%s (%s)', (members, type, path, expected) => {
  expect(fateOf(service(members, type), path)).toMatch(expected);
});

test('rules lead to further ports: of a sidecar, and of those that additional_rules name', () => {
  const made = service(`image: {location: nginx, port: 8080}
http:
  path: /
  alias: shop.example.com
  hosted_zone: Z0123456789ABCDEFGHIJ
  target_container: envoy
  healthcheck: {path: /ready, grace_period: 90s}
  additional_rules:
    - {path: admin, target_port: 9090, healthcheck: /admin/ok}
    - {path: metrics, target_port: 9090, alias: [m.example.com], healthcheck: /other}
    - {path: old}
sidecars:
  envoy: {image: envoyproxy/envoy, port: 8443}
  statsd: {image: statsd, port: 8125/udp}
`);
  const { services, ingress } = loaded(made);
  expect(services['web']).toMatchObject({
    port: 8080,
    rules: [{ path: ['/old', '/old/*'] }],
    target: { grace: 90 },
    ports: {
      'port-8443': {
        port: 8443,
        container: 'envoy',
        rules: [{ path: '$default' }],
        target: { health: { path: '/ready' } },
      },
      'port-9090': {
        port: 9090,
        rules: [{ path: ['/admin', '/admin/*'] }, { path: ['/metrics', '/metrics/*'], host: ['m.example.com'] }],
        target: { health: { path: '/admin/ok' } },
      },
      'port-8125': { port: 8125, container: 'statsd', protocol: 'udp' },
    },
  });
  expect(ingress.domain).toMatchObject({ name: 'shop.example.com', alternativeNames: ['m.example.com'] });
  expect(made.left).toMatchObject([{ because: expect.stringContaining('one target group') }]);
});

test('a load balancer that is imported is shared, where the manifest has its ARN', () => {
  const arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/0123456789abcdef';
  const imported = (http: string, more = '') => service(`image: {location: nginx, port: 80}\nhttp: ${http}\n${more}`);
  const made = imported(`{path: /, alb: "${arn}", alias: api.example.com}`);
  expect(loaded(made)).toMatchObject({
    ingress: { type: 'alb', loadBalancer: { arn }, domain: { name: 'api.example.com' } },
    network: { existing: { public: ['subnet-00000000'] } },
    services: { web: { rules: [{ path: '$default' }] } },
  });
  expect(made.variables.toSorted()).toEqual(['SUBNET_ID', 'VPC_ID']);
  const inside = imported(`{path: api, alb: "${arn}"}`, 'network: {vpc: {placement: private}}');
  expect(loaded(inside)).toMatchObject({ network: { existing: { private: ['subnet-00000000'] } } });
  expect(fateOf(imported('{path: api, alb: shared}'), 'http.alb')).toContain(
    'left because a name does not tell the ARN',
  );
  expect(fateOf(imported(`{path: /, alb: "${arn}"}`), 'http.alb')).toContain('write a `host` into the rule');
});

test.each([
  ['@daily', 'cron(0 0 * * ? *)'],
  ['@every 1h30m', 'rate(90 minutes)'],
  ['@every 60m', 'rate(1 hour)'],
  ['0 9 * * MON-FRI', 'cron(0 9 ? * MON-FRI *)'],
  ['*/15 8-18 * * 1-5', 'cron(*/15 8-18 ? * MON-FRI *)'],
  ['0 0 1 * *', 'cron(0 0 1 * ? *)'],
  ['0 0 * * 7', 'cron(0 0 ? * SUN *)'],
  ['rate(5 minutes)', 'rate(5 minutes)'],
  ['cron(0 9 ? * 2-6 *)', 'cron(0 9 ? * MON-FRI *)'],
  ['@weekly', 'cron(0 0 ? * SUN *)'],
])('the schedule %s is %s', (theirs, ours) => {
  expect(cronOf(theirs)).toMatchObject({ value: ours });
});

test('cron runs at both days where both are given, which EventBridge cannot', () => {
  expect(cronOf('0 0 1 * 1')).toMatchObject({ instead: 'two jobs, one for each' });
});

test('a check that a load balancer has not is left with the reason, and no requests are as good as none said', () => {
  const made = service('image: {location: nginx, port: 80}\nhttp: {path: /, healthcheck: {path: /up, retries: 2}}\n');
  expect(made.left.map(({ path, because }) => `${path}: ${because}`)).toEqual([
    'http.healthcheck.retries: a load balancer has no such check: containers have it',
  ]);
  expect(service('image: {location: nginx}\nhttp: false\n').left).toEqual([]);
});

test('what is different in an environment is in a file over the config, and what cannot be in it is left with the reason', () => {
  const made = madeFrom([
    'manifest.yml',
    `name: api
type: Load Balanced Web Service
image: {location: "nginx:1", port: 80}
http: {path: /}
cpu: 256
memory: 512
count: 1
variables: {LOG: debug, A: b}
environments:
  test:
    variables: {LOG: info}
  prod:
    cpu: 1024
    count: {range: 2-10, cpu_percentage: 70}
    http: {path: api}
    network: {vpc: {placement: private}}
    publish: {topics: [{name: a}]}
  empty:
`,
  ]);
  expect(made.overlays.map(({ file }) => file)).toEqual(['provision.test.yaml', 'provision.prod.yaml']);
  expect(loadedIn('test', made).services['api']).toMatchObject({ cpu: 256, environment: { LOG: 'info', A: 'b' } });
  expect(loadedIn('prod', made)).toMatchObject({
    network: { egress: 'nat' },
    services: {
      api: {
        ...{ cpu: 1024, memory: 2048, subnets: 'private', environment: { LOG: 'debug' } },
        scaling: { minimum: 2, maximum: 10, cpu: 70 },
        rules: [{ path: ['/api', '/api/*'] }],
      },
    },
  });
  expect(fateOf(made, 'environments.prod.publish')).toContain('left because no topics of SNS are made');
  expect(made.left.map(({ path }) => path)).toEqual(['environments.prod.publish']);
});

test.each([
  ['', 'Load Balanced Web Service', 'my-shop'],
  ['http: false\n', 'Load Balanced Web Service', 'internal-shop-of-all-the-things'],
])('requests in an environment alone have a load balancer there (%j, %s)', (http, type, name) => {
  const sources = [
    {
      ...{ file: 'manifest.yml', baseOf: () => '.' },
      text: `name: web\ntype: ${type}\nimage: {location: nginx, port: 80}\n${http}environments:
  prod: {http: {path: api, alias: "\${DOMAIN}", healthcheck: /up}}\n`,
    },
  ] as const;
  const made = configFrom({ sources, file: 'provision.yaml', directory: samples, name, folder: 'x' });
  expect(made.left).toEqual([]);
  expect(loaded(made).ingress.type).toBe('none');
  expect(loadedIn('prod', made)).toMatchObject({
    ingress: { type: 'alb', domain: { name: expect.any(String) } },
    services: { web: { rules: [{ path: ['/api', '/api/*'] }], target: { health: { path: '/up' } } } },
  });
  expect(made.overlays[0]?.variables).toEqual(['CERTIFICATE_ARN', 'DOMAIN']);
});

test('a backend service of an environment has no way in from the internet, and that is said', () => {
  const made = service(
    'image: {location: nginx, port: 80}\nenvironments: {prod: {http: {path: /}}}',
    'Backend Service',
  );
  expect(fateOf(made, 'environments.prod.http.path')).toContain('a load balancer is open to the internet');
});

test('requests that are off in an environment: nothing leads to the service there', () => {
  const made = service(`image: {location: nginx, port: 80}
http: {path: /, alias: shop.example.com, healthcheck: /up, additional_rules: [{path: admin, target_port: 9090}]}
environments: {test: {http: false}}
`);
  expect(loaded(made).ingress.type).toBe('alb');
  const { ingress, services } = loadedIn('test', made);
  expect({ type: ingress.type, rules: services['web']?.rules }).toEqual({ type: 'none', rules: [] });
  expect(services['web']?.ports['port-9090']?.rules).toEqual([]);
});

test.each([
  [
    'healthcheck: {command: ["CMD-SHELL", a], interval: 15s}',
    { healthCheck: { command: 'a', interval: 15 } },
    'healthcheck',
  ],
  ['scaling: {range: 1-3, cpu_percentage: 60}', { scaling: { minimum: 1, maximum: 3, cpu: 60 } }, 'scaling'],
])('%s counts where it is not, and where it belongs nothing is said', (members, expected, path) => {
  const made = service(`image: {location: nginx}\n${members}`, 'Backend Service');
  expect(loaded(made).services['web']).toMatchObject(expected);
  expect(made.rewritten.map(({ how }) => how).join()).toMatch(/where it belongs/);
  const other = service(`image: {location: nginx, healthcheck: {command: b}}\ncount: 2\n${members}`, 'Backend Service');
  expect(fateOf(other, path)).toContain('Copilot passes over it');
});

test.each([
  ['{build: api/Dockerfile, target: production}', { context: 'api', dockerfile: 'Dockerfile', target: 'production' }],
  [
    '{target: production, build: {dockerfile: api/Other}}',
    { context: 'api', dockerfile: 'Other', target: 'production' },
  ],
  ['{build: {context: api, target: own}, target: production}', { context: 'api', target: 'own' }],
])('the stage of an image is that of its build: %s', (image, expected) => {
  const made = service(`image: ${image}`, 'Worker Service');
  expect(loaded(made).services['web']?.build).toMatchObject(expected);
  expect(fateOf(made, 'image.target')).toMatch(
    image.includes('own') ? /left because Copilot passes over/ : /where it belongs/,
  );
});

test('security groups that a stack of CloudFormation has made are named by nothing that a config reads', () => {
  const made = service('image: {location: nginx}\nnetwork: {vpc: {security_groups: [{from_cfn: "${A}-group"}]}}');
  expect(fateOf(made, 'network.vpc.security_groups[0]')).toContain('output of a stack of CloudFormation');
});
