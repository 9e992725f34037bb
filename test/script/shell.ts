import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { isFull } from '../full.js';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs lines of bash, as strictly as scripts are run. */
export function bash(lines: string, env: NodeJS.ProcessEnv = {}, cwd = tmpdir()): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd, env: { PATH: process.env['PATH'], ...env }, maxBuffer: 1 << 24 };
    execFile('bash', ['--norc', '-c', `set -euo pipefail\n${lines}`], options, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? null : 0, stdout, stderr });
    });
  });
}

/** What words of bash are to a command: each as it arrives. */
export async function arrived(words: readonly string[], before = ''): Promise<string[]> {
  const { stdout, stderr, code } = await bash(`${before}\nprintf '%s\\0' ${words.join(' ')}`);
  if (code !== 0) throw new Error(stderr);
  return stdout.split('\0').slice(0, -1);
}

/** A directory in which `aws` is a script, and what that was asked, one call a line. */
export async function withAws<T>(aws: string, work: (desk: Desk) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'provision-script-'));
  const log = join(directory, 'calls');
  try {
    await writeFile(log, '');
    await writeFile(
      join(directory, 'aws'),
      `#!/usr/bin/env bash\nprintf '%s\\n' "\${*//$'\\n'/ }" >> "$CALLS"\n${aws}\n`,
    );
    await chmod(join(directory, 'aws'), 0o755);
    const env = { PATH: `${directory}${delimiter}${process.env['PATH'] ?? ''}`, CALLS: log };
    return await work({
      directory,
      run: (script, more = {}) => bash(script, { ...env, ...more }, directory),
      calls: async () => (await readFile(log, 'utf8')).split('\n').slice(0, -1),
      forget: () => writeFile(log, ''),
      read: (file) => readFile(join(directory, file), 'utf8'),
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
export interface Desk {
  readonly directory: string;
  run(script: string, env?: NodeJS.ProcessEnv): Promise<Ended>;
  calls(): Promise<string[]>;
  forget(): Promise<void>;
  read(file: string): Promise<string>;
}

/** What shellcheck says, which thinks for seconds about a script; undefined where there is none, and in short. */
export async function shellcheck(script: string): Promise<string | undefined> {
  if (!isFull) return undefined;
  const directory = await mkdtemp(join(tmpdir(), 'provision-shellcheck-'));
  try {
    await writeFile(join(directory, 'it.sh'), script);
    const { code, stdout } = await bash(
      'command -v shellcheck > /dev/null || exit 99; shellcheck it.sh',
      {},
      directory,
    );
    return code === 99 ? undefined : stdout;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
