import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

export interface Command {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Written to its standard input. Secrets go here: every user of the machine can see a program's arguments. */
  readonly input?: string;
  readonly signal?: AbortSignal | undefined;
}
export interface CommandResult {
  /** Null if a signal ended it. */
  readonly exitCode: number | null;
  /** The last lines that it wrote to stdout or stderr. */
  readonly output: readonly string[];
}

const keptCharacters = 8192;
const keptLines = 20;

/**
 * Runs a program, without a shell: no part of an argument can be run as a command.
 * @throws what the signal was aborted with; an error of the system where the program cannot be started
 */
export function run({ file, arguments: args, env, input = '', signal }: Command): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn(file, args, { env, shell: false, windowsHide: true, ...(signal && { signal }) });
    let output = '';
    const keep = (text: string) => (output = (output + text).slice(-keptCharacters));
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => {
      // A child of the program may keep the outputs open; this process would wait for it.
      child.stdout.destroy();
      child.stderr.destroy();
      reject(signal?.aborted ? signal.reason : error);
    });
    child.on('close', (exitCode) => resolve({ exitCode, output: lastLines(output) }));
    // Writing fails if the program ends without reading its input. Its exit code says how it ended.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** A carriage return overwrites the line: only the last state of a progress bar is kept. */
const lastLines = (text: string): string[] =>
  stripVTControlCharacters(text)
    .split(/\r?\n/)
    .map((line) => line.split('\r').at(-1)?.trimEnd() ?? '')
    .filter((line) => line !== '')
    .slice(-keptLines);
