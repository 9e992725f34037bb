import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

export interface Command {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Written to its standard input, where secrets belong: arguments are for everyone on the machine to see. */
  readonly input?: string;
  readonly signal?: AbortSignal | undefined;
}
export interface Ended {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  /** The last lines of what it said, on whichever of its two outputs. */
  readonly output: readonly string[];
}

const keptCharacters = 8192;
const keptLines = 20;

/**
 * Runs a program, without a shell in between: what is in its arguments is never a command.
 * @throws what the signal was aborted with; an error of the system where the program cannot be started
 */
export function run({ file, arguments: args, env, input = '', signal }: Command): Promise<Ended> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn(file, args, { env, shell: false, windowsHide: true, ...(signal && { signal }) });
    let said = '';
    const keep = (text: string) => (said = (said + text).slice(-keptCharacters));
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => reject(signal?.aborted ? signal.reason : error));
    child.on('close', (exitCode) => resolve({ exitCode, output: lastLines(said) }));
    // One that does not read its input ends it early; how it ends is told by its exit code.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** A carriage return begins the same line anew: of a progress bar, its last state is kept. */
const lastLines = (text: string): string[] =>
  stripVTControlCharacters(text)
    .split(/\r?\n/)
    .map((line) => line.split('\r').at(-1)?.trimEnd() ?? '')
    .filter((line) => line !== '')
    .slice(-keptLines);
