import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { builtTags } from '../../src/commands/stack/build-tags.js';
import { loadConfig, loadSource } from '../../src/config/load.js';
import { FailureError } from '../../src/failure.js';
import { problemLines, withService } from './problem-lines.js';

const built = (build: string) => withService(`repository: shop/web\nbuild: ${build}`).replace('    image: nginx\n', '');
const buildOf = (build: string) => loadConfig('provision.yaml', built(build)).services['web']?.build;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'provision-build-'));
  await writeFile(join(directory, 'prod.Dockerfile'), 'FROM scratch AS app\n');
});
afterAll(() => rm(directory, { recursive: true }));

test('a text is the directory; a map has more, and numbers in arguments are texts', () => {
  expect(buildOf('./app')).toEqual({ context: './app', dockerfile: 'Dockerfile', args: {} });
  expect(buildOf('{context: app, dockerfile: a/Dockerfile, args: {A: 1.10, B: true}, target: app}')).toEqual({
    ...{ context: 'app', dockerfile: 'a/Dockerfile', target: 'app' },
    args: { A: '1.10', B: 'true' },
  });
});

test.each([
  ['{dockerfile: a}', '"context" is missing'],
  ['{context: a, arg: {}}', 'unknown member "arg"'],
  ['{context: a, args: {"a b": c}}', 'is not the name of an argument'],
  ['[app]', '"build" must be a map of members, not a list'],
])('%s is refused, with its line', (build, message) => {
  const [only = ''] = problemLines(built(build));
  expect(only).toContain(message);
  expect(only).toMatch(/^9:/);
});

test('a value of an argument is in no message', () => {
  expect(problemLines(built('{context: a, args: {A: [hunter2]}}')).join()).not.toContain('hunter2');
});

test('a Dockerfile that is not there and a stage that it lacks are refused before anything is called', async () => {
  const said = async (build: string) => {
    const { config, reading } = loadSource({ files: [{ file: 'a.yaml', text: built(build), base: '.' }] });
    const error = await builtTags(config, reading.places).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return error instanceof FailureError ? JSON.stringify(error.failure) : error;
  };
  expect(await said(directory)).toContain(`there is no Dockerfile in ${directory}`);
  const file = `context: ${directory}, dockerfile: prod.Dockerfile`;
  expect(await said(`{${file}}`)).toBeUndefined();
  expect(await said(`{${file}, target: APP}`)).toBeUndefined();
  expect(await said(`{${file}, target: test}`)).toContain('the Dockerfile has no stage \\"test\\"');
});
