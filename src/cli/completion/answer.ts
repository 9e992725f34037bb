import type { Command } from '../../commands/declaration.js';
import type { Completes, Option } from '../../commands/option.js';
import { globalOptions, sharedOptionsOf } from '../global-options.js';
import { readWords, type GivenOptions } from '../words.js';
import { valuesOf } from './values.js';

/** What a shell is to offer for the word at the cursor. */
export type Answer =
  | { readonly kind: 'files' | 'directories' }
  | { readonly kind: 'values'; readonly values: readonly (readonly [value: string, meaning: string])[] };

/** An answer as the shells' scripts read it: its kind, then the values, one a line, each with a tab and its meaning. */
export const textOf = (answer: Answer): string =>
  [answer.kind, ...(answer.kind === 'values' ? answer.values.map((it) => it.join('\t')) : [])]
    .map((line) => `${line}\n`)
    .join('');

/**
 * What can stand at the cursor.
 * @param words of the command line after the program's name; the last one is the word at the cursor, as far as it goes
 */
export async function answerFor(words: readonly string[], commands: readonly Command[]): Promise<Answer> {
  const current = words.at(-1) ?? '';
  const { command, positionals, pending, given } = readWords(words.slice(0, -1), commands);
  if (pending) return valuesFor(pending, current, given);
  const [, name, value] = /^--([a-z-]+)=(.*)$/s.exec(current) ?? [];
  if (name !== undefined && value !== undefined) {
    const option = optionsOf(command).find(([it]) => it === name)?.[1];
    return option ? prefixed(`--${name}=`, await valuesFor(option, value, given)) : none;
  }
  if (current.startsWith('-')) return starting(current, optionWords(command, given));
  if (!command)
    return starting(
      current,
      commands.map(({ name, summary }) => [name, summary] as const),
    );
  const all = Object.values(command.positionals);
  const last = all.at(-1);
  const positional = all[positionals] ?? (last?.isRepeated ? last : undefined);
  return positional ? valuesFor(positional, current, given) : starting(current, optionWords(command, given));
}

const none: Answer = { kind: 'values', values: [] };

/** A command's own options, and those of all commands that it takes. */
function optionsOf(command: Command | undefined): (readonly [name: string, option: Option])[] {
  const own = Object.entries(command?.options ?? {});
  const shared = command ? sharedOptionsOf(command) : globalOptions;
  return [...own, ...shared.map(({ name, option }) => [name, option] as const)];
}

const optionWords = (command: Command | undefined, given: GivenOptions): (readonly [string, string])[] =>
  [
    ...optionsOf(command)
      .filter(([name, { isRepeated }]) => isRepeated || !given.has(name))
      .map(([name, { summary }]) => [name, summary] as const),
    ...(given.has('help') ? [] : [['help', 'Show help'] as const]),
    ...(command ? [] : [['version', 'Show version number'] as const]),
  ].map(([name, summary]) => [`--${name}`, summary] as const);

async function valuesFor({ choices, completes }: Option, current: string, given: GivenOptions): Promise<Answer> {
  const what: Completes | undefined = choices ?? completes;
  if (what === 'file') return { kind: 'files' };
  if (what === 'directory') return { kind: 'directories' };
  return what === undefined ? none : starting(current, await valuesOf(what, given));
}

const starting = (current: string, all: readonly (readonly [string, string])[]): Answer => ({
  kind: 'values',
  values: all.filter(([value]) => value.startsWith(current)),
});

const prefixed = (prefix: string, answer: Answer): Answer =>
  answer.kind === 'values'
    ? { ...answer, values: answer.values.map(([value, meaning]) => [`${prefix}${value}`, meaning] as const) }
    : answer;
