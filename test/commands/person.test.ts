import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { personAt } from '../../src/commands/person.js';
import { stepPrompt } from '../../src/ui/stepping.js';
import { colorsFor } from '../../src/ui/terminal.js';

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
  return { person: personAt(input, new AbortController().signal, ask), asked: () => asked };
}

test.each([
  ['', 'go'],
  ['s', 'all'],
  ['Q ', 'quit'],
  ['quit', 'quit'],
])('%j means %s', async (line, meant) => {
  expect(await answering(line).person.answer()).toBe(meant);
});

test('what means nothing makes no call: it is asked again', async () => {
  const { person, asked } = answering('stop', 'no', 'x', 'q');
  expect(await person.answer()).toBe('quit');
  expect(asked()).toBe(4);
});

test('who leaves wants to stop', async () => {
  expect(await answering('what?').person.answer()).toBe('quit');
});

test('what may be answered fits into a narrow terminal', () => {
  expect(stepPrompt(colorsFor(process.stdout, {}, true)).length).toBeLessThan(80);
});
