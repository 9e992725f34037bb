import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isAnsweredByOthers, pathToTry } from '../../../src/commands/up/path-to-try.js';
import { loadConfig } from '../../../src/config/load.js';
import type { Config } from '../../../src/config/schema.js';
import { anyConfig } from '../../e2e/any-config.js';

/** The path that `up` tells a person to try. */

const alb = (rules: string, ingress = '{type: alb}') =>
  `name: a\nservices: {web: {image: nginx, port: 80, rules: ${rules}}}\ningress: ${ingress}\n`;
const api = (routes: string) =>
  `name: a\nnamespace: b\nservices: {web: {image: nginx, port: 80, discovery: {type: srv}, routes: ${routes}}}\n`;
const both = (rules: string, routes: string) => alb(rules, `{type: http-api, via: alb, routes: ${routes}}`);
const atName = '{type: alb, domain: {name: api.example.com, alternativeNames: ["*.example.com"], zone: example.com}}';

test.each([
  [alb('[{path: $default}]'), '/'],
  [alb('[{path: [/api, "/api/*"]}]'), '/api'],
  [alb('[{path: "/api/*"}]'), '/api/'],
  [alb('[{path: "/*"}]'), '/'],
  [alb('[{path: "/*.php"}]'), '/.php'],
  [alb('[{path: /beta, headers: {x-a: b}}, {path: /a?c}]'), '/axc'],
  [alb('[{path: /beta, host: a.example.com}]'), '/beta'],
  [alb('[{host: a.example.com}]'), '/'],
  [alb('[{path: /beta, host: [a.example.com, "*.example.org"], methods: GET}]'), undefined],
  [alb('[{path: /beta, host: "*.example.com"}]', atName), '/beta'],
  [alb('[{path: /beta, host: www.example.com}]', atName), '/beta'],
  [alb('[{path: /beta, host: a.b.example.com}]', atName), undefined],
  [api('[$default]'), '/'],
  [api('["GET /users/{id}"]'), '/users/1'],
  [api('["ANY /api/{proxy+}"]'), '/api/1'],
  [api('["POST /a", "GET /b"]'), '/b'],
  [api('["POST /a"]'), undefined],
  [both('[{path: $default}]', '[$default]'), '/'],
  [both('[{path: $default}]', '["ANY /{proxy+}"]'), '/1'],
  [both('[{path: "/api/*"}]', '["GET /api/{proxy+}"]'), '/api/1'],
  [both('[{path: "/*"}]', '["GET /pets/dogs/{id}"]'), '/pets/dogs/1'],
  [both('[{path: "/a/*"}]', '["GET /{kind}/{id}"]'), '/a/1'],
  [both('[{path: /api}]', '["POST /api"]'), undefined],
  [both('[{path: /api, host: a.example.com}]', '[$default]'), undefined],
  ['name: a\nservices: {web: {image: nginx}}\ningress: {type: none}\n', undefined],
])('%s', (text, path) => expect(pathToTry(loadConfig('provision.yaml', text))).toBe(path));

const ofOthers =
  '{type: alb, loadBalancer: {arn: "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/a/0123456789abcdef"}}';
test.each([
  ['[{path: "/g*", host: a.example.com}]', '/healthz', true],
  ['[{path: "/g*", host: a.example.com}]', '/gz?of=/healthz', false],
  ['[{path: /a, methods: GET}]', '/a', false],
  ['[{host: a.example.com}]', '/healthz', false],
])(
  'at the load balancer of others, with %s, a check of %s is answered by others for sure: %s',
  (rules, path, expected) => {
    const network = '{existing: {vpc: vpc-0123456789abcdef0, public: [subnet-0123456789abcdef0]}}';
    const config = loadConfig('provision.yaml', `${alb(rules, ofOthers)}network: ${network}\n`);
    expect(isAnsweredByOthers(config, path)).toBe(expected);
    expect(isAnsweredByOthers(loadConfig('provision.yaml', alb(rules)), path)).toBe(false);
  },
);

test('of whatever config, it is a path that the API takes, and a rule of the load balancer', () => {
  const isTaken = (config: object) => {
    const loaded = loadConfig('provision.json', JSON.stringify(config));
    const path = pathToTry(loaded);
    const doors = expressionsOf(loaded);
    // Where there is one door, what it takes is enough.
    if (doors.length === 1) expect(path !== undefined).toBe(doors[0] !== undefined && doors[0].length > 0);
    if (path === undefined) return;
    expect(path).toMatch(/^\/[^*?{}$ ]*$/);
    expect(doors.filter((door) => !door.some((it) => it.test(path)))).toEqual([]);
  };
  fc.assert(fc.property(anyConfig, isTaken), { numRuns: 100 });
});

/** For each door what a GET request gets in by, as regular expressions: the program has its own way to match. */
function expressionsOf({ services, ingress }: Config): RegExp[][] {
  const { type, via, routes = ['$default'] } = ingress;
  const all = Object.values(services);
  const rules = all.flatMap((it) => [...it.rules, ...Object.values(it.ports).flatMap((port) => port.rules)]);
  const hasBalancer = type === 'alb' || (type === 'http-api' && via === 'alb');
  return [
    ...(hasBalancer ? [rules.flatMap((rule) => ofRule(rule, ingress))] : []),
    ...(type === 'http-api' ? [(hasBalancer ? routes : all.flatMap((it) => it.routes)).flatMap(ofRoute)] : []),
  ];
}
function ofRule(
  { path, ...others }: Config['services'][string]['rules'][number],
  ingress: Config['ingress'],
): RegExp[] {
  const paths = [path ?? []].flat();
  if (paths.includes('$default')) return [/^\//];
  const { host, methods, sourceIps, headers, query } = others;
  if ([methods, sourceIps, headers, query].some((it) => it !== undefined)) return [];
  if (host !== undefined && ![host].flat().some((it) => isCalled(it, ingress))) return [];
  if (paths.length === 0) return host === undefined ? [] : [/^\//];
  return paths.map(expressionOf);
}
/** Where there is a domain, the certificate is for its names alone, and a star of these is one label. */
function isCalled(host: string, { type, domain }: Config['ingress']): boolean {
  if (type !== 'alb' || !domain) return type === 'alb';
  const names = [domain.name, ...domain.alternativeNames].map((it) => new RegExp(`^${it.replace('*', '[^.]+')}$`));
  return expressionOf(host).test(domain.name) || names.some((it) => it.test(host.replace(/\*/g, 'any')));
}
const expressionOf = (pattern: string) =>
  new RegExp(`^${pattern.replace(/[.$+]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`);
function ofRoute(key: string): RegExp[] {
  if (key === '$default') return [/^\//];
  const [, path = ''] = /^(?:ANY|GET) (.*)$/.exec(key) ?? [];
  if (path === '') return [];
  return [new RegExp(`^${path.replace(/\{[^}]*\+\}/g, '.+').replace(/\{[^}]*\}/g, '[^/]+')}$`)];
}
