import type { Command } from '../commands/declaration.js';
import type { Option } from '../commands/option.js';
import { globalOptions } from './global-options.js';

/** The options that stand on a command line, by name, with their values. */
export class GivenOptions {
  readonly #values = new Map<string, string[]>();

  has(name: string): boolean {
    return this.#values.has(name);
  }
  /** The last value of an option. */
  get(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }
  /** All values of an option that may be given several times. */
  all(name: string): readonly string[] | undefined {
    return this.#values.get(name);
  }
  add(name: string, value: string): void {
    this.#values.set(name, [...(this.#values.get(name) ?? []), value]);
  }
}

/**
 * The words before `--` and those behind it, where the command passes those on. To any other command, `--` is a word as
 * others are.
 */
export function split(
  words: readonly string[],
  commands: readonly Command[],
): { readonly own: readonly string[]; readonly rest: readonly string[] } {
  const at = words.indexOf('--');
  const own = words.slice(0, at);
  if (at < 0 || readWords(own, commands).command?.rest === undefined) return { own: words, rest: [] };
  return { own, rest: words.slice(at + 1) };
}

/** A command line, or a part of it from its beginning. */
export interface Words {
  readonly command: Command | undefined;
  /** How many of its positionals there are. */
  readonly positionals: number;
  /** The option at the end, whose value is still to come. */
  readonly pending: Option | undefined;
  readonly given: GivenOptions;
}

/**
 * Reads a command line as far as it goes, as the parser would. Options that there are not are passed over.
 * @param words after the program's name
 */
export function readWords(words: readonly string[], commands: readonly Command[]): Words {
  let command: Command | undefined;
  let positionals = 0;
  let pending: readonly [string, Option] | undefined;
  const given = new GivenOptions();
  for (const word of words) {
    if (pending) {
      given.add(pending[0], word);
      pending = undefined;
    } else if (word.startsWith('-')) {
      const [, name = '', value] = /^--?([a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
      const option = knownOptions(command).find(([it, { alias }]) => it === name || alias === name);
      if (!option) continue;
      if (option[1].type === 'boolean' || value !== undefined) given.add(option[0], value ?? '');
      else pending = option;
    } else if (command) {
      positionals++;
    } else {
      command = commands.find(({ name }) => name === word);
    }
  }
  return { command, positionals, pending: pending?.[1], given };
}

/** Also those that the command does not take: they have a value all the same. */
const knownOptions = (command: Command | undefined): (readonly [name: string, option: Option])[] => [
  ...Object.entries(command?.options ?? {}),
  ...globalOptions.map(({ name, option }) => [name, option] as const),
];
