import { expect, test } from '@jest/globals';
import { all } from '../src/all.js';

test('the values come in the order of the promises', async () => {
  expect(await all([Promise.resolve(1), Promise.resolve('two'), 3])).toEqual([1, 'two', 3]);
});

test('an error is thrown when the other calls have ended, so that no answer is lost', async () => {
  const ended: string[] = [];
  let answer = (): void => {};
  const slow = new Promise<void>((resolve) => (answer = resolve)).then(() => void ended.push('slow'));
  const both = all([Promise.reject(new Error('first')), slow]).catch((error: Error) => ended.push(error.message));
  await new Promise(setImmediate);
  expect(ended).toEqual([]);
  answer();
  await both;
  expect(ended).toEqual(['slow', 'first']);
});

test('of several errors the first one in the order of the promises is thrown', async () => {
  await expect(
    all([Promise.resolve(), Promise.reject(new Error('a')), Promise.reject(new Error('b'))]),
  ).rejects.toThrow('a');
});
