import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import * as z from 'zod';
import { jsonSchema } from '../../src/config/init.js';
import { loadConfig } from '../../src/config/load.js';
import { configSchema } from '../../src/config/schema.js';
import { fargateSizes } from '../../src/facts/fargate-sizes.js';
import { logRetentionDays } from '../../src/facts/log-retention.js';
import { times } from '../full.js';
import { problemsOf } from './problem-lines.js';

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/).filter((text) => !text.startsWith('sg-'));
const days = fc.constantFrom(...logRetentionDays);
/** Text that YAML could take for something else is the interesting kind. */
const tricky = ['yes', 'null', '1.10', '<<', '*a', '# no', 'a: b', '\n x', '0x1', ''];
const text = fc.oneof(fc.string(), fc.constantFrom(...tricky));
const tagText = fc.stringMatching(/^[A-Za-z0-9 _.:/=+@-]{0,30}$/);
const some = { requiredKeys: [] };

const healthCheck = fc.record({
  command: text.filter((command) => command !== ''),
  interval: fc.integer({ min: 60, max: 300 }),
  timeout: fc.integer({ min: 2, max: 60 }),
  retries: fc.integer({ min: 1, max: 10 }),
  startPeriod: fc.integer({ min: 0, max: 300 }),
});
const service = fc
  .tuple(
    fc.constantFrom(...fargateSizes),
    fc.record(
      {
        image: fc.constantFrom('nginx', 'public.ecr.aws/docker/library/nginx:latest', 'localhost:5000/a/b:1'),
        port: fc.integer({ min: 1, max: 65535 }),
        count: fc.integer({ min: 0, max: 5000 }),
        environment: fc.dictionary(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,20}$/), text),
        healthCheck,
        logRetentionDays: days,
        routes: fc.uniqueArray(fc.constantFrom('$default', 'GET /', 'POST /a/{id}', 'ANY /{all+}')),
      },
      { requiredKeys: ['image', 'port'] },
    ),
  )
  .map(([size, rest]) => ({ ...size, ...rest, discovery: { type: 'srv' } }));

const config = fc
  .record({
    name,
    namespace: fc.constantFrom('internal', 'a-b.local'),
    tags: fc.dictionary(
      tagText.filter((key) => key !== '').map((key) => `k${key.toLowerCase()}`),
      tagText,
    ),
    network: fc.record({ cidr: fc.constantFrom('10.0.0.0/16', '172.16.0.0/20'), zones: fc.constantFrom(2, 6) }, some),
    cluster: fc.record({ containerInsights: fc.constantFrom('enhanced', 'enabled', 'disabled') }, some),
    services: fc.dictionary(name, service, { minKeys: 1, maxKeys: 3 }),
    ingress: fc.record({ type: fc.constantFrom('http-api', 'none'), logRetentionDays: days }),
  })
  .map(asAllowed);

/** A route leads to one service, and only where there is an HTTP API, which has at least one. */
interface Routed {
  readonly services: { [name: string]: { routes?: string[] } };
  readonly ingress: { readonly type: string };
}
function asAllowed<C extends Routed>(config: C): C {
  const services = Object.entries(config.services).map(([key, { routes = [], ...rest }], i) => {
    const prefixed = routes.filter((route) => route !== '$default').map((route) => route.replace(' /', ` /${key}/`));
    const own = [...(i === 0 ? ['$default'] : []), ...prefixed.map((route) => route.replace(/\/$/, ''))];
    return [key, { ...rest, ...(config.ingress.type === 'http-api' && { routes: own }) }];
  });
  return { ...config, services: Object.fromEntries(services) };
}

test('any valid config is the same after it was written as YAML or JSON and read again', () => {
  fc.assert(
    fc.property(config, fc.boolean(), (given, asJson) => {
      const written = asJson ? JSON.stringify(given, null, 1) : stringify(given);
      expect(loadConfig('provision.yaml', written)).toEqual(configSchema.parse(given));
    }),
    { numRuns: times(80, 25) },
  );
});

test('what loading accepts, editors accept too', () => {
  const editor = z.fromJSONSchema(JSON.parse(jsonSchema()));
  fc.assert(
    fc.property(config, (given) => {
      expect(editor.safeParse(given).error).toBeUndefined();
    }),
    { numRuns: times(30, 10) },
  );
});

const scraps = ['name', 'services', 'web', ': ', '\n', '  ', '- ', '{', '}', '[', ']', '*a', '&a ', '"', '<<', '1'];

test('whatever the text, loading ends with a config or with problems that have a place in it', () => {
  const yaml = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...scraps)).map((parts) => parts.join('')),
    fc.jsonValue().map((value) => stringify(value)),
    fc.record({ services: fc.dictionary(name, fc.jsonValue()), tags: fc.jsonValue() }).map((value) => stringify(value)),
  );
  fc.assert(
    fc.property(yaml, (given) => {
      const lines = given.split('\n').length;
      for (const { line, column, message } of problemsOf(given)) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines);
        expect(column).toBeGreaterThanOrEqual(1);
        expect(message).not.toBe('');
      }
    }),
    { numRuns: times(200, 60) },
  );
});
