import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { main } from '../../src/cli/main.js';
import { checkUnusedOptions } from '../../src/cli/unused-options.js';
import { globalOptions, sharedOptionsOf } from '../../src/cli/global-options.js';
import { commands } from '../../src/commands/index.js';

let printed: string;
beforeEach(() => {
  printed = '';
  const write = (text: unknown) => Boolean((printed += `${String(text)}\n`));
  jest.spyOn(console, 'log').mockImplementation(write);
  jest.spyOn(process.stdout, 'write').mockImplementation(write);
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((printed += String(text))));
});
afterEach(() => {
  jest.restoreAllMocks();
});

const optionsIn = (help: string): string[] =>
  [...help.matchAll(/^ +(?:-\w, +)?--([a-z][a-z-]+)/gm)].flatMap(([, name = '']) => name);

test('every command is in the help of all', async () => {
  await main(['--help']);
  const listed = [...printed.matchAll(/^ +provision (\w+) /gm)].flatMap(([, name = '']) => name);
  expect([...new Set(listed)]).toEqual(commands.map(({ name }) => name));
});

test.each(commands)('the help of $name has its own options first, then those that it shares', async (command) => {
  await main([command.name, '--help']);
  const shared = sharedOptionsOf(command).map(({ name }) => name);
  const listed = optionsIn(printed.slice(0, printed.indexOf('Examples:')));
  const own = Object.keys(command.options).filter((name) => !globalOptions.some((it) => it.name === name));
  const all = [...own, ...globalOptions.map(({ name }) => name), 'help', 'version'];
  const isShown = (name: string) =>
    shared.includes(name) || name in command.options || !globalOptions.some((it) => it.name === name);
  expect(listed).toEqual(all.filter(isShown));
});

test('a global option is taken by every command, also by those that do not use it', () => {
  for (const command of commands)
    for (const { name, option } of globalOptions.filter((it) => !/^(sandbox-speed|rates|policy)$/.test(it.name))) {
      const words = option.type === 'boolean' ? [`--${name}`] : [`--${name}`, '1'];
      expect(() => checkUnusedOptions([command.name, ...words], commands)).not.toThrow();
    }
});

test('an option of the sandbox is for the sandbox', async () => {
  const given = [
    ['--sandbox-speed', '1x'],
    ['--rates', 'off'],
    ['--policy', 'policy.json'],
    ['--policy', 'policy.json', '--sandbox=false'],
  ];
  for (const words of given) {
    printed = '';
    expect(await main(['status', ...words])).toBe(2);
    expect(printed).toContain(`${words[0]} is for the sandbox: add --sandbox`);
  }
});

test('an option without its value is said to need one, by its whole name', async () => {
  for (const [words, name] of [
    [['status', '--region'], 'region'],
    [['up', '-c', '--sandbox'], 'config'],
    [['graph', '--format'], 'format'],
  ] as const) {
    printed = '';
    expect(await main([...words])).toBe(2);
    expect(printed).toContain(`--${name} needs a value`);
  }
});

test('what is wrong with a command line is followed by help only where no fix is named', async () => {
  const messageOf = async (...words: string[]) => {
    printed = '';
    await main(words);
    return printed.trimEnd();
  };
  expect(await messageOf('up', '--sandox')).toBe('up has no option --sandox: did you mean "--sandbox"?');
  expect(await messageOf('up', '--zzzzz')).toBe('up has no option --zzzzz\n  Next: provision up --help');
  expect(await messageOf('frobnicate')).toBe('there is no command frobnicate\n  Next: provision --help');
  expect(await messageOf('explain', '--regon', 'x')).toContain('did you mean "--region"?');
});

test('the list at the end of a help hangs where it has no room', async () => {
  await main(['init', '--help']);
  const list = printed
    .slice(printed.indexOf('Blueprints:'), printed.indexOf('Examples:'))
    .trimEnd()
    .split('\n')
    .slice(1);
  expect(list.filter((line) => !/^ {2}([a-z2-]+ +| {19})\S/.test(line) || line.length > 100)).toEqual([]);
  expect(list.length).toBeGreaterThan(5);
});
