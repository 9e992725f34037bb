import { commands } from '../commands/index.js';
import { runCommandLine } from './parser.js';
import { checkUnusedOptions } from './unused-options.js';
import { checkSwitches, UsageError, usageFailure } from './usage.js';

/**
 * Parses the command line and runs one command.
 * @param words without the program's name
 * @returns the exit code
 */
export async function main(words: readonly string[]): Promise<number> {
  try {
    checkSwitches(words, commands);
    checkUnusedOptions(words, commands);
    return await runCommandLine(words, commands);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return usageFailure(words, error.message, commands);
  }
}
