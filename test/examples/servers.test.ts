import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { parseIgnoreFile } from '../../src/image/ignore-file.js';

/** The sample apps as their images would start them, on a free port of this machine. */

const running: ChildProcess[] = [];
afterAll(() => running.forEach((child) => child.kill('SIGKILL')));

const fileOf = (app: string, file: string) => fileURLToPath(new URL(`../../examples/${app}/${file}`, import.meta.url));
const node = (file: string, env: NodeJS.ProcessEnv) => {
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  running.push(child);
  return child;
};

async function start(app: string, env: NodeJS.ProcessEnv = {}) {
  const child = node(fileOf(app, 'server.mjs'), { ...env, PORT: '0' });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const port = /^listening on (\d+)$/.exec(line)?.[1] ?? '';
  const url = `http://localhost:${port}`;
  return {
    child,
    url,
    async get(path: string) {
      const answer = await fetch(`${url}${path}`);
      return [answer.status, (await answer.text()).trim()] as const;
    },
    async isHealthy() {
      const [exitCode] = (await once(node(fileOf(app, 'health.mjs'), { PORT: port }), 'close')) as [number];
      return exitCode === 0;
    },
  };
}

test.each([
  ['book', 'books', 'title'],
  ['author', 'authors', 'name'],
])('%s lists and shows what it has, and nothing else', async (app, path, member) => {
  const { get, isHealthy } = await start(app);
  expect(await isHealthy()).toBe(true);
  expect((await get(`/api/${path}/health`))[0]).toBe(200);
  const all = JSON.parse((await get(`/api/${path}?page=1`))[1]) as { [member: string]: unknown }[];
  expect(all.length).toBeGreaterThan(1);
  expect(JSON.parse((await get(`/api/${path}/1`))[1])).toEqual(all[0]);
  expect(all[0]).toHaveProperty(member);
  expect((await get(`/api/${path}/none`))[0]).toBe(404);
});

test('hostname says where it runs, and asks random-quote for a quote', async () => {
  const quotes = await start('random-quote');
  const { get, isHealthy } = await start('hostname', { QUOTE_URL: quotes.url });
  expect(await Promise.all([isHealthy(), quotes.isHealthy()])).toEqual([true, true]);
  expect(await get('/')).toEqual([200, hostname()]);
  expect(await get('/random-quote/')).toEqual([200, expect.stringMatching(/\w+ .*\.$/)]);
  quotes.child.kill('SIGTERM');
  expect(await once(quotes.child, 'exit')).toEqual([0, null]);
  expect(await get('/random-quote')).toEqual([502, expect.stringContaining('does not answer')]);
});

const apps = ['book', 'author', 'hostname', 'random-quote', 'static'];
test.each(apps)('%s: all that its image copies is sent to the builder', async (app) => {
  const [dockerfile, rules] = await Promise.all(
    ['Dockerfile', '.dockerignore'].map((file) => readFile(fileOf(app, file), 'utf8')),
  );
  const copied = [...(dockerfile ?? '').matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, files = '']) => files.split(' '));
  expect(copied.length).toBeGreaterThan(0);
  for (const file of copied) {
    await expect(readFile(fileOf(app, file))).resolves.toBeDefined();
    expect(parseIgnoreFile(rules ?? '').file(file)).toBe(false);
  }
});
