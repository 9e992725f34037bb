import { beforeAll, expect, test } from '@jest/globals';
import { resources } from '../../steps/nouns.js';
import { answers, nouns, steps } from './answers.js';
import { few } from './few.js';
import { foundBefore } from './found.js';
import { allSteps, closureOf } from './small-stack.js';

beforeAll(() => answers.prepare());

test('the steps that are tried are steps of the stack', () => {
  expect(steps.filter((it) => closureOf([it]).length === 0 || !allSteps.some(({ name }) => name === it))).toEqual([]);
});
test('each noun is tried', () => {
  expect(resources.map(({ type }) => type).filter((it) => !nouns.has(it))).toEqual([]);
});
test('a run in which answers are spoilt ends with failures that are data', () =>
  few(answers, 'a run in which answers are spoilt ends with failures that are data'));
test('whatever answers are spoilt, each noun is made, found, changed, read and deleted, or that fails as data', () =>
  few(
    answers,
    'whatever answers are spoilt, each noun is made, found, changed, read and deleted, or that fails as data',
  ));
test.each(foundBefore(answers))('once wrong: %s', (_what, tries) => tries());
