import { commands } from '../../commands/index.js';
import { answerFor, textOf } from './answer.js';

/**
 * Answers a shell that completes a command line. Whatever is wrong, nothing is said of it: the person is still typing.
 * @param words after the program's name, up to the cursor
 */
export async function complete(words: readonly string[]): Promise<void> {
  const answer = await answerFor(words, commands).catch(() => undefined);
  if (answer) process.stdout.write(textOf(answer));
}
