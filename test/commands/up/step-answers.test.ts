import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { answersFrom } from '../../../src/commands/up/step-answers.js';
import { stepPrompt } from '../../../src/ui/stepping.js';
import { colorsFor } from '../../../src/ui/terminal.js';

/** Answers, each when it is asked for. */
function answering(...lines: string[]) {
  const input = new PassThrough();
  const left = [...lines];
  let asked = 0;
  const ask = () => {
    asked++;
    const line = left.shift();
    if (line === undefined) input.end();
    else input.write(`${line}\n`);
  };
  return { answers: answersFrom(input, new AbortController().signal, ask), asked: () => asked };
}

test.each([
  ['', 'go'],
  ['s', 'all'],
  ['Q ', 'quit'],
  ['quit', 'quit'],
])('%j means %s', async (line, meant) => {
  expect(await answering(line).answers.next()).toBe(meant);
});

test('what means nothing makes no call: it is asked again', async () => {
  const { answers, asked } = answering('stop', 'no', 'x', 'q');
  expect(await answers.next()).toBe('quit');
  expect(asked()).toBe(4);
});

test('who leaves wants to stop', async () => {
  expect(await answering('what?').answers.next()).toBe('quit');
});

test('what may be answered fits into a line of a narrow terminal', () => {
  expect(stepPrompt({ colors: colorsFor(process.stdout, {}, true), columns: 80 })).not.toContain('\n');
});
