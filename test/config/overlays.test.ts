import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { findConfig, type ConfigChoice } from '../../src/config/find-config.js';
import { loadConfig, loadSource } from '../../src/config/load.js';
import { pathText } from '../../src/config/problem-messages.js';
import { FailureError } from '../../src/failure.js';
import { anyConfig } from '../e2e/any-config.js';
import { times } from '../full.js';

const base = `name: shop
services:
  web:
    image: nginx
    port: 80
    count: 2
    environment: {A: a, B: b}
    routes: [$default, GET /a]
    discovery: {type: srv}
namespace: internal
`;

/** A config of files that lie over each other, and of options. */
const read = (overlays: readonly string[], set: readonly string[] = []) =>
  loadSource({
    files: [
      { file: 'provision.yaml', text: base, base: '.' },
      ...overlays.map((text, i) => ({ file: `${i}.yaml`, text, base: 'elsewhere' })),
    ],
    set,
    variables: {},
  });
const web = (overlays: readonly string[], set: readonly string[] = []) => read(overlays, set).config.services['web'];

function problems(overlays: readonly string[], set: readonly string[] = []): string[] {
  try {
    read(overlays, set);
  } catch (error) {
    if (!(error instanceof FailureError) || error.failure.code !== 'bad-config') throw error;
    return error.failure.problems.map(
      ({ file, line, column, path, message, hint }) =>
        `${[file, line, column].filter(Boolean).join(':')} ${path}: ${message}${hint === undefined ? '' : ` (${hint})`}`,
    );
  }
  return [];
}

test('maps are merged, lists and values are replaced, null removes; the last file counts most', () => {
  const prod = 'name: shop-prod\nservices: {web: {count: 4, environment: {B: null, C: c}, routes: [$default]}}';
  const more = 'services: {web: {count: 5}, worker: {image: busybox}}';
  const { config } = read([prod, more]);
  expect(config.name).toBe('shop-prod');
  expect(config.services).toMatchObject({
    web: { count: 5, port: 80, routes: ['$default'] },
    worker: { image: 'busybox' },
  });
  expect(config.services['web']?.environment).toEqual({ A: 'a', C: 'c' });
});

test('what was a map can be something else, and the other way round', () => {
  expect(
    web([
      'services: {web: {discovery: null, routes: []}}',
      'services: {web: {discovery: {type: srv, ttl: 5}, routes: [$default]}}',
    ]),
  ).toMatchObject({
    discovery: { type: 'srv', ttl: 5 },
  });
  expect(problems(['services: {web: {environment: none}}'])).toEqual([
    expect.stringMatching(/^0\.yaml:1:31 services\.web\.environment: .* must be a map of members, not text/),
  ]);
});

test('a problem is in the file that it comes from', () => {
  const overlay =
    'services:\n  web:\n    memroy: 1\n    environment: {B: {}}\n    healthCheck: {command: x, interval: 10, timeout: 20}\n';
  expect(problems([overlay, 'tags: {"aws:x": y}'])).toEqual([
    expect.stringMatching(/^0\.yaml:3:5 services\.web\.memroy: unknown member/),
    expect.stringMatching(/^0\.yaml:4:19 services\.web\.environment\.B: /),
    expect.stringMatching(/^0\.yaml:5:54 services\.web\.healthCheck\.timeout: /),
    expect.stringMatching(/^1\.yaml:1:8 tags\["aws:x"\]: /),
  ]);
});

test('the other half of a conflict is named with its file', () => {
  expect(problems(['services: {web: {containers: {side: {image: x, port: 80}}}}'])).toEqual([
    expect.stringContaining('; the other one: services.web.port, line 5 of provision.yaml'),
  ]);
});

test('where something is missing, it is missing where it was removed', () => {
  expect(problems(['services:\n  web:\n    image: null\n'])).toEqual([
    expect.stringMatching(/^0\.yaml:3:12 services\.web\.image: |^provision\.yaml:3:3 services\.web: web has no image/),
  ]);
});

