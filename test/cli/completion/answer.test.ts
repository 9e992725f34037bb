import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { JsonStore, statePath } from '../../../state/json-store.js';
import { emptyState } from '../../../state/store.js';
import { answerFor } from '../../../src/cli/completion/answer.js';
import { commands } from '../../../src/commands/index.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'provision-completion-'));
  const place = { stack: 'shop', account: '111122223333', region: 'eu-west-1', partition: 'aws', endpoint: 'aws' };
  const store = new JsonStore(statePath(directory, 'shop'), emptyState(place, new Date()));
  await store.outputs({ ApiUrl: 'https://example.org' });
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** The values for the last word of a line, or `files` or `directories`. */
async function offered(...words: string[]): Promise<string | string[]> {
  const answer = await answerFor(words, commands);
  return answer.kind === 'values' ? answer.values.map(([value]) => value) : answer.kind;
}

test('commands where none is given yet', async () => {
  expect(await offered('')).toEqual(commands.map(({ name }) => name));
  expect(await offered('s')).toEqual(['status', 'script', 'state', 'sweep', 'sandbox']);
  expect(await offered('--sandbox', 'pl')).toEqual(['plan']);
});

test('options of the command alone, its own first, and none twice', async () => {
  expect((await offered('plan', '--')).slice(0, 4)).toEqual([
    '--calls',
    '--detailed-exitcode',
    '--live-prices',
    '--config',
  ]);
  expect(await offered('plan', '--calls', '--c')).toEqual(['--config', '--color', '--concurrency']);
  expect(await offered('down', '--calls', '--ca')).toEqual([]);
  expect(await offered('graph', '--conc')).toEqual([]);
});

test('values: what there is of a kind, also behind an equals sign', async () => {
  expect(await offered('up', '--blueprint', 'ec')).toEqual(['ec2-capacity']);
  expect(await offered('up', '--blueprint=ec')).toEqual(['--blueprint=ec2-capacity']);
  expect(await offered('init', 'alb')).toEqual(['alb-microservices']);
  expect(await offered('script', '')).toEqual(['up', 'down']);
  expect(await offered('graph', '--format', '')).toEqual(['mermaid', 'dot', 'svg']);
  expect(await offered('up', '--region', 'eu-c')).toEqual(['eu-central-1']);
  expect(await offered('completion', '')).toEqual(['bash', 'zsh', 'fish']);
});

test('environments by the files that are here, members of the config by the names that it has', async () => {
  const before = process.cwd();
  const project = join(directory, 'project');
  await mkdir(project);
  for (const file of ['provision.prod.yaml', 'provision.dev.yml', 'provision.schema.json', 'shop.test.yaml'])
    await writeFile(join(project, file), '');
  await writeFile(join(project, 'provision.yaml'), 'services: {web: {environment: {A: x}, command: ["${UNSET}"]}}');
  process.chdir(project);
  try {
    expect(await offered('up', '--env', '')).toEqual(['dev', 'prod']);
    expect(await offered('up', '--config', 'shop.yaml', '--env', '')).toEqual(['test']);
    expect(await offered('up', '--set', 'services.web.env')).toEqual([
      'services.web.envFile=',
      'services.web.environment.A=',
    ]);
    expect(await offered('up', '--set', 'name=x', '--set', 'network.z')).toEqual(['network.zones=']);
    expect(await offered('up', '--set', 'name=x', '--env', 'prod', '--set')).toContain('--set');
  } finally {
    process.chdir(before);
  }
});

test('stacks and outputs are those of the state directory that is named', async () => {
  expect(await offered('down', '--state', directory, '--name', '')).toEqual(['shop']);
  expect(await offered('outputs', '--state', directory, '')).toEqual(['ApiUrl']);
  expect(await offered('down', '--state', join(directory, 'none'), '--name', '')).toEqual([]);
});

test('what can be explained: steps of the stack that is named, nouns, operations', async () => {
  expect(await offered('explain', '--blueprint', 'cloud-map-public', 'web-d')).toEqual(['web-discovery']);
  expect(await offered('explain', 'nat-')).toEqual(['nat-gateway']);
  expect(await offered('explain', 'ec2:CreateNat')).toEqual(['ec2:CreateNatGateway']);
});

test('files where a file is asked for, and nowhere else', async () => {
  expect(await offered('up', '--config', '')).toBe('files');
  expect(await offered('up', '-c', '')).toBe('files');
  expect(await offered('policy', '--out', '')).toBe('directories');
  expect(await offered('up', '--timeout', '')).toEqual([]);
  expect(await offered('init', 'x')).toEqual([]);
});
