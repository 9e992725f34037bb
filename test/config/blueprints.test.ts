import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { blueprints, blueprintText } from '../../src/config/blueprints.js';
import { loadConfig } from '../../src/config/load.js';
import { FailureError } from '../../src/failure.js';

test('what is listed is what exists, each with a title of one line', () => {
  const files = readdirSync(new URL('../../src/config/blueprints/', import.meta.url));
  expect(blueprints.map(({ name }) => `${name}.yaml`).sort()).toEqual(files.sort());
  expect(blueprints.filter(({ title }) => title.length < 10 || title.length > 100 || title.includes('\n'))).toEqual([]);
});

test('every blueprint is a valid config, called like itself and explained by comments', () => {
  for (const { name } of blueprints) {
    const text = blueprintText(name);
    expect(loadConfig(name, text).name).toBe(name);
    expect(text.match(/^ *# ./gm)?.length).toBeGreaterThan(5);
  }
});

test('cloud-map-public is the architecture it is named after', () => {
  expect(loadConfig('x', blueprintText('cloud-map-public'))).toMatchObject({
    name: 'cloud-map-public',
    tags: {},
    network: { cidr: '10.0.0.0/16', zones: 2, egress: 'public' },
    namespace: 'internal',
    cluster: { capacity: 'fargate', containerInsights: 'enabled' },
    services: {
      web: {
        image: 'public.ecr.aws/docker/library/nginx:latest',
        port: 80,
        cpu: 256,
        memory: 512,
        count: 2,
        environment: {},
        healthCheck: {
          command: 'curl -f http://localhost/ || exit 1',
          interval: 5,
          timeout: 3,
          retries: 2,
          startPeriod: 0,
        },
        discovery: { type: 'srv', ttl: 0 },
        routes: ['$default'],
        logRetentionDays: 30,
      },
    },
    ingress: { type: 'http-api', via: 'cloud-map', logRetentionDays: 30 },
  });
});

test('alb-microservices is the architecture it is named after', () => {
  const service = { port: 80, cpu: 256, memory: 512, count: 2, target: { health: { interval: 30, timeout: 3 } } };
  expect(loadConfig('x', blueprintText('alb-microservices'))).toMatchObject({
    network: { egress: 'nat-per-zone', zones: 2 },
    namespace: 'http-api.local',
    services: {
      'book-service': {
        ...service,
        repository: 'book-service',
        discovery: { name: 'bookService' },
        rules: [{ path: '/api/books*', priority: 1 }],
        target: { health: { path: '/api/books/health' } },
        logGroup: '/ecs/BookService',
      },
      'author-service': {
        ...service,
        repository: 'author-service',
        discovery: { name: 'authorService' },
        rules: [{ path: '/api/authors*', priority: 2 }],
        target: { health: { path: '/api/authors/health' } },
        logGroup: '/ecs/AuthorService',
      },
    },
    ingress: { type: 'http-api', via: 'alb', routes: ['ANY /{proxy+}'] },
    consumer: { cidr: '10.1.0.0/16', instanceType: 't3.nano' },
  });
});

test('ec2-capacity is the architecture it is named after', () => {
  expect(loadConfig('x', blueprintText('ec2-capacity'))).toMatchObject({
    network: { egress: 'nat' },
    cluster: { capacity: 'ec2', instances: { type: 'c5.xlarge', min: 0, max: 100, volumeGiB: 50 } },
    services: {
      web: {
        ...{ port: 80, cpu: 256, memory: 512, count: 2 },
        target: { health: { interval: 6, timeout: 5, healthy: 2, unhealthy: 10 } },
      },
    },
    ingress: { type: 'alb', loadBalancer: { idleTimeout: 30 } },
  });
});

test('cloud-map-private is the architecture it is named after', () => {
  expect(loadConfig('x', blueprintText('cloud-map-private'))).toMatchObject({
    network: { egress: 'endpoints' },
    namespace: 'sample-name-space',
    services: {
      'sample-service': { port: 8080, cpu: 512, memory: 1024, count: 1, discovery: { type: 'srv', ttl: 60 } },
    },
    ingress: {
      type: 'http-api',
      via: 'cloud-map',
      cors: {
        allowOrigins: ['*'],
        allowMethods: ['*'],
        allowHeaders: ['Content-Type', 'Authorization', 'X-Api-Key'],
        allowCredentials: false,
        maxAge: 600,
      },
    },
  });
});

test('cli-walkthrough is the architecture it is named after', () => {
  expect(loadConfig('x', blueprintText('cli-walkthrough'))).toMatchObject({
    tags: { Environment: 'Demo' },
    network: {
      cidr: '10.0.0.0/16',
      egress: 'endpoints',
      subnets: { public: ['10.0.1.0/24', '10.0.2.0/24'], private: ['10.0.3.0/24', '10.0.4.0/24'] },
    },
    namespace: 'local',
    cluster: { name: 'demo-cluster', executionRole: 'ecsTaskExecutionRole' },
    services: {
      'static-app': { port: 8080, cpu: 256, memory: 512, count: 1, subnets: 'public' },
      'hostname-app': { count: 2, target: { name: 'hostname-app-tg' }, rules: [{ path: '$default' }] },
      'random-quote-app': { count: 1, discovery: { type: 'a', ttl: 300, name: 'random-quote' } },
    },
    ingress: { type: 'alb', loadBalancer: { name: 'demo-balancer' } },
  });
});

test('an unknown blueprint is bad usage, with the nearest name and the list', () => {
  const failure = { code: 'bad-usage', message: 'there is no blueprint "cloudmap-public"' };
  const hint = `did you mean "cloud-map-public"? there is: ${blueprints.map(({ name }) => name).join(', ')}`;
  expect(failureOf(() => blueprintText('cloudmap-public'))).toEqual({ ...failure, hint });
});

test('no other file can be read as a blueprint', () => {
  expect(failureOf(() => blueprintText('../blueprints/cloud-map-public'))).toMatchObject({ code: 'bad-usage' });
});

function failureOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error instanceof FailureError ? error.failure : error;
  }
}
