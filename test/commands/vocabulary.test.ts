import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { main, vocabulary } from '../../src/commands/main.js';

let said: string;
beforeEach(() => {
  said = '';
  const write = (text: unknown) => Boolean((said += `${String(text)}\n`));
  jest.spyOn(console, 'log').mockImplementation(write);
  jest.spyOn(process.stdout, 'write').mockImplementation(write);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const optionsIn = (help: string): string[] => [...help.matchAll(/^ +(?:-\w, +)?--([a-z][a-z-]+)/gm)].flatMap(([, name = '']) => name);
const switchesIn = (help: string): string[] => optionsIn(help.split('\n').filter((line) => line.endsWith('[boolean]')).join('\n'));

test('every command is known by its name', async () => {
  await main(['--help']);
  const commands = [...said.matchAll(/^ +provision (\w+) /gm)].flatMap(([, name = '']) => name);
  expect([...new Set(commands)].toSorted()).toEqual(vocabulary.commands.toSorted());
});

test.each(vocabulary.commands)('every option of %s is known to what looks for the nearest word', async (command) => {
  await main([command, '--help']);
  expect(optionsIn(said).filter((name) => !vocabulary.options.includes(name))).toEqual([]);
  expect(switchesIn(said).filter((name) => !vocabulary.switches.includes(name) && !['help', 'version'].includes(name))).toEqual([]);
  if (command !== 'completion') expect(optionsIn(said)).toContain('sandbox');
});
