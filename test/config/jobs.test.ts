import { expect, test } from '@jest/globals';
import { messages, problemLines } from './problem-lines.js';

const web = { image: 'nginx', port: 80 };
const yaml = (jobs: object, more: object = {}) =>
  JSON.stringify({ name: 'shop', services: { web }, ingress: { type: 'none' }, jobs, ...more });

test('a job is described as a service is, and needs no service beside it', () => {
  const members = { command: ['rake', 'db:migrate'], environment: { A: '1' }, cpu: 512, memory: 1024, exec: true };
  const sidecar = { image: 'busybox', essential: false };
  expect(problemLines(yaml({ migrate: { image: 'ruby', ...members, containers: { sidecar } } }))).toEqual([]);
  expect(problemLines(yaml({ migrate: { imageOf: 'web' } }))).toEqual([]);
  expect(problemLines(yaml({ report: { image: 'ruby' } }, { services: undefined }))).toEqual([]);
  expect(
    problemLines(yaml({ report: { image: 'ruby' } }, { services: { web: { ...web, calledBy: ['report'] } } })),
  ).toEqual([]);
});

test('an HTTP API is refused where only jobs would be behind it', () => {
  const alone = { services: undefined, ingress: undefined, namespace: 'internal' };
  expect(messages(yaml({ report: { image: 'ruby' } }, alone))).toEqual([
    expect.stringContaining('no service has a route, so the HTTP API would answer every request with 404'),
  ]);
});

test('a job may run before the deployments of all services, or of some', () => {
  expect(problemLines(yaml({ migrate: { imageOf: 'web', before: 'deploy' } }))).toEqual([]);
  const migrate = { imageOf: 'web', before: 'deploy', services: ['web'], timeout: 7200 };
  expect(problemLines(yaml({ migrate }))).toEqual([]);
  expect(problemLines(yaml({ migrate: { image: 'a', restart: { ignoredExitCodes: [0, 9] } } }))).toEqual([]);
});

const own = { repository: 'tools', tag: '1.0' };
const wrong: readonly [string, object, object, string][] = [
  ['no image', { migrate: {} }, {}, 'migrate has no image'],
  ['two images', { migrate: { image: 'ruby', imageOf: 'web' } }, {}, '"image" and "imageOf" exclude each other'],
  [
    'a tag of no repository',
    { migrate: { imageOf: 'web', tag: '1' } },
    {},
    '"tag" is only for a job with a "repository"',
  ],
  ['the image of no service', { migrate: { imageOf: 'wep' } }, {}, 'there is no service "wep"'],
  [
    "another processor than the service's image is for",
    { migrate: { imageOf: 'web', architecture: 'arm64' } },
    {},
    'migrate runs on arm64, and the image of web is for x86_64',
  ],
  [
    'services that wait for nothing',
    { one: { image: 'a', services: ['web'] } },
    {},
    '"services" is only for a job that runs',
  ],
  ['a timeout of nothing', { one: { image: 'a', timeout: 9 } }, {}, '"timeout" is only for a job that runs before'],
  [
    'a service that nobody has',
    { one: { image: 'a', before: 'deploy', services: ['wep'] } },
    {},
    'there is no service "wep"',
  ],
  [
    'no service that waits',
    { one: { image: 'a', before: 'deploy', services: [] } },
    {},
    'there is no service whose deployment',
  ],
  [
    'deployments of nothing',
    { one: { image: 'a', before: 'deploy' } },
    { services: {} },
    'there is no service whose deployment',
  ],
  [
    'one service twice',
    { one: { image: 'a', before: 'deploy', services: ['web', 'web'] } },
    {},
    '"web" is there twice',
  ],
  ['a job without an end', { one: { image: 'a', restart: {} } }, {}, 'one would be started again after it has ended'],
  ['the name of a service', { web: { image: 'ruby' } }, {}, 'a job and a service are both called web'],
  [
    'a size that Fargate has not',
    { migrate: { image: 'ruby', cpu: 256, memory: 9000 } },
    {},
    'Fargate has no tasks with',
  ],
  ['a repository twice', { one: own, two: own }, {}, 'one and two would each make the repository tools'],
  ['a log group of a service', { one: { image: 'a', logGroup: '/ecs/shop/web' } }, {}, 'web and one would each make'],
  [
    'an image that is out of reach',
    { migrate: { imageOf: 'web' } },
    { network: { egress: 'endpoints' }, services: { web: { ...web, subnets: 'public' } } },
    'the tasks of migrate cannot reach nginx: their subnets have no way to the internet',
  ],
  [
    'a container of its own name',
    { one: { image: 'a', containers: { one: { image: 'b' } } } },
    {},
    'a container of one cannot',
  ],
];
test.each(wrong)('%s is refused, saying why', (_what, jobs, more, why) => {
  expect(messages(yaml(jobs, more))).toEqual([expect.stringContaining(why)]);
});
