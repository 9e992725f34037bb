import type { Command } from '../commands/declaration.js';
import type { Failure } from '../failure.js';
import { didYouMean, nearest } from '../nearest.js';
import { globalOptions, sharedOptionsOf } from './global-options.js';
import { readWords } from './words.js';

/** What is wrong with a command line. */
export class UsageError extends Error {}

/** Said of a command line without a command. */
export const whichCommand = 'which command?';

/** The words that a command line may have. */
interface Vocabulary {
  readonly commands: readonly string[];
  readonly options: readonly string[];
  /** Those of them that can be used here. */
  readonly offered: readonly string[];
  /** Options without a value. */
  readonly switches: readonly string[];
  /** The options' short names, with their names. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** @param command the one that is meant; without one, the options of all are known */
export function vocabularyOf(commands: readonly Command[], command?: Command): Vocabulary {
  const own = (command ? [command] : commands).flatMap((it) => Object.entries(it.options));
  const all = [...globalOptions.map(({ name, option }) => [name, option] as const), ...own];
  return {
    commands: commands.map(({ name }) => name),
    options: [...all.map(([name]) => name), 'help', 'version'],
    aliases: new Map(all.flatMap(([name, { alias }]) => (alias === undefined ? [] : [[alias, name] as const]))),
    offered: [
      ...(command ? sharedOptionsOf(command) : globalOptions).map(({ name }) => name),
      ...own.map(([name]) => name),
      'help',
    ],
    switches: all.flatMap(([name, { type }]) => (type === 'boolean' ? [name] : [])),
  };
}

/**
 * The parser takes any value of a switch but `true` for no: with `--sandbox=1` it would go to AWS.
 * @throws UsageError
 */
export function checkSwitches(words: readonly string[], commands: readonly Command[]): void {
  const { switches } = vocabularyOf(commands);
  const wrong = words.flatMap((word) => {
    const [, name = '', value = ''] = /^--(?:no-)?([a-z][a-z-]*)=(.*)$/s.exec(word) ?? [];
    return switches.includes(name) && value !== 'true' && value !== 'false'
      ? [`--${name} takes no value: it is there or not`]
      : [];
  });
  if (wrong.length > 0) throw new UsageError(wrong.join('; '));
}

/**
 * Says what is wrong with a command line, with the nearest word there is.
 * @param words as given
 * @param message from the parser: it calls a command it does not know an unknown argument
 * @returns the exit code
 */
export async function usageFailure(
  words: readonly string[],
  message: string,
  commands: readonly Command[],
): Promise<number> {
  const { command } = readWords(words, commands);
  const vocabulary = vocabularyOf(commands, command);
  const unknown = [
    ...unknownOptions(words, command?.name, vocabulary),
    ...unknownArguments(words, message, command?.name, vocabulary),
  ];
  const said = unknown.map(({ what, near }) => what + suggestion(near)).join('; ');
  const isLost = message === whichCommand || unknown.some(({ near }) => near === undefined);
  const failure: Failure = {
    code: 'bad-usage',
    message: said || notAmong(message, vocabulary) || withoutValue(message, vocabulary) || message,
    ...(isLost && { help: command?.name ?? '' }),
  };
  const { openReport } = await import('../commands/report/report.js');
  return openReport({ command: words[0] ?? '', json: words.includes('--json') }).refuse(failure);
}

/** A word that there is not. */
interface Unknown {
  readonly what: string;
  /** The one that was probably meant. */
  readonly near: string | undefined;
}

/** Read from the words themselves: the parser takes what follows an unknown option for its value. */
function unknownOptions(
  words: readonly string[],
  command: string | undefined,
  { options, offered }: Vocabulary,
): Unknown[] {
  const named = words.flatMap((word) => /^--(?:no-)?([a-z][\w-]*)/i.exec(word)?.[1] ?? []);
  return named
    .filter((name) => !options.includes(name))
    .map((name) => {
      const near = nearest(name, offered);
      const who = command === undefined ? 'there is no option' : `${command} has no option`;
      return { what: `${who} --${name}`, near: near && `--${near}` };
    });
}

function unknownArguments(
  words: readonly string[],
  message: string,
  command: string | undefined,
  { commands }: Vocabulary,
): Unknown[] {
  const named = /^Unknown arguments?: (.*)$/.exec(message)?.[1]?.split(', ') ?? [];
  const unknown = named.filter((word) => words.includes(word));
  if (command !== undefined)
    return unknown.map((word) => ({ what: `${command} takes no argument "${word}"`, near: undefined }));
  return unknown.map((word) => ({ what: `there is no command ${word}`, near: nearest(word, commands) }));
}

/** A value that is none of those there are; the parser says so in three lines of a form. */
function notAmong(message: string, { options }: Vocabulary): string | undefined {
  const [, name, given, choices] = /Argument: ([\w-]+), Given: "(.*)", Choices: (.*)$/s.exec(message) ?? [];
  if (name === undefined || given === undefined || choices === undefined) return undefined;
  const near = nearest(given, choices.replaceAll('"', '').split(', '));
  return `${options.includes(name) ? `--${name}` : name} cannot be "${given}"${suggestion(near)} (there is: ${choices.replaceAll('"', '')})`;
}

/** An option at the end, or before another one, that takes a value. */
function withoutValue(message: string, { aliases }: Vocabulary): string | undefined {
  const [, names] = /^Not enough arguments following: (.*)$/.exec(message) ?? [];
  return names
    ?.split(', ')
    .map((name) => `--${aliases.get(name) ?? name} needs a value`)
    .join('; ');
}

const suggestion = (near: string | undefined): string => (near ? `: ${didYouMean(near)}` : '');
