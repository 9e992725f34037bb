import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');
const threats = page.split(/^### /m).slice(1);
const testsIn = (text: string) =>
  [...text.matchAll(/^- Tested: `([^`]+)`: "(.+)"$/gm)].map(([, file = '', title = '']) => [file, title] as const);

test('each threat names a test', () => {
  expect(threats.length).toBeGreaterThan(15);
  expect(threats.filter((it) => testsIn(it).length === 0).map((it) => it.split('\n')[0])).toEqual([]);
  // None is written in a way that is not looked at below.
  expect(testsIn(page)).toHaveLength(page.match(/^- Tested/gm)?.length ?? 0);
});

test.each(testsIn(page))('%s has "%s"', (file, title) => {
  expect(existsSync(join(root, file))).toBe(true);
  // A title, not a comment: it is in quotes.
  const source = readFileSync(join(root, file), 'utf8');
  expect(["'", '"', '`'].some((quote) => source.includes(quote + title))).toBe(true);
});
