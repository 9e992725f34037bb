import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { escapedPatternIn, matches, patternIn } from '../src/wildcards.js';
import { dice } from './sandbox/wire/random-value.js';

test.each([
  ['', '', true],
  ['', 'a', false],
  ['*', '', true],
  ['?', '', false],
  ['*', 'a\nb', true],
  ['a*', 'abc', true],
  ['*c', 'abcabc', true],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['?b?', 'abc', true],
  ['.', 'a', false],
  ['(a|b)+[c]', '(a|b)+[c]', true],
])('%j and %j: %j', (pattern, text, fits) => {
  expect(matches(patternIn(pattern), text)).toBe(fits);
});

test.each([
  ['a\\*', 'a*', true],
  ['a\\*', 'ab', false],
  ['\\?', '?', true],
  ['\\\\*', '\\anything', true],
  ['a\\b', 'a\\b', true],
])('with a backslash, %j and %j: %j', (pattern, text, fits) => {
  expect(matches(escapedPatternIn(pattern), text)).toBe(fits);
});

test('it decides as a regular expression does', () => {
  const roll = dice(1);
  const some = (letters: string) => Array.from({ length: roll(7) }, () => letters[roll(letters.length)]).join('');
  for (let i = 0; i < 5_000; i++) {
    const [pattern, text] = [some('ab*?'), some('ab')];
    const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
    expect([pattern, text, matches(patternIn(pattern), text)]).toEqual([pattern, text, expression.test(text)]);
  }
});

const long = 'a'.repeat(2_000);
test.each([
  ['*a*a*a*a*b', long],
  [`${'*a'.repeat(500)}*b`, long],
  [`${'*?'.repeat(500)}b`, long],
  ['*'.repeat(2_000), long],
  [`${'*'.repeat(1_000)}b`, long],
  ['?'.repeat(1_999), long],
])('a pattern that was made to be slow takes a bounded number of steps', (pattern, text) => {
  let steps = 0;
  matches(patternIn(pattern), text, () => steps++);
  expect(steps).toBeLessThanOrEqual((pattern.length + 1) * (text.length + 1));
});

test('no other file of the sandbox makes a regular expression of a pattern that somebody sends', () => {
  const root = fileURLToPath(new URL('../src/sandbox/', import.meta.url));
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const suspicious = files.filter((file) => /['"`]\.\*['"`]/.test(readFileSync(join(root, file), 'utf8')));
  expect(suspicious).toEqual([]);
});
