import { commands } from '../commands/index.js';
import { runCommandLine } from './parser.js';
import { checkUnusedOptions } from './unused-options.js';
import { checkSwitches, UsageError, usageFailure } from './usage.js';
import { split } from './words.js';

/**
 * Parses the command line and runs one command.
 * @param given words without the program's name
 * @returns the exit code
 */
export async function main(given: readonly string[]): Promise<number> {
  const { own: words, rest } = split(given, commands);
  try {
    checkSwitches(words, commands);
    checkUnusedOptions(words, commands);
    return await runCommandLine(words, commands, rest);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return usageFailure(words, error.message, commands);
  }
}
