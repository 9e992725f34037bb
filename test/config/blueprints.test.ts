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
  expect(loadConfig('x', blueprintText('cloud-map-public'))).toEqual({
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
