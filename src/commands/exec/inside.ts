import { FailureError } from '../../failure.js';
import type { Inside } from '../../sandbox/processes/launch.js';
import type { Shown } from '../../sandbox/processes/processes.js';
import { attached } from './attached.js';

/**
 * How a command is run beside what runs on this machine in the place of a container of the sandbox.
 * @param sandboxUrl of the world of this directory: what it says is run as whoever asks, so no other one is asked
 * @returns undefined where a stand-in answers for the container
 */
export async function insideOf(
  sandboxUrl: string,
  { taskArn, container }: { readonly taskArn: string; readonly container: string },
): Promise<Inside | undefined> {
  const answer = await fetch(`${sandboxUrl}/_sandbox/containers`);
  const running = (await answer.json()) as readonly Shown[];
  return running.find((it) => it.task === taskArn && it.container === container)?.inside;
}

/**
 * Runs it there, with the terminal.
 * @returns its exit code
 * @throws FailureError `bad-usage` where this machine has no such program
 */
export async function runInside(inside: Inside, command: readonly string[], isQuiet: boolean): Promise<number> {
  const { before, beforeOnTerminal = before, directory, env } = inside;
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  const [file = '', ...words] = [...(isTerminal ? beforeOnTerminal : before), ...command];
  const all = before.length === 0 ? env : { ...process.env, ...env };
  return attached({ file, arguments: words, directory, env: all, isQuiet }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new FailureError({ code: 'bad-usage', message: `${file} is not on this machine, on which the process runs` });
  });
}
