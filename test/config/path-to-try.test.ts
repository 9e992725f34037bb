import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadConfig } from '../../src/config/load.js';
import { pathToTry } from '../../src/config/path-to-try.js';
import { anyConfig } from '../e2e/any-config.js';

/** The path that `up` tells a person to try. */

const alb = (rules: string) =>
  `name: a\nservices: {web: {image: nginx, port: 80, rules: ${rules}}}\ningress: {type: alb}\n`;
const api = (routes: string) =>
  `name: a\nnamespace: b\nservices: {web: {image: nginx, port: 80, discovery: {type: srv}, routes: ${routes}}}\n`;

test.each([
  [alb('[{path: $default}]'), '/'],
  [alb('[{path: [/api, "/api/*"]}]'), '/api'],
  [alb('[{path: "/api/*"}]'), '/api'],
  [alb('[{path: "/*"}]'), '/'],
  [alb('[{path: /beta, headers: {x-a: b}}, {path: /a?c}]'), '/axc'],
  [alb('[{path: /beta, host: a.example.com}]'), undefined],
  [api('[$default]'), '/'],
  [api('["GET /users/{id}"]'), '/users/1'],
  [api('["ANY /api/{proxy+}"]'), '/api'],
  [api('["POST /a", "GET /b"]'), '/b'],
  ['name: a\nservices: {web: {image: nginx}}\ningress: {type: none}\n', undefined],
])('%s', (text, path) => expect(pathToTry(loadConfig('provision.yaml', text))).toBe(path));

test('of whatever config, it is a path, and not a pattern', () => {
  const isPath = (config: object) => {
    const path = pathToTry(loadConfig('provision.json', JSON.stringify(config)));
    expect(path ?? '/').toMatch(/^\/[^*?{}$ ]*$/);
  };
  fc.assert(fc.property(anyConfig, isPath), { numRuns: 50 });
});
