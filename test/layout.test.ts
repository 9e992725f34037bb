import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

/** Where a test is tells what it is about: its folder is one of the sources', but for these, which are about all of it. */
const acrossAll = ['fuzz', 'security', '.', 'cli', 'e2e', 'e2e/blueprints', 'examples'];

const root = fileURLToPath(new URL('../', import.meta.url));
const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).filter((it) => it.endsWith('.ts'));
const tests = files.filter((it) => it.endsWith('.test.ts'));
const isFolder = (path: string) => statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() ?? false;

test('the folder of a test is one of the sources', () => {
  const folders = [...new Set(tests.map(dirname))].filter((it) => !acrossAll.includes(it));
  expect(folders.filter((it) => !isFolder(join('src', it)) && !isFolder(it))).toEqual([]);
});

test('what has tests in it is called so, and so runs alone', () => {
  const hasTests = (file: string) =>
    /import {[^}]*\btest\b[^}]*} from '@jest\/globals'/.test(readFileSync(join(root, 'test', file), 'utf8'));
  expect(files.filter((it) => hasTests(it) && !tests.includes(it))).toEqual([]);
});
