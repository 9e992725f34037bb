import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { withRegionPosition } from '../../../src/commands/report/region-position.js';
import type { Target } from '../../../src/commands/request.js';
import { textOf } from '../../../src/ui/failure.js';

const failure = { code: 'zones-unknown', region: 'xx-west-1', known: ['us-east-1'] } as const;
const sandbox = { speed: '60x', policy: undefined };
const target: Target = { region: undefined, profile: undefined, endpointUrl: undefined, sandbox };
let directory = '';

async function configOf(text: string) {
  directory = await mkdtemp(join(tmpdir(), 'provision-region-'));
  const config = join(directory, 'provision.yaml');
  await writeFile(config, text);
  return { config, blueprint: undefined, name: undefined };
}
afterEach(() => rm(directory, { recursive: true, force: true }));

test('a region whose zones are not known is pointed at where the config says it', async () => {
  const stack = await configOf('name: demo\n# far away\nregion: xx-west-1\n');
  const located = await withRegionPosition(failure, { stack, target });
  expect(located).toEqual({ ...failure, at: { file: stack.config, line: 3, column: 9 } });
  expect(textOf(located)).toContain(`provision.yaml:3:9  region: xx-west-1`);
});

test('a region that the command line or the environment says has no line', async () => {
  const stack = await configOf('name: demo\nregion: us-east-1\n');
  const there = { ...target, region: 'xx-west-1' };
  expect(await withRegionPosition(failure, { stack, target: there })).toBe(failure);
  const without = await configOf('name: demo\n');
  expect(await withRegionPosition(failure, { stack: without, target })).toBe(failure);
  expect(textOf(failure)).not.toContain('region:');
});

test('other failures, and commands without a config, stay as they are', async () => {
  const stack = await configOf('region: xx-west-1\n');
  expect(await withRegionPosition({ code: 'no-region' }, { stack, target })).toEqual({ code: 'no-region' });
  expect(await withRegionPosition(failure, { stack: { ...stack, config: '/nowhere' }, target })).toBe(failure);
  expect(await withRegionPosition(failure, {})).toBe(failure);
});
