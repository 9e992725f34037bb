import { chmod, cp, mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { contextTag } from '../../src/image/context-tag.js';
import { lacksStage } from '../../src/image/stages.js';
import type { BuildOptions } from '../../src/step.js';
import { parseIgnoreFile } from '../../src/image/ignore-file.js';

let home: string;
let context: string;
const write = (path: string, text: string) => writeFile(join(context, path), text);
const tag = () => contextTag(context, 'x86_64');

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'provision-context-'));
  context = join(home, 'app');
  await mkdir(join(context, 'src'), { recursive: true });
  await write('Dockerfile', 'FROM scratch');
  await write('src/server.mjs', 'listen()');
});
afterEach(() => rm(home, { recursive: true, force: true }));

test('the same files give the same tag, wherever they are and whenever they were written', async () => {
  const first = await tag();
  expect(first).toMatch(/^context-[0-9a-f]{16}$/);
  await cp(context, join(home, 'copy'), { recursive: true });
  await utimes(join(home, 'copy', 'Dockerfile'), 0, 0);
  expect(await contextTag(join(home, 'copy'), 'x86_64')).toBe(first);
});

test('whatever the builder would see differently is another tag', async () => {
  const tags = [await tag(), await contextTag(context, 'arm64')];
  const changes: readonly (() => Promise<unknown>)[] = [
    () => write('src/server.mjs', 'listen(8080)'),
    () => rename(join(context, 'src/server.mjs'), join(context, 'src/main.mjs')),
    () => chmod(join(context, 'src/main.mjs'), 0o755),
    () => symlink('main.mjs', join(context, 'src/link.mjs')),
    () => write('.dockerignore', 'src/link.mjs\n'),
    () => write('.dockerignore', 'src\n'),
  ];
  for (const change of changes) {
    await change();
    tags.push(await tag());
  }
  expect(new Set(tags).size).toBe(tags.length);
});

test('a Dockerfile of another name, its arguments and its stage make another tag; one is never ignored', async () => {
  await write('prod.Dockerfile', 'FROM scratch');
  await write('.dockerignore', '*.Dockerfile\n');
  const tagOf = (options: BuildOptions) => contextTag(context, 'x86_64', options);
  const dockerfile = 'prod.Dockerfile';
  const each = [{}, { dockerfile }, { buildArgs: { A: 'b' } }, { buildArgs: { A: 'c' } }, { target: 'A' }];
  const tags = new Set(await Promise.all(each.map(tagOf)));
  expect(tags.size).toBe(each.length);
  expect(tags).toContain(await tag());
  await write('prod.Dockerfile', 'FROM scratch AS b');
  expect(tags).not.toContain(await tagOf({ dockerfile }));
  expect(tags).toContain(await tagOf({ target: 'A' }));
});

test('one outside of the directory counts as well; its own rules stand in the place of the others', async () => {
  await writeFile(join(home, 'out.Dockerfile'), 'FROM scratch');
  const out = () => contextTag(context, 'x86_64', { dockerfile: '../out.Dockerfile' });
  await write('debug.log', '1');
  const first = await out();
  await writeFile(join(home, 'out.Dockerfile'), 'FROM scratch AS b');
  const second = await out();
  await writeFile(join(home, 'out.Dockerfile.dockerignore'), '*.log\n');
  const third = await out();
  await write('debug.log', '2');
  expect([await out(), new Set([first, second, third]).size]).toEqual([third, 3]);
});

test.each([
  ['FROM a AS Build\nFROM b', 'build', false],
  ['from --platform=$BUILDPLATFORM a as build', 'BUILD', false],
  ['FROM a AS build', 'test', true],
  ['FROM as', 'as', true],
  ['FROM a', '0', false],
  ['FROM a \\\n AS build', 'build', false],
  ['# syntax=me/mine:1\nSTAGE build', 'build', false],
  ['# syntax=docker/dockerfile:1\nFROM a', 'build', true],
])('%j: whether it lacks the stage %s', (text, target, lacks) => {
  expect(lacksStage(text, target)).toBe(lacks);
});

test('what is ignored makes no difference', async () => {
  await write('.dockerignore', 'node_modules\n*.log\n');
  const before = await tag();
  await mkdir(join(context, 'node_modules'));
  await write('node_modules/a.js', '');
  await write('debug.log', '');
  expect(await tag()).toBe(before);
});

test('a directory that is not there is an error that names it', async () => {
  await expect(contextTag(join(home, 'none'), 'x86_64')).rejects.toThrow('none');
});

test.each<[string, readonly string[], readonly string[]]>([
  ['*.md', ['a.md'], ['docs/a.md', 'a.mdx']],
  ['**/*.md', ['a.md', 'docs/more/a.md'], ['a.txt']],
  ['docs', ['docs/a.md', 'docs'], ['docs2', 'a/docs']],
  ['/docs/', ['docs/a'], ['a/docs']],
  ['a?.[jt]s', ['ab.js', 'ac.ts'], ['a.js', 'ab.cs', 'a/.js']],
  ['**/a', ['a', 'x/a', 'x/y/a', 'x/a/b'], ['xa', 'x/ya']],
  ['a**z/b', ['az/b', 'a/x/z/b'], ['a/b', 'az']],
  ['x/**/a', ['x/a', 'x/y/z/a'], ['xa', 'x/ya']],
  ['[^a-c]\\*', ['d*'], ['a*', 'dx', '/*']],
  ['[a', ['[a'], ['a']],
  ['[z-a]', [], ['z', 'a', '-']],
  ['a.(b|c)+$', ['a.(b|c)+$'], ['axb', 'a.b']],
  ['*a'.repeat(30), ['a'.repeat(60)], ['a'.repeat(29), `${'a'.repeat(200)}b`]],
  ['b'.repeat(100_000), [], ['b']],
  ['docs/**', ['docs/a', 'docs/a/b'], ['other']],
  ['*\n!src\n', ['other'], ['src', 'src/a', 'Dockerfile', '.dockerignore']],
  ['*.md\n!README.md', ['a.md'], ['README.md']],
  ['# a comment\n\n  spaced  \n', ['spaced'], ['# a comment']],
])('the rules %.40j', (text, ignored, sent) => {
  const { file } = parseIgnoreFile(text);
  expect(ignored.filter((path) => !file(path))).toEqual([]);
  expect(sent.filter(file)).toEqual([]);
});

test('a directory is looked into wherever a rule may bring something of it back', () => {
  expect(parseIgnoreFile('src').directory('src')).toBe(true);
  expect(parseIgnoreFile('src\n!src/a').directory('src')).toBe(false);
});
