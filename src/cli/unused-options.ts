import type { Command } from '../commands/declaration.js';
import { sandboxOptions } from '../commands/sandbox-options.js';
import { sharedOptionsOf } from './global-options.js';
import { UsageError } from './usage.js';
import { readWords } from './words.js';

/**
 * An option that contradicts the others is refused, not ignored: whoever gave it expects something of it. A global option
 * that a command does not use is taken all the same, because scripts give one set of them to every command.
 * @throws UsageError naming each such option, and why it has no meaning
 */
export function checkUnusedOptions(words: readonly string[], commands: readonly Command[]): void {
  const { command, positionals, given } = readWords(words, commands);
  if (!command || words.includes('--help') || words.includes('-h')) return;
  const shared = sharedOptionsOf(command).map(({ name }) => name);
  const isOnSandbox = given.has('sandbox') && given.get('sandbox') !== 'false';
  const ofSandbox = Object.keys(sandboxOptions)
    .filter((name) => given.has(name) && shared.includes(name) && !isOnSandbox)
    .map((name) => `--${name} is for the sandbox: add --sandbox`);
  const twice = Object.keys(command.positionals)
    .slice(0, positionals)
    .filter((name) => given.has(name))
    .map((name) => `${command.name} takes a ${name} once: as a word, or with --${name}`);
  const wrong = [...ofSandbox, ...twice];
  if (wrong.length > 0) throw new UsageError(wrong.join('; '));
}
