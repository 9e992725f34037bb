import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { blueprintText } from '../../src/config/blueprints.js';
import { Desk } from './program.js';

const secret = 'hunter2';
const stack = ['--blueprint', 'cloud-map-public', '--region', 'us-east-1'];

/** Command lines and environments with a password in a URL, where one is meant or not. */
const lines: readonly (readonly [words: readonly string[], env?: Record<string, string>])[] = [
  ...['up', 'down', 'status', 'plan'].map(
    (it) => [[it, ...stack, '--endpoint-url', `http://me:${secret}@127.0.0.1:1`]] as const,
  ),
  [['up', '--json', ...stack, '--endpoint-url', `http://me:${secret}@127.0.0.1:1`]],
  [['up', ...stack, '--endpoint-url', `htp//me:${secret}@host`]],
  [['up', ...stack, '--endpoint-url', `http://m e:${secret}@host`]],
  [['up', ...stack, '--endpoint-ulr', `http://me:${secret}@host`]],
  [['up', ...stack, `http://me:${secret}@host`]],
  [['up', '--yes', ...stack], { AWS_ENDPOINT_URL: `https://me:${secret}@127.0.0.1:1` }],
  [['status', '--json', ...stack], { AWS_ENDPOINT_URL: `https://:${secret}@127.0.0.1:1` }],
  [['explain', `http://me:${secret}@host`]],
  [['status', ...stack, '--profile', `http://me:${secret}@host`]],
];

test.each(lines)('%j says nothing of the password', async (words, env = {}) => {
  const desk = await Desk.open(env);
  const { code, stdout, stderr } = await desk.here(...words);
  expect(code).not.toBe(0);
  expect(stdout + stderr).not.toContain(secret);
  expect(await written(desk.directory)).not.toContain(secret);
});

/** All that is in the files of a directory. */
async function written(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((it) => it.isFile());
  return (await Promise.all(files.map((it) => readFile(join(it.parentPath, it.name), 'utf8')))).join('\n');
}

test('a container that has a password in a URL gets it; events and runs do not', async () => {
  const desk = await Desk.open();
  const url = `postgres://me:${secret}@db/x`;
  const config = blueprintText('cloud-map-public').replace(/^( +)port: .*$/m, `$&\n$1environment: { DB: "${url}" }`);
  await writeFile(desk.path('provision.yaml'), config);
  const { code, stdout, stderr } = await desk.here('up', '--yes', '--json', '--sandbox', '--sandbox-speed', 'instant');
  expect({ code, stderr, said: code === 0 ? '' : stdout }).toEqual({ code: 0, stderr: '', said: '' });
  expect(stdout).not.toContain(secret);
  expect(await written(desk.path('.provision/runs'))).not.toContain(secret);
  expect(await written(desk.path('.provision/sandbox'))).toContain(url);
  // A script repeats the call as it was sent: the value comes from the state.
  expect((await desk.here('script', 'up', '--run', 'last')).stdout).toContain(url);
});
