import { spawn } from 'node:child_process';
import { constants } from 'node:os';

export interface Attached {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly directory?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** Its output goes to stderr: stdout is for events. */
  readonly isQuiet: boolean;
}

/** What the keyboard sends to all programs of a terminal is for that program, which passes it on. */
const ofKeyboard = ['SIGINT', 'SIGQUIT', 'SIGTSTP'] as const;

/**
 * Gives the terminal to a program until it ends; no shell reads it.
 * @returns its exit code; 128 and the number of the signal that ended it
 */
export function attached({ file, arguments: args, directory, env, isQuiet }: Attached): Promise<number> {
  const ignore = (): void => undefined;
  for (const signal of ofKeyboard) process.on(signal, ignore);
  return new Promise<number>((ended, failed) => {
    const stdio = ['inherit', isQuiet ? process.stderr : 'inherit', 'inherit'] as const;
    const child = spawn(file, args, { cwd: directory, env, shell: false, stdio: [...stdio] });
    child.on('error', failed);
    child.on('close', (code, signal) => ended(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  }).finally(() => {
    for (const signal of ofKeyboard) process.off(signal, ignore);
  });
}
