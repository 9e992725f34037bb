import { expect, test } from '@jest/globals';
import { problemLines, withService } from './problem-lines.js';

const head = 'name: shop\nnamespace: internal\n';
const web = '{image: nginx, port: 80, discovery: {type: srv}, routes: [$default]}';

test('the smallest config has nothing wrong', () => {
  expect(problemLines(withService(''))).toEqual([]);
});

test('a stack without services is refused', () => {
  expect(problemLines('name: shop\nservices: {}\n')).toEqual([
    '2:1 services: there is no service (a stack runs at least one, as in `services: {web: {image: nginx, port: 80}}`, or has a job)',
  ]);
});

test('an HTTP API needs at least one route', () => {
  expect(problemLines('name: shop\nservices:\n  web: {image: nginx, port: 80}\n')).toEqual([
    '2:1 services: no service has a route, so the HTTP API would answer every request with 404 ' +
      '(add `routes: [$default]` to the service that should answer, or `ingress: {type: none}`)',
  ]);
});

test('without ingress, no route is needed', () => {
  expect(problemLines('name: shop\nservices:\n  web: {image: nginx, port: 80}\ningress: {type: none}\n')).toEqual([]);
});

test('without ingress, routes are refused, once for each service that has some', () => {
  const api = '{image: nginx, port: 80, routes: [GET /a, GET /b]}';
  const text = `${head}services:\n  web: ${web}\n  api: ${api}\ningress: {type: none}\n`;
  const why =
    'routes need an HTTP API to be in, and the ingress is "none" ' +
    '(remove the routes, or set the type of the ingress to "http-api")';
  expect(problemLines(text)).toEqual([`4:57 services.web.routes: ${why}`, `5:33 services.api.routes: ${why}`]);
});

test.each([
  ['routes', 'discovery: {type: srv}\n    routes: [$default]', 'services.worker.routes'],
  ['callers', 'calledBy: [web]', 'services.worker.calledBy'],
  ['ranges that may call it', 'allow: [10.0.0.0/8]', 'services.worker.allow'],
  ['an SRV record', 'discovery: {type: srv}', 'services.worker.discovery.type'],
])('a service without a port is a worker, and has no %s', (_, members, at) => {
  const text = withService('').replace('routes: [$default]', 'routes: [GET /a]');
  expect(problemLines(`${text}  worker:\n    image: nginx\n`)).toEqual([]);
  expect(problemLines(`${text}  worker:\n    image: nginx\n    ${members}\n`)).toEqual([
    expect.stringMatching(`^\\d+:\\d+ ${at.replaceAll('.', '\\.')}: worker has no port that anything could be sent to`),
  ]);
});

test('a service with routes must be found with its port, so it needs SRV records', () => {
  const text = 'name: shop\nservices:\n  web:\n    image: nginx\n    port: 80\n    routes:\n      - $default\n';
  expect(problemLines(text)).toEqual([
    '6:5 services.web.routes: routes need "discovery": API Gateway learns the port of a task from its SRV record ' +
      'in Cloud Map (add `discovery: {type: srv}` to services.web)',
  ]);
});

test('discovery needs a namespace, which is said once for all services', () => {
  const text = `name: shop\nservices:\n  web: ${web}\n  api: {image: nginx, port: 80, discovery: {type: srv}}\n`;
  expect(problemLines(text)).toEqual([
    '3:33 services.web.discovery: "discovery" needs a namespace to register tasks in ' +
      '(add a private DNS name at the top of the file, as in `namespace: internal`)',
  ]);
});

test('a route used twice in one service names both places', () => {
  const routes = '    routes:\n      - GET /a\n      - GET /a\n';
  const text = withService('').replace(/ *routes: .*\n/, routes);
  expect(problemLines(text)).toEqual([
    '10:9 services.web.routes[1]: the route "GET /a" is used twice; the other one: services.web.routes[0], line 9 ' +
      '(a route leads to one service: remove one of the two)',
  ]);
});

test('a route used in two services names both places', () => {
  const text = `${head}services:\n  web: ${web}\n  api: ${web}\n`;
  expect(problemLines(text)).toEqual([
    '5:66 services.api.routes[0]: the route "$default" is used twice; the other one: services.web.routes[0], line 4 ' +
      '(a route leads to one service: remove one of the two)',
  ]);
});

test('the same path with another method is another route', () => {
  expect(problemLines(withService('').replace('[$default]', '[GET /a, POST /a, ANY /a]'))).toEqual([]);
});

test('a pair of CPU and memory that Fargate has not is refused, naming the nearest two', () => {
  expect(problemLines(withService('cpu: 256\nmemory: 4096'))).toEqual([
    '10:13 services.web.memory: Fargate has no tasks with 256 CPU units and 4096 MiB ' +
      '(nearest: cpu 256 with memory 2048, or cpu 512 with memory 4096)',
  ]);
});

test('a pair that is wrong with a default is shown at the member that the file has', () => {
  expect(problemLines(withService('cpu: 1024'))).toEqual([
    '9:10 services.web.cpu: Fargate has no tasks with 1024 CPU units and 512 MiB ' +
      '(nearest: cpu 1024 with memory 2048, or cpu 256 with memory 512)',
  ]);
});

test('a CPU value that no task has is refused even where the memory is wrong by itself', () => {
  expect(problemLines(withService('cpu: 300\nmemory: lots'))).toEqual([
    '9:10 services.web.cpu: Fargate has no tasks with 300 CPU units (allowed: 256, 512, 1024, 2048, 4096, 8192, 16384)',
    '10:13 services.web.memory: "memory" must be a whole number, not text ' +
      '(write MiB, as in 512, or a size, as in 4GB or 512MB)',
  ]);
});

test('a health check may not take longer than the interval between two', () => {
  expect(problemLines(withService('healthCheck:\n  command: "true"\n  interval: 5\n  timeout: 10'))).toEqual([
    '12:16 services.web.healthCheck.timeout: the timeout (10 s) is longer than the interval between two checks (5 s) ' +
      '(a timeout of at most 5, or an interval of at least 10)',
  ]);
});

test('a timeout as long as the interval is allowed', () => {
  expect(problemLines(withService('healthCheck: {command: "true", interval: 5, timeout: 5}'))).toEqual([]);
});

test('45 tags of one’s own are allowed, 46 are not', () => {
  const tags = (count: number) => `tags:\n${Array.from({ length: count }, (_, i) => `  key-${i}: x\n`).join('')}`;
  expect(problemLines(withService('', tags(45)))).toEqual([]);
  expect(problemLines(withService('', tags(46)))).toEqual([
    '9:1 tags: 46 tags: at most 45 (AWS allows 50 on a resource; the others are kept for the tags of AWS and of provision)',
  ]);
});

test('tag keys that differ only in case are refused, because IAM takes them for the same', () => {
  expect(problemLines(withService('', 'tags:\n  Team: a\n  team: b\n'))).toEqual([
    '11:9 tags.team: the tag keys "Team" and "team" differ only in case, which IAM does not tell apart; ' +
      'the other one: tags.Team, line 10',
  ]);
});

test('a namespace that makes the DNS names of tasks too long is refused', () => {
  const namespace = Array.from({ length: 4 }, () => 'n'.repeat(54)).join('.');
  const text = (name: string) => `name: shop\nnamespace: ${name}\nservices:\n  web: ${web}\n`;
  expect(problemLines(text(namespace))).toEqual([
    '2:12 namespace: the DNS names of the tasks of web would have 256 characters: at most 253 ' +
      '(shorten the namespace by 3 or more)',
  ]);
  expect(problemLines(text(namespace.slice(3)))).toEqual([]);
});
