import type { Failure } from '../failure.js';
import { didYouMean, nearest } from '../nearest.js';
import { UsageError } from './options.js';

/** Commands and options there are, for the nearest word. */
export interface Vocabulary {
  readonly commands: readonly string[];
  readonly options: readonly string[];
  /** Options without a value. */
  readonly switches: readonly string[];
}

/**
 * The parser takes any value of a switch but `true` for no: with `--sandbox=1` it would go to AWS.
 * @throws UsageError
 */
export function checkSwitches(words: readonly string[], { switches }: Vocabulary): void {
  const wrong = words.flatMap((word) => {
    const [, name = '', value = ''] = /^--(?:no-)?([a-z][a-z-]*)=(.*)$/s.exec(word) ?? [];
    return switches.includes(name) && value !== 'true' && value !== 'false' ? [`--${name} takes no value: it is there or not`] : [];
  });
  if (wrong.length > 0) throw new UsageError(wrong.join('; '));
}

/**
 * Says what is wrong with a command line, with the nearest word there is.
 * @param words as given
 * @param message from the parser: it calls a command it does not know an unknown argument
 * @returns the exit code
 */
export async function usageFailure(words: readonly string[], message: string, vocabulary: Vocabulary): Promise<number> {
  const problems = [...unknownOptions(words, vocabulary), ...unknownCommand(words, message, vocabulary)];
  const failure: Failure = { code: 'bad-usage', message: problems.join('; ') || notAmong(message, vocabulary) || message };
  const { openReport } = await import('./report.js');
  return openReport({ command: words[0] ?? '', json: words.includes('--json') }).refuse(failure);
}

/** Read from the words themselves: the parser takes what follows an unknown option for its value. */
function unknownOptions(words: readonly string[], { options }: Vocabulary): string[] {
  const named = words.flatMap((word) => /^--(?:no-)?([a-z][\w-]*)/i.exec(word)?.[1] ?? []);
  return named
    .filter((name) => !options.includes(name))
    .map((name) => {
      const near = nearest(name, options);
      return `there is no option --${name}${suggestion(near && `--${near}`)}`;
    });
}

function unknownCommand(words: readonly string[], message: string, { commands }: Vocabulary): string[] {
  const arguments_ = /^Unknown arguments?: (.*)$/.exec(message)?.[1]?.split(', ') ?? [];
  const unknown = arguments_.filter((word) => words.includes(word));
  const command = words.find((word) => commands.includes(word));
  if (command) return unknown.map((word) => `${command} takes no argument "${word}"`);
  return unknown.map((word) => `there is no command ${word}${suggestion(nearest(word, commands))}`);
}

/** A value that is none of those there are; the parser says so in three lines of a form. */
function notAmong(message: string, { options }: Vocabulary): string | undefined {
  const [, name, given, choices] = /Argument: ([\w-]+), Given: "(.*)", Choices: (.*)$/s.exec(message) ?? [];
  if (name === undefined || given === undefined || choices === undefined) return undefined;
  const near = nearest(given, choices.replaceAll('"', '').split(', '));
  return `${options.includes(name) ? `--${name}` : name} cannot be "${given}"${suggestion(near)} (there is: ${choices.replaceAll('"', '')})`;
}

const suggestion = (near: string | undefined): string => (near ? `: ${didYouMean(near)}` : '');
