import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { main } from '../../bench/main.js';

let said: string;
beforeEach(() => {
  said = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => (said += String(text)) !== '');
});
afterEach(() => void jest.restoreAllMocks());

const measured = (...words: string[]): Promise<number> => main(words, () => Promise.reject(new Error('measured')));

test('where no stack has the text in its name, that is said with the names, and nothing passes for measured', async () => {
  expect(await measured('--short', '--only', 'typo')).toBe(2);
  expect(said).toMatch(
    /^No stack has typo in its name\. There are: .*cloud-map-public.*; 10 services, load-balancer\n$/,
  );
});

test.each([['--foo'], ['--rounds'], ['--only'], ['word']])(
  '%s is refused with a line and the options',
  async (word) => {
    expect(await measured(word)).toBe(2);
    expect(said).toContain(word);
    expect(said).toContain('npm run bench -- [OPTION…]');
    expect(said).not.toContain('    at ');
  },
);

test('rounds that are no number are refused before anything is measured', async () => {
  expect(await measured('--peers', '--rounds', 'many')).toBe(2);
  expect(said).toBe('--rounds takes a number from 1, not many\n');
});
