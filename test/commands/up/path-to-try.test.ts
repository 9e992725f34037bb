import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pathToTry } from '../../../src/commands/up/path-to-try.js';
import { loadConfig } from '../../../src/config/load.js';
import { balancerOf } from '../../../src/config/placement.js';
import type { Config } from '../../../src/config/schema.js';
import { routeFor } from '../../../src/path/routes.js';
import { anyConfig } from '../../e2e/any-config.js';

/** The path that `up` tells a person to try. */

const alb = (rules: string, ingress = '{type: alb}') =>
  `name: a\nservices: {web: {image: nginx, port: 80, rules: ${rules}}}\ningress: ${ingress}\n`;
const api = (routes: string) =>
  `name: a\nnamespace: b\nservices: {web: {image: nginx, port: 80, discovery: {type: srv}, routes: ${routes}}}\n`;
const both = (rules: string, routes: string) => alb(rules, `{type: http-api, via: alb, routes: ${routes}}`);

test.each([
  [alb('[{path: $default}]'), '/'],
  [alb('[{path: [/api, "/api/*"]}]'), '/api'],
  [alb('[{path: "/api/*"}]'), '/api/'],
  [alb('[{path: "/*"}]'), '/'],
  [alb('[{path: "/*.php"}]'), '/.php'],
  [alb('[{path: /beta, headers: {x-a: b}}, {path: /a?c}]'), '/axc'],
  [alb('[{path: /beta, host: a.example.com}]'), undefined],
  [api('[$default]'), '/'],
  [api('["GET /users/{id}"]'), '/users/1'],
  [api('["ANY /api/{proxy+}"]'), '/api/1'],
  [api('["POST /a", "GET /b"]'), '/b'],
  [api('["POST /a"]'), undefined],
  [both('[{path: $default}]', '[$default]'), '/'],
  [both('[{path: $default}]', '["ANY /{proxy+}"]'), '/1'],
  [both('[{path: "/api/*"}]', '["GET /api/{proxy+}"]'), '/api/1'],
  [both('[{path: "/*"}]', '["GET /pets/dogs/{id}"]'), '/pets/dogs/1'],
  [both('[{path: /api}]', '["POST /api"]'), undefined],
  ['name: a\nservices: {web: {image: nginx}}\ningress: {type: none}\n', undefined],
])('%s', (text, path) => expect(pathToTry(loadConfig('provision.yaml', text))).toBe(path));

test('of whatever config, it is a path that the API takes, and a rule of the load balancer', () => {
  const isTaken = (config: object) => {
    const loaded = loadConfig('provision.json', JSON.stringify(config));
    const path = pathToTry(loaded);
    if (path === undefined) return;
    expect(path).toMatch(/^\/[^*?{}$ ]*$/);
    expect(ways(loaded).map((takes) => takes(path))).not.toContain(false);
  };
  fc.assert(fc.property(anyConfig, isTaken), { numRuns: 100 });
});

/** By regular expressions: the program has its own way to match. */
function ways({ services, ingress, network }: Config): ((path: string) => boolean)[] {
  const hasBalancer = balancerOf({ services, ingress, network }) !== undefined;
  const keys = hasBalancer ? (ingress.routes ?? ['$default']) : Object.values(services).flatMap((it) => it.routes);
  const routes = keys.map((RouteKey) => ({ RouteKey }));
  const rules = Object.values(services).flatMap((it) => [
    ...it.rules,
    ...Object.values(it.ports).flatMap((port) => port.rules),
  ]);
  const patterns = rules.flatMap((it) => it.path ?? []).map((it) => (it === '$default' ? /.*/ : expressionOf(it)));
  const isTaken = (path: string) => patterns.some((it) => it.test(path));
  const isRouted = (path: string) => routeFor(routes, 'GET', path) !== undefined;
  return [...(hasBalancer ? [isTaken] : []), ...(ingress.type === 'http-api' ? [isRouted] : [])];
}
const expressionOf = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/[.$+]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`);
