import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { blueprints, blueprintText } from '../../src/config/blueprints.js';
import { initialConfig, jsonSchema, schemaFile } from '../../src/config/init.js';
import { loadConfig } from '../../src/config/load.js';
import { FailureError } from '../../src/failure.js';
import { messages, withService } from './problem-lines.js';

const text = jsonSchema();
const schema: unknown = JSON.parse(text);
const accepts = (config: unknown) => z.fromJSONSchema(JSON.parse(text)).safeParse(config).success;

test('the first line tells editors the schema, and the rest is the blueprint', () => {
  const written = initialConfig('cloud-map-public');
  expect(written.split('\n')[0]).toBe(`# yaml-language-server: $schema=./${schemaFile}`);
  expect(written).toContain(blueprintText('cloud-map-public'));
  expect(loadConfig('provision.yaml', written).name).toBe('cloud-map-public');
});

test('a config whose file is JSON is JSON, and a stack may be given its name at once', () => {
  const json = JSON.parse(initialConfig('cloud-map-public', 'api.json', 'shop')) as object;
  expect(json).toMatchObject({ $schema: `./${schemaFile}`, name: 'shop', services: { web: { port: 80 } } });
  expect(loadConfig('provision.yaml', initialConfig('cloud-map-public', 'provision.yaml', 'shop')).name).toBe('shop');
});

test('without a blueprint it is the first one; with an unknown one it is bad usage', () => {
  expect(initialConfig()).toBe(initialConfig(blueprints[0].name));
  expect(() => initialConfig('nonsense')).toThrow(FailureError);
});

test('the schema is draft 7, with a title, and allows no unknown members anywhere', () => {
  expect(schema).toMatchObject({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'provision',
    type: 'object',
    additionalProperties: false,
  });
  const loose = members(schema).filter(({ node }) => 'properties' in node && node['additionalProperties'] !== false);
  expect(loose).toEqual([]);
});

test('every member is described, and says its default and its choices', () => {
  const named = members(schema).filter(({ path }) => path.at(-2) === 'properties');
  expect(named.length).toBeGreaterThan(25);
  const silent = named.filter(({ node }) => !/^[A-Z].{12,}\.$/s.test(String(node['description'])));
  expect(silent.map(({ path }) => path)).toEqual([]);
  expect(schema).toMatchObject({
    properties: {
      cluster: { properties: { containerInsights: { default: 'enabled', enum: ['enhanced', 'enabled', 'disabled'] } } },
      network: { properties: { zones: { type: 'integer', default: 2, minimum: 1, maximum: 6 } } },
      services: {
        additionalProperties: { properties: { containers: { additionalProperties: { required: ['image'] } } } },
      },
    },
  });
});

test('the schema accepts every blueprint, and its reference in a JSON file', () => {
  for (const { name } of blueprints) expect(accepts(parse(blueprintText(name)))).toBe(true);
  expect(accepts({ $schema: `./${schemaFile}`, services: { web: { image: 'nginx', port: 80 } } })).toBe(true);
});

const typos: readonly [string, string][] = [
  ['an unknown member', 'memroy: 512'],
  ['a wrong type', 'count: "2"'],
  ['half a task', 'count: 0.5'],
  ['a port that is none', 'port: 70000'],
  ['a log retention that AWS has not', 'logRetentionDays: 10'],
  ['a route that is none', 'routes: [get /]'],
  ['an image that is none', 'image: https://nginx'],
  ['another record type', 'discovery: {type: aaaa}'],
  ['a health check without command', 'healthCheck: {interval: 5}'],
];
test.each(typos)('the schema rejects %s, as loading does', (_what, line) => {
  const member = line.slice(0, line.indexOf(':'));
  const config = withService('').replace(new RegExp(`^ {4}${member}:.*\n`, 'm'), '') + `    ${line}\n`;
  expect(accepts(parse(config))).toBe(false);
  expect(messages(config)).toHaveLength(1);
});

interface Member {
  readonly path: readonly string[];
  readonly node: { readonly [key: string]: unknown };
}
/** Every object in the schema, with its place. */
function members(node: unknown, path: readonly string[] = []): Member[] {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return [];
  const inner = Object.entries(node).flatMap(([key, value]) => members(value, [...path, key]));
  return [{ path, node: { ...node } }, ...inner];
}
