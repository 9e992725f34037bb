import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { Desk, eventsOf } from './program.js';

const base = `name: shop
namespace: internal
services:
  web:
    image: nginx:\${TAG}
    port: 80
    cpu: 0.5
    memory: 1GB
    envFile: .env
    environment: {PORT: 010, PW: "\${PW:-hunter2}"}
    command: [serve, --password, "\${PW:-hunter2}"]
    discovery: {type: srv}
    routes: [$default]
`;
const prod = 'name: shop-prod\nservices: {web: {count: 4}}\n';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open({ TAG: '1.2' });
  await writeFile(desk.path('provision.yaml'), base);
  await writeFile(desk.path('provision.prod.yaml'), prod);
  await writeFile(desk.path('.env'), 'LEVEL=debug\n');
});
const sandbox = ['--sandbox', '--sandbox-speed', 'instant'];

test('config shows the whole, with where each value is from, and no secret', async () => {
  const { code, stdout } = await desk.here(
    'config',
    '--sources',
    '--env',
    'prod',
    '--set',
    'services.web.logRetentionDays=7',
  );
  expect(code).toBe(0);
  expect(stdout.split('\n')).toEqual(
    expect.arrayContaining([
      'name: shop-prod # provision.prod.yaml:1',
      '  zones: 2 # default',
      '    image: nginx:1.2 # provision.yaml:5, ${TAG}',
      '    cpu: 512 # provision.yaml:7',
      '    count: 4 # provision.prod.yaml:2',
      '    logRetentionDays: 7 # --set services.web.logRetentionDays',
      '      - ${PW:-hunter2} # provision.yaml:11, ${PW}',
      '      - serve # provision.yaml:11',
      '      LEVEL: "(hidden: --show-values shows it)" # .env:1',
      '      PW: "(hidden: --show-values shows it)" # provision.yaml:10, ${PW}',
    ]),
  );
  expect(stdout).not.toMatch(/\{\}|\[\]/);
});

test('what it shows with --show-values is a config that means the same', async () => {
  const { stdout } = await desk.here('config', '--show-values', '--name', 'other');
  expect(parse(stdout)).toMatchObject({
    name: 'other',
    services: { web: { environment: { LEVEL: 'debug', PORT: '010', PW: 'hunter2' } } },
  });
  await writeFile(desk.path('flat.yaml'), stdout);
  expect((await desk.here('config', '--show-values', '--config', 'flat.yaml')).stdout).toBe(stdout);
});

test('with --json it is an event, with sources where they are asked for', async () => {
  const { stdout } = await desk.here('config', '--json', '--sources');
  const [event, result] = eventsOf(stdout);
  expect(event).toMatchObject({
    type: 'config',
    config: { services: { web: { environment: { PW: expect.stringContaining('hidden') } } } },
    sources: { 'services.web.port': 'provision.yaml:6', 'network.zones': 'default' },
  });
  expect(result).toMatchObject({ type: 'result', command: 'config', ok: true });
  expect(eventsOf((await desk.here('config', '--json')).stdout)[0]).not.toHaveProperty('sources');
});

test('all that is wrong with files, variables and options comes at once, with exit code 2', async () => {
  const elsewhere = await Desk.open();
  await writeFile(elsewhere.path('provision.yaml'), base.replace('count', 'x'));
  await writeFile(elsewhere.path('more.yaml'), 'services: {web: {memroy: 1}}');
  const { code, stderr } = await elsewhere.here(
    'plan',
    '-c',
    'provision.yaml',
    '-c',
    'more.yaml',
    '--set',
    'services.web.tga=1',
  );
  expect(code).toBe(2);
  expect(stderr).toMatch(/^There are 4 problems in provision\.yaml, more\.yaml and the options\./);
  expect(stderr).toContain('provision.yaml:5:18  services.web.image: the variable TAG is not set');
  expect(stderr).toContain('provision.yaml:9:14  services.web.envFile: .env is not there');
  expect(stderr).toContain('more.yaml:1:18  services.web.memroy: unknown member');
  expect(stderr).toContain('--set services.web.tga  there is no member services.web.tga');
});

test('an environment is a stack of its own: up, a change by --set, and down where the variable is not set', async () => {
  const prodOptions = ['--env', 'prod', ...sandbox];
  const up = await desk.here('up', ...prodOptions, '--set', 'services.web.count=1', '--json');
  expect(eventsOf(up.stdout).at(-1)).toMatchObject({ ok: true });
  expect((await desk.here('plan', ...prodOptions)).stdout).toContain('desiredCount: 1 → 4');
  const definition = await readFile(desk.path('.provision/shop-prod.json'), 'utf8');
  expect(definition.replace(/\s/g, '')).toContain('{"name":"PORT","value":"010"}');
  const later = await Desk.open();
  for (const file of ['provision.yaml', 'provision.prod.yaml'])
    await writeFile(later.path(file), await readFile(desk.path(file)));
  const state = ['--state', desk.path('.provision')];
  const status = await later.here('status', ...prodOptions, ...state);
  expect(status).toMatchObject({ code: 2, stderr: expect.stringContaining('the variable TAG is not set') });
  const down = await later.here('down', ...prodOptions, ...state);
  expect(down).toMatchObject({ code: 0, stdout: expect.stringContaining('down shop-prod done') });
});

test('what a next command must repeat has the options of the config, and no secret', async () => {
  const set = ['--set', 'services.web.count=2', '--set', 'services.web.environment.PW=hunter2'];
  const { code, stderr } = await desk.here(
    'up',
    '-c',
    'provision.yaml',
    '-c',
    'provision.prod.yaml',
    ...set,
    '--region',
    'us-east-1',
  );
  expect(code).not.toBe(0);
  const words =
    /--config provision\.yaml --config provision\.prod\.yaml --set services\.web\.count=2 --set '?services\.web\.environment\.PW=…/;
  expect(stderr.replace(/[\s\\]+/g, ' ')).toMatch(words);
  expect(stderr).not.toContain('hunter2');
});

test('--env takes no variable, and says how one is set', async () => {
  const { code, stderr } = await desk.here('plan', '--env', 'A=b');
  expect(code).toBe(2);
  expect(stderr.replace(/\s+/g, ' ')).toContain('a variable of a container is --set services.NAME.environment.A=b');
});
