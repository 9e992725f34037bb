import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { doubleQuoted, requirePlain, singleQuoted, variable, word } from '../../src/script/bash.js';
import { arrived } from './shell.js';

const hostile = [
  '',
  ' ',
  'a b',
  "it's",
  '"',
  '$HOME',
  '${HOME}',
  '$(touch x)',
  '`id`',
  '\\',
  '\\\\n',
  'a\nb',
  '\t',
  '!',
  '*',
  '~',
  '#x',
  '-1',
  '{a,b}',
  '$context.requestId',
  "'; rm -rf /; '",
  '"; exit 1; "',
  '&& false',
  'ü€𝄞',
  '%s',
  '[[',
  'a=b',
  '\\$x',
  "\\'",
  '$$',
  '$',
];

test('whatever a text has in it, it arrives as it is', async () => {
  expect(await arrived(hostile.map(word))).toEqual(hostile);
  expect(await arrived(hostile.map(doubleQuoted))).toEqual(hostile);
  expect(await arrived(hostile.map(singleQuoted))).toEqual(hostile);
});

test('and so do texts that nobody thought of', async () => {
  const texts = fc.sample(fc.string({ unit: 'grapheme-ascii', maxLength: 30 }), { numRuns: 200, seed: 4 });
  expect(await arrived(texts.flatMap((text) => [word(text), singleQuoted(text)]))).toEqual(
    texts.flatMap((text) => [text, text]),
  );
});

test('variables are expanded, wherever they stand among what is not', async () => {
  const before = `VPC_ID='vpc-1 2'`;
  const vpc = variable('VPC_ID');
  const texts = [
    vpc,
    `${vpc}s`,
    `a/${vpc}/b`,
    `${vpc}${vpc}`,
    `"${vpc}" $VPC_ID`,
    `it's ${vpc}`,
    `${vpc}[0]`,
    `{"Id":"${vpc}"}`,
    `\`${vpc}`,
  ];
  const meant = texts.map((text) => text.replaceAll(vpc, 'vpc-1 2'));
  expect(await arrived(texts.map(word), before)).toEqual(meant);
  expect(await arrived(texts.map(singleQuoted), before)).toEqual(meant);
});

test('of a variable, only what comes after something in it', async () => {
  const before = `GROUP_ARN='arn:x:targetgroup/web/1'`;
  const texts = [variable('GROUP_ARN', ':'), `a/${variable('GROUP_ARN', ':')}b`, `"${variable('GROUP_ARN', '/')}"`];
  const meant = ['targetgroup/web/1', 'a/targetgroup/web/1b', '"1"'];
  expect(await arrived(texts.map(word), before)).toEqual(meant);
  expect(await arrived(texts.map(singleQuoted), before)).toEqual(meant);
});

test('words that mean nothing to bash stand bare', () => {
  expect(word('/ecs/cloud-map-public/web')).toBe('/ecs/cloud-map-public/web');
  expect(word('Around the tasks')).toBe("'Around the tasks'");
  expect(word('$default')).toBe('"\\$default"');
  expect(word(`integrations/${variable('ID')}`)).toBe('"integrations/$ID"');
});

test('a text cannot pretend to be a variable', () => {
  expect(() => requirePlain(variable('HOME'))).toThrow('private character');
});
