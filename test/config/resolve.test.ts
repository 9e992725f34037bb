import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { configFiles } from '../../src/config/find-config.js';
import { resolveConfig } from '../../src/config/resolve.js';
import { FailureError, type Failure } from '../../src/failure.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'provision-config-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const services = 'services: {web: {image: nginx, port: 80}}\ningress: {type: none}\n';
const write = (file: string, text: string) => writeFileSync(join(directory, file), text);

async function failure(choice: Omit<Parameters<typeof resolveConfig>[0], 'directory'> = {}): Promise<Failure> {
  const error: unknown = await resolveConfig({ directory, ...choice }).catch((thrown: unknown) => thrown);
  if (error instanceof FailureError) return error.failure;
  throw new Error(`no failure, but ${JSON.stringify(error)}`);
}

test.each(configFiles)('%s in the working directory is found', async (file) => {
  const yaml = `name: here\n${services}`;
  write(file, file.endsWith('json') ? JSON.stringify(parse(yaml)) : yaml);
  expect((await resolveConfig({ directory })).name).toBe('here');
});

test('several configs in the directory are an error that names them', async () => {
  write('provision.yml', services);
  write('provision.json', '{}');
  expect(await failure()).toEqual({
    code: 'bad-usage',
    message: 'there are provision.yml and provision.json: which one is meant?',
    hint: 'give one, as in --config provision.yml',
  });
});

test('--config says which, relative to the working directory', async () => {
  write('provision.yaml', 'name: not-me\n');
  mkdirSync(join(directory, 'envs'));
  write('envs/dev.yaml', `name: dev\n${services}`);
  expect((await resolveConfig({ directory, config: 'envs/dev.yaml' })).name).toBe('dev');
});

test('no config at all says how to get one', async () => {
  expect(await failure()).toEqual({
    code: 'bad-usage',
    message: `there is no provision.yaml, .yml or .json in ${directory}`,
    hint: 'run `provision init` to write one, or use --blueprint NAME or --config FILE',
    reason: 'no-config',
  });
});

test('a --config that is not there, or a directory, is bad usage', async () => {
  mkdirSync(join(directory, 'envs'));
  expect(await failure({ config: 'dev.yaml' })).toEqual({
    code: 'bad-usage',
    message: 'there is no file dev.yaml',
    hint: 'run `provision init` to write a config, or use --blueprint NAME',
  });
  const message = 'cannot read envs: it is a directory';
  expect(await failure({ config: 'envs' })).toEqual({ code: 'bad-usage', message });
});

test('--config and --blueprint together are bad usage', async () => {
  expect(await failure({ config: 'x.yaml', blueprint: 'cloud-map-public' })).toMatchObject({
    code: 'bad-usage',
    message: '--config and --blueprint together',
  });
});

test('a blueprint has a name of its own, and --name overrides it', async () => {
  const blueprint = 'cloud-map-public';
  expect((await resolveConfig({ directory, blueprint })).name).toBe('cloud-map-public');
  expect((await resolveConfig({ directory, blueprint, name: 'mine' })).name).toBe('mine');
});

test('a file without a name says how to give one, and --name does', async () => {
  write('provision.yaml', services);
  expect(await failure()).toEqual({
    code: 'bad-config',
    problems: [
      {
        file: 'provision.yaml',
        line: 1,
        column: 1,
        path: 'name',
        message: 'the stack has no name',
        hint: 'write `name: my-stack` at the top of the file, or give --name',
      },
    ],
  });
  expect((await resolveConfig({ directory, name: 'mine' })).name).toBe('mine');
});

test('a bad --name is bad usage, told before any file is looked for', async () => {
  expect(await failure({ name: 'My Stack' })).toMatchObject({ code: 'bad-usage', hint: 'did you mean "my-stack"?' });
});
