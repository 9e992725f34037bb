import { expect, test } from '@jest/globals';
import { lastProgram, startedWords } from '../../src/image/last-program.js';

const node = ['node', 'server.mjs'];

test.each([
  ['CMD', 'FROM node\nCMD ["node", "server.mjs"]', node],
  ['an entrypoint, with CMD as its arguments', 'FROM node\nENTRYPOINT ["node"]\nCMD ["server.mjs"]', node],
  ['the last of several', 'FROM node\nCMD ["false"]\ncmd ["node", "server.mjs"]', node],
  ['a line that goes on, and a comment', 'FROM node\nCMD [ \\\n# here\n "node", \\\n "server.mjs"]', node],
  ['the last stage alone', 'FROM a AS build\nCMD ["make"]\nFROM node\nCMD ["node", "server.mjs"]', node],
])('%s', (_, dockerfile, words) => {
  expect(startedWords(lastProgram(dockerfile), {})).toEqual(words);
});

test('the stage that is built, by its name or its number', () => {
  const dockerfile = 'FROM a AS Build\nCMD ["make"]\nFROM node\nCMD ["node"]';
  const started = (target: string) => startedWords(lastProgram(dockerfile, target), {});
  expect(started('build')).toEqual(['make']);
  expect(started('0')).toEqual(['make']);
  expect(started('1')).toEqual(['node']);
  expect(started('none')).toBeUndefined();
});

test.each([
  ['a program in shell form', 'FROM node\nCMD node server.mjs'],
  ['an entrypoint in shell form', 'FROM node\nENTRYPOINT exec node\nCMD ["server.mjs"]'],
  ['none at all: the base image has one', 'FROM nginx\nCOPY . /usr/share/nginx/html'],
  ['nothing', ''],
])('nothing is made up of %s', (_, dockerfile) => {
  expect(startedWords(lastProgram(dockerfile), {})).toBeUndefined();
});

test('ENV, in both forms', () => {
  const dockerfile = 'FROM node\nENV A=1 B="two words" C=\nENV D three words\nCMD ["node"]';
  expect(lastProgram(dockerfile).env).toEqual({ A: '1', B: 'two words', C: '', D: 'three words' });
});

test('what a container says stands in the place of what its image says', () => {
  const image = lastProgram('FROM node\nENTRYPOINT ["node"]\nCMD ["server.mjs"]');
  expect(startedWords(image, { command: ['worker.mjs'] })).toEqual(['node', 'worker.mjs']);
  expect(startedWords(image, { entryPoint: ['python'] })).toEqual(['python']);
  expect(startedWords(image, { entryPoint: ['python', '-u'], command: ['x.py'] })).toEqual(['python', '-u', 'x.py']);
  const inShell = lastProgram('FROM node\nCMD node server.mjs');
  expect(startedWords(inShell, { command: ['node', 'server.mjs'] })).toEqual(node);
});
