import { expect, test } from '@jest/globals';
import { lastProgram } from '../../src/image/last-program.js';

const node = ['node', 'server.mjs'];

test.each([
  ['CMD', 'FROM node\nCMD ["node", "server.mjs"]', node],
  ['an entrypoint, with CMD as its arguments', 'FROM node\nENTRYPOINT ["node"]\nCMD ["server.mjs"]', node],
  ['the last of several', 'FROM node\nCMD ["false"]\ncmd ["node", "server.mjs"]', node],
  ['a line that goes on, and a comment', 'FROM node\nCMD [ \\\n# here\n "node", \\\n "server.mjs"]', node],
  ['the last stage alone', 'FROM a AS build\nCMD ["make"]\nFROM node\nCMD ["node", "server.mjs"]', node],
])('%s', (_, dockerfile, words) => {
  expect(lastProgram(dockerfile)?.words).toEqual(words);
});

test('the stage that is built, by its name or its number', () => {
  const dockerfile = 'FROM a AS Build\nCMD ["make"]\nFROM node\nCMD ["node"]';
  expect(lastProgram(dockerfile, 'build')?.words).toEqual(['make']);
  expect(lastProgram(dockerfile, '0')?.words).toEqual(['make']);
  expect(lastProgram(dockerfile, '1')?.words).toEqual(['node']);
  expect(lastProgram(dockerfile, 'none')).toBeUndefined();
});

test.each([
  ['a program in shell form', 'FROM node\nCMD node server.mjs'],
  ['an entrypoint in shell form', 'FROM node\nENTRYPOINT exec node\nCMD ["server.mjs"]'],
  ['none at all: the base image has one', 'FROM nginx\nCOPY . /usr/share/nginx/html'],
  ['nothing', ''],
])('nothing is made up of %s', (_, dockerfile) => {
  expect(lastProgram(dockerfile)).toBeUndefined();
});

test('ENV, in both forms', () => {
  const dockerfile = 'FROM node\nENV A=1 B="two words" C=\nENV D three words\nCMD ["node"]';
  expect(lastProgram(dockerfile)?.env).toEqual({ A: '1', B: 'two words', C: '', D: 'three words' });
});