test('a name with nothing after it removes nothing, because its lines may be indented too little', () => {
  expect(problems(['services:\n  web:\n'])[0]).toMatch(
    /^0\.yaml:2:3 services\.web: it has no value \(write null to remove/,
  );
});

test('files that cannot be read are all told of', () => {
  expect(problems(['services: [', '', '- a'])).toEqual([
    '0.yaml:1:11 : a bracket is opened here ([) and not closed (write "]" where it ends)',
    expect.stringContaining('1.yaml:1:1 : the file is empty'),
    expect.stringContaining('2.yaml:1:1 : a config is a map of members'),
  ]);
});

test.each([
  ['services.web.tag=1.20', { tag: '1.20' }, ['services.web.image=null', 'services.web.repository=shop']],
  ['services.web.count=3', { count: 3 }],
  ['services.web.exec=true', { exec: true }],
  ['services.web.memory=1GB', { memory: 1024 }, ['services.web.cpu=0.5']],
  ['services.web.routes=[$default, "GET /b"]', { routes: ['$default', 'GET /b'] }],
  ['services.web.routes.1=GET /c', { routes: ['$default', 'GET /c'] }],
  ['services.web.routes[2]=GET /c', { routes: ['$default', 'GET /a', 'GET /c'] }],
  ['services.web.routes[1]=null', { routes: ['$default'] }],
  ['services.web.environment.NEW=a=b', { environment: { A: 'a', B: 'b', NEW: 'a=b' } }],
  ['services.web.environment."a.b"=x', { environment: { A: 'a', B: 'b', 'a.b': 'x' } }],
  ["services.web.environment['a.b']=", { environment: { A: 'a', B: 'b', 'a.b': '' } }],
  ['services.web.environment={A: 010}', { environment: { A: '010' } }],
  ['services.web.environment.A=null', { environment: { B: 'b' } }],
  ['services.web.environment.PORT=${X}', { environment: { A: 'a', B: 'b', PORT: '${X}' } }],
  ['services.web.healthCheck.command=curl -f x', { healthCheck: { command: 'curl -f x', interval: 30 } }],
  ['services.web.containers={side: {image: x}}', { containers: { side: { image: 'x' } } }],
  ['services.web.logRetentionDays=7', { logRetentionDays: 7 }],
  ['services.web.command[0]=serve', { command: ['serve'] }],
])('--set %s', (set, expected, others: string[] = []) => {
  expect(web([], [...others, set])).toMatchObject(expected);
});

test('a later option counts more than an earlier one, and than files', () => {
  expect(web(['services: {web: {count: 7}}'], ['services.web.count=8', 'services.web.count=9'])?.count).toBe(9);
});

test.each([
  [
    'services.web.tga=1',
    /^--set services\.web\.tga : there is no member services\.web\.tga \(did you mean "services\.web\.tag"\?\)$/,
  ],
  [
    'services.web.ebsVolumes=[]',
    /^--set services\.web\.ebsVolumes : not supported: "ebsVolumes", because no disk is made/,
  ],
  ['services.web.env.A=1', /there is no member services\.web\.env \(did you mean "services\.web\.environment"\?\)/],
  ['services.web.colour=1', /there is no member services\.web\.colour \(editors that know the schema list/],
  ['services.wbe.tag=1', /there is no services\.wbe in the config \(did you mean "services\.web"\?\)/],
  ['service.web.tag=1', /there is no member service \(did you mean "services"\?\)/],
  ['services.web.tag.x=1', /services\.web\.tag has no members \(write services\.web\.tag=…\)/],
  ['services.web.routes.x=1', /services\.web\.routes is a list, and "x" is no index of it/],
  ['services.web.routes[3]=x', /services\.web\.routes has 2 entries \(services\.web\.routes\[2\] adds one\)/],
  ['services.web.routes=[a', /a bracket is opened here/],
  [
    'services.web.count=two',
    /^--set services\.web\.count services\.web\.count: "count" must be a whole number, not text/,
  ],
  ['services.web.environment.__proto__=x', /there is no member services\.web\.environment\.__proto__/],
  ['services.web', /^--set services\.web : it is written as path=value/],
  ['services..web=1', /it is written as path=value/],
  ['=hunter2', /^--set : it is written as path=value/],
])('--set %s is refused', (set, expected) => {
  expect(problems([], [set])).toEqual([expect.stringMatching(expected)]);
  expect(problems([], [set]).join()).not.toContain('hunter2');
});

test('a value that may be a secret is not repeated, whatever is wrong with it', () => {
  const told = problems(
    [],
    ['services.web.secrets.PW=hunter2', 'services.web.environment.A B=hunter2', 'services.web.environment[0=hunter2'],
  );
  expect(told).toHaveLength(3);
  expect(told.join()).not.toContain('hunter2');
});

test('a config is the same however it is put together: files, options, variables', () => {
  const ways = fc.array(fc.constantFrom('base', 'overlay', 'set', 'variable', 'removed'), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(anyConfig, ways, (given, chosen) => {
      const variables: { [name: string]: string } = {};
      const set: string[] = [];
      const [under, over]: [Tree, Tree] = [{}, {}];
      let next = 0;
      const put = (value: unknown, path: (string | number)[], [below, above]: [Tree, Tree]): void => {
        const name = path.at(-1) ?? '';
        const way = chosen[next++ % chosen.length];
        const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
        if (isMap && Object.keys(value).length > 0) {
          below[name] = {};
          above[name] = {};
          for (const [member, it] of Object.entries(value))
            put(it, [...path, member], [below[name] as Tree, above[name] as Tree]);
        } else if (typeof value === 'object' || way === 'base') below[name] = literal(value);
        else if (way === 'overlay') above[name] = literal(value);
        else if (way === 'removed') [below[name], above[name]] = ['something else', literal(value)];
        else if (way === 'set' && value !== 'null') set.push(`${pathText(path)}=${String(value)}`);
        else {
          variables[`V${next}`] = String(value);
          below[name] = `\${V${next}}`;
        }
      };
      for (const [name, value] of Object.entries(given)) put(value, [name], [under, over]);
      const files = [
        { file: 'provision.yaml', text: stringify(under), base: '.' },
        { file: 'provision.prod.yaml', text: stringify(over), base: '.' },
      ] as const;
      const plain = loadConfig('provision.yaml', stringify(given));
      expect(loadSource({ files, set, variables }).config).toEqual(plain);
    }),
    { numRuns: times(25, 8) },
  );
});
type Tree = { [name: string | number]: unknown };

/** As it is written in a file: a `${` in a text has another dollar before it. */
function literal(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\$+(?=\{)/g, (dollars) => dollars + dollars);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(literal);
  return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, literal(it)]));
}

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'overlays-'));
  for (const file of [
    'provision.yaml',
    'provision.prod.yaml',
    'provision.dev.yaml',
    'provision.schema.json',
    'shop.yaml',
    'shop.prod.json',
  ])
    await writeFile(join(directory, file), 'name: x\n');
});
const files = async (choice: Omit<ConfigChoice, 'directory'>) =>
  (await findConfig({ directory, ...choice })).files.map(({ file }) => file);
