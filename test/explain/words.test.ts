import { expect, test } from '@jest/globals';
import { bookOfNouns } from '../lessons/book-of-nouns.js';
import { blueprints } from '../../src/config/blueprints.js';
import { pluralOf } from '../../src/display-names.js';
import { foundFor, subjectOf, type Subject } from '../../src/explain/subject.js';
import { calledAs } from '../../src/explain/words.js';

const book = bookOfNouns();
const ask = (word: string): Subject | undefined => subjectOf(word, book, blueprints);

/** The names of all that a word leads to. */
function leadsTo(word: string): string[] {
  const subject = ask(word);
  if (subject?.is === 'chapter') return [subject.chapter.noun];
  if (subject?.is === 'blueprint') return [subject.blueprint.name];
  return subject?.is === 'meanings' ? subject.meanings.map(({ name }) => name) : [];
}

/** What people ask, and what they must be led to, with all else that it may mean. */
const asked: { readonly [word: string]: readonly string[] } = {
  alb: ['load-balancer'],
  elb: ['load-balancer', 'network-load-balancer'],
  nlb: ['network-load-balancer'],
  'application load balancer': ['load-balancer'],
  asg: ['auto-scaling-group'],
  eip: ['elastic-ip'],
  'static ip': ['elastic-ip'],
  nat: ['nat-gateway'],
  igw: ['internet-gateway'],
  gateway: ['internet-gateway', 'nat-gateway', 'api'],
  fargate: ['fargate'],
  serverless: ['fargate'],
  spot: ['spot'],
  'fargate spot': ['fargate-capacity-providers', 'spot'],
  task: ['task-definition', 'ecs-task'],
  tasks: ['task-definition', 'ecs-task'],
  taskdef: ['task-definition'],
  container: ['task-definition', 'ecs-task'],
  service: ['cloud-map-service', 'ecs-service'],
  endpoint: ['vpc-endpoint', 'api'],
  PrivateLink: ['vpc-endpoint'],
  'circuit breaker': ['circuit-breaker'],
  'circuit-breaker': ['circuit-breaker'],
  CircuitBreaker: ['circuit-breaker'],
  rollback: ['circuit-breaker'],
  srv: ['srv-records'],
  'SRV record': ['srv-records'],
  cost: ['costs'],
  price: ['costs'],
  billing: ['costs'],
  'free tier': ['costs'],
  'api gateway': ['api'],
  'HTTP API': ['api'],
  'vpc link': ['vpc-link'],
  VpcLink: ['vpc-link'],
  route53: ['hosted-zone', 'record-set'],
  'Route 53': ['hosted-zone', 'record-set'],
  dns: ['dns'],
  cidr: ['cidr'],
  'security group': ['security-group'],
  sg: ['security-group'],
  firewall: ['security-group', 'network-acl'],
  acl: ['network-acl'],
  nacl: ['network-acl'],
  iam: ['role'],
  'IAM role': ['role'],
  'task role': ['role'],
  permissions: ['role', 'policy'],
  'health check': ['health-checks'],
  healthcheck: ['health-checks'],
  draining: ['draining'],
  sigterm: ['draining'],
  secret: ['existing-secret', 'existing-parameter'],
  'parameter store': ['existing-parameter'],
  log: ['log-group'],
  cloudwatch: ['log-group'],
  exec: ['exec'],
  ssh: ['exec', 'key-pair'],
  image: ['image'],
  docker: ['image'],
  ecr: ['ecr-repository'],
  tls: ['tls'],
  https: ['tls'],
  ssl: ['certificate', 'tls'],
  acm: ['certificate'],
  cors: ['cors'],
  preflight: ['cors'],
  az: ['availability-zones'],
  'availability zone': ['availability-zones'],
  zone: ['availability-zones', 'hosted-zone'],
  bastion: ['instance'],
  'ec2 instance': ['instance'],
  stage: ['api-stage'],
  'target groups': ['target-group'],
  'auto scaling': ['auto-scaling-group', 'scalable-target', 'scaling-policy'],
  cron: ['schedule'],
  'cloud map': ['namespace', 'cloud-map-service'],
  'service discovery': ['namespace', 'cloud-map-service'],
  'eventual consistency': ['propagation'],
  throttling: ['throttling'],
  '429': ['throttling'],
  limits: ['quotas'],
  idempotency: ['what-provision-adds'],
  deployment: ['deployments'],
  efs: ['existing-file-system'],
  'alb-microservices': ['alb-microservices'],
  'cloud map public': ['cloud-map-public'],
  microservices: ['alb-microservices'],
};

test('words that people use lead to all that they mean, and to nothing else', () => {
  expect(Object.keys(asked).length).toBeGreaterThan(60);
  expect(Object.fromEntries(Object.keys(asked).map((word) => [word, leadsTo(word).toSorted()]))).toEqual(
    Object.fromEntries(Object.entries(asked).map(([word, names]) => [word, names.toSorted()])),
  );
});

test('the name of each noun, topic and blueprint leads to it: spelled in any way, and as a plural', () => {
  const names = [...book.chapters.map(({ noun }) => noun), ...blueprints.map(({ name }) => name)];
  expect(names.length).toBeGreaterThan(80);
  const wrong = names.flatMap((name) => {
    const spaced = name.replaceAll('-', ' ');
    const camel = name.replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase());
    const forms = [name, spaced, camel, spaced.toUpperCase(), pluralOf(spaced)];
    return forms.filter((word) => !leadsTo(word).includes(name)).map((word) => `${word} is not ${name}`);
  });
  expect(wrong).toEqual([]);
});

test('no word of the table leads to something that is not there, and none is lost', () => {
  const names = [...book.chapters.map(({ noun }) => noun), ...blueprints.map(({ name }) => name)];
  expect(Object.keys(calledAs).filter((name) => !names.includes(name))).toEqual([]);
  const lost = Object.entries(calledAs).flatMap(([name, words]) =>
    words.filter((word) => ask(word)?.is !== 'operation' && !leadsTo(word).includes(name) && !isName(word, names)),
  );
  expect(lost).toEqual([]);
});

/** A word that is the name of one thing is never taken for what others are called. */
const isName = (word: string, names: readonly string[]): boolean => names.includes(word.replaceAll(' ', '-'));

test('each meaning is told by its first sentence', () => {
  expect(ask('task')).toMatchObject({
    is: 'meanings',
    meanings: expect.arrayContaining([
      { name: 'ecs-task', is: expect.stringMatching(/^A task that is run once .*\.$/) },
    ]),
  });
});

test('other words lead to the lessons that they stand in, those that are about them first', () => {
  const found = foundFor('idle timeout', book);
  expect(found).toMatchObject({
    is: 'found',
    found: expect.arrayContaining([expect.objectContaining({ line: expect.stringContaining('idle') })]),
  });
  const subjects = (words: string, least?: number) => {
    const subject = foundFor(words, book, least);
    return subject?.is === 'found' ? subject.found.map((it) => it.subject) : [];
  };
  expect(subjects('grace period')).toContain('ecs:CreateService');
  expect(subjects('trust')[0]).toBe('role');
  expect(subjects('CannotPullContainerError')).toContain('ecs:CreateService');
  expect(subjects('teapot')).toEqual([]);
  expect(subjects('preflight idle')).toEqual([]);
  expect(subjects('preflight idle', 1).length).toBeGreaterThan(1);
});
