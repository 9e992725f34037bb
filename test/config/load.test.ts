import { expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.js';
import { logRetentionDays } from '../../src/facts/log-retention.js';
import { problemsOf, problemLines, withService } from './problem-lines.js';

test('defaults are filled in', () => {
  expect(loadConfig('provision.yaml', withService(''))).toEqual({
    name: 'shop',
    tags: {},
    tagCreator: false,
    jobs: {},
    network: { cidr: '10.0.0.0/16', zones: 2, egress: 'public', endpoints: [] },
    namespace: 'internal',
    cluster: {
      capacity: 'fargate',
      containerInsights: 'enabled',
      instances: { type: 'c5.xlarge', min: 0, max: 100, volumeGiB: 50 },
    },
    services: {
      web: {
        image: 'nginx',
        port: 80,
        ports: {},
        cpu: 256,
        memory: 512,
        architecture: 'x86_64',
        privileged: false,
        readonlyRoot: false,
        rollout: { minimumPercent: 75, maximumPercent: 200 },
        keep: 5,
        initProcess: false,
        ulimits: {},
        ...{ volumes: {}, mounts: {}, volumesFrom: {}, tmpfs: {} },
        labels: {},
        dependsOn: {},
        environment: {},
        secrets: {},
        logs: { driver: 'awslogs', options: {}, secretOptions: {} },
        containers: {},
        exec: false,
        discovery: { type: 'srv', ttl: 60 },
        routes: ['$default'],
        rules: [],
        securityGroups: [],
        target: {
          health: { interval: 30, timeout: 5, healthy: 2, unhealthy: 2 },
          ...{ drain: 30, grace: 60, algorithm: 'round_robin', version: 'http1', protocol: 'http' },
        },
        allow: [],
        calledBy: [],
        logRetentionDays: 30,
      },
    },
    ingress: {
      type: 'http-api',
      via: 'cloud-map',
      loadBalancer: {},
      logRetentionDays: 30,
    },
  });
});

test('JSON is read like YAML, with its $schema', () => {
  const web = { image: 'nginx', port: 80 };
  const config = { $schema: './s.json', name: 'shop', ingress: { type: 'none' }, services: { web } };
  const loaded = loadConfig('provision.json', JSON.stringify(config, null, '\t'));
  expect(loaded).toMatchObject({ name: 'shop', services: { web } });
});

test('all problems come at once, in the order of the file, each with its place', () => {
  const text = `name: My_App
ingres: {}
tags: {version: 1.10}
network: {cidr: 10.0.1.0/16, zones: 7, egress: natt}
services:
  web:
    imgae: nginx
    port: "80"
    memroy: 512
    count: 1.5
    routes: $default
    healthCheck: {command: "", interval: 5, timeout: 10}
  web2:
    cpu: 1024
  db: nginx
  db: nginx
cluster: {containerInsights: enabld}
`;
  expect(problemLines(text)).toEqual([
    '1:7 name: "My_App" is not a stack name: 1 to 40 lower-case letters, digits and hyphens, beginning with a letter ' +
      '(not with "sg-"), no hyphen at the end (did you mean "my-app"?)',
    '2:1 ingres: unknown member "ingres" (did you mean "ingress"?)',
    '4:17 network.cidr: "10.0.1.0/16" is not a network: it has bits set after its first 16 ' +
      '(did you mean "10.0.0.0/16"?)',
    '4:37 network.zones: "zones" must be from 1 to 6, not 7 (The number of availability zones that have subnets. ' +
      'With 1, what fails with the zone takes all of the stack with it: enough for development, and not for a load balancer.)',
    '4:48 network.egress: "egress" cannot be "natt" (did you mean "nat"? allowed: public, nat, nat-per-zone, endpoints)',
    '7:5 services.web.imgae: unknown member "imgae" (did you mean "image"?)',
    '8:11 services.web.port: "port" must be a whole number, not text (write it without quotes: 80)',
    '9:5 services.web.memroy: unknown member "memroy" (did you mean "memory"?)',
    '10:12 services.web.count: "count" must be a whole number, not 1.5 (The desired count: the number of tasks that ECS keeps running. With `scaling`, the number to begin with. Default: 1, or the minimum of the scaling.)',
    '11:13 services.web.routes: "routes" must be a list, not text (write a list: ["$default"])',
    '12:28 services.web.healthCheck.command: "command" must not be empty ' +
      '(The command that a shell in the container runs. Exit code 0 means healthy. The image must contain the programs that it calls.)',
    '12:54 services.web.healthCheck.timeout: the timeout (10 s) is longer than the interval between two checks (5 s) ' +
      '(a timeout of at most 5, or an interval of at least 10)',
    '13:3 services.web2: web2 has no image (add `image: registry/repository:tag`, or `repository: NAME`)',
    '14:10 services.web2.cpu: Fargate has no tasks with 1024 CPU units and 512 MiB ' +
      '(nearest: cpu 1024 with memory 2048, or cpu 256 with memory 512)',
    '16:3 : "db" is given twice (the first is in line 15: remove one of the two)',
    '16:7 services.db: "db" must be a map of members, not text (A container service.)',
    '17:30 cluster.containerInsights: "containerInsights" cannot be "enabld" ' +
      '(did you mean "enabled"? allowed: enhanced, enabled, disabled)',
  ]);
});

test('a wrong name does not hide what is wrong with what it stands for', () => {
  expect(problemLines(withService('').replace('web:', 'Web:').replace('port: 80', 'port: 0'))).toEqual([
    '4:3 services.Web: "Web" is not a service name: 1 to 40 lower-case letters, digits and hyphens, beginning with a ' +
      'letter, no hyphen at the end; vpc-link, endpoints, load-balancer, instances, consumer and bastion are taken ' +
      '(did you mean "web"?)',
    '6:11 services.Web.port: "port" must be from 1 to 65535, not 0 (The port that the container listens on. A worker has none.)',
  ]);
});

test('wrong names of tags and of environment variables are shown at the name', () => {
  const text = withService('environment:\n  1ST: a', 'tags:\n  aws:x: a\n');
  expect(problemsOf(text).map(({ line, column, path }) => [line, column, path])).toEqual([
    [10, 7, 'services.web.environment'],
    [12, 3, 'tags["aws:x"]'],
  ]);
});

test('a log retention that AWS has not names its neighbours', () => {
  const all = logRetentionDays.join(', ');
  const is = 'CloudWatch Logs does not keep lines for';
  expect(problemLines(withService('logRetentionDays: 10', 'ingress: {logRetentionDays: 9999}\n'))).toEqual([
    `9:23 services.web.logRetentionDays: ${is} 10 days (nearest: 7 or 14; allowed: ${all})`,
    `10:29 ingress.logRetentionDays: ${is} 9999 days (nearest: 3653; allowed: ${all})`,
  ]);
});

test('a member without a value says what belongs there', () => {
  expect(problemLines(withService('environment:').replace('80', ''))).toEqual([
    '6:5 services.web.port: "port" has no value (The port that the container listens on. A worker has none.)',
    '9:5 services.web.environment: "environment" has no value (Environment variables of the container. Keep ' +
      'secrets out: everybody who may describe task definitions can read them.)',
  ]);
});

test('an unknown word gets no far-fetched guess', () => {
  const [only = ''] = problemLines(withService('colour: red'));
  expect(only).toMatch(/^9:5 services\.web\.colour: unknown member "colour" \(editors that know the schema list all/);
});

test('part of a member’s name is understood', () => {
  expect(problemLines(withService('environ: {}'))[0]).toContain('(did you mean "environment"?)');
});

test('an empty file and one of comments say where to begin', () => {
  const why = ['1:1 : the file is empty (`provision init` writes one to start from)'];
  expect([problemLines(''), problemLines('# nothing\n'), problemLines('---\n')]).toEqual([why, why, why]);
});

test('a list and a single word are no config', () => {
  expect(problemLines('\n- a\n')[0]).toContain('2:1 : a config is a map of members ("name: value"), not a list');
  expect(problemLines('hello')[0]).toContain('1:1 : a config is a map of members ("name: value"), not text');
});

test('an empty map misses what runs, and its name', () => {
  expect(problemLines('{}')).toEqual([
    '1:1 : there is no service (a stack runs at least one, as in `services: {web: {image: nginx, port: 80}}`, or has a job)',
    '1:1 name: the stack has no name (write `name: my-stack` at the top of the file, or give --name)',
  ]);
});

test('a name from the command line stands for the one in the file, and for one that is missing', () => {
  const text = withService('');
  expect(loadConfig('x', text, { name: 'other' }).name).toBe('other');
  expect(loadConfig('x', text.replace('name: shop\n', ''), { name: 'other' }).name).toBe('other');
});

test('the file is in every problem', () => {
  expect(new Set(problemsOf('name: 1\nservices: 2\n').map(({ file }) => file))).toEqual(new Set(['provision.yaml']));
});