const refusal = async (choice: Omit<ConfigChoice, 'directory'>): Promise<string> => {
  const error: unknown = await findConfig({ directory, ...choice }).catch((thrown: unknown) => thrown);
  const { failure } = error as { failure?: { message: string; hint?: string } };
  return `${failure?.message} (${failure?.hint})`;
};

test('--env finds the file beside the config; several --config lie over each other', async () => {
  expect(await files({ env: 'prod' })).toEqual(['provision.yaml', 'provision.prod.yaml']);
  expect(await files({ config: 'shop.yaml', env: 'prod' })).toEqual(['shop.yaml', 'shop.prod.json']);
  expect(await files({ config: join(directory, 'shop.yaml'), env: 'prod' })).toEqual(
    ['shop.yaml', 'shop.prod.json'].map((file) => join(directory, file)),
  );
  expect(await files({ config: ['shop.yaml', 'provision.dev.yaml'], env: 'prod' })).toEqual([
    'shop.yaml',
    'provision.dev.yaml',
    'shop.prod.json',
  ]);
});

test('an environment that is not there is refused with those that are', async () => {
  expect(await refusal({ env: 'porduction' })).toBe(
    '--env porduction: there is no file provision.porduction.yaml (there is --env dev, prod)',
  );
  expect(await refusal({ env: 'schema' })).toContain('there is no file provision.schema.yaml');
  expect(await refusal({ env: 'prod', blueprint: 'cloud-map-public' })).toContain('--env and --blueprint together');
  await writeFile(join(directory, 'provision.dev.json'), '{}');
  expect(await refusal({ env: 'dev' })).toContain(
    'there are provision.dev.json and provision.dev.yaml: which one is meant?',
  );
});
