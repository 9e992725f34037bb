import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { buildProgram } from './build.js';
import { runHere } from './in-process.js';

/** Where the program is, from the first test of the file that imports this. */
let home: string;
beforeAll(async () => {
  home = await buildProgram();
  await mkdir(join(home, 'empty'), { recursive: true });
});
/** Ends what still runs, and removes every directory that something ran in. */
afterAll(async () => {
  for (const { child, ended } of Desk.started) {
    child.kill('SIGINT');
    await ended;
  }
  for (const directory of Desk.opened) await rm(directory, { recursive: true, force: true });
});

/** How a process ended, and what it had said. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves with what was said so far once it has this in it. @throws Error where it ends before */
  said(text: string): Promise<string>;
}
export type Env = { readonly [name: string]: string };

/** A working directory, and the program run in it, by nobody in particular: no AWS settings, no home, no terminal. */
export class Desk {
  static readonly opened: string[] = [];
  static readonly started: Running[] = [];
  readonly #env: Env;
  private constructor(
    readonly directory: string,
    env: Env,
  ) {
    this.#env = env;
  }
  static async open(env: Env = {}): Promise<Desk> {
    const directory = await mkdtemp(join(tmpdir(), 'provision-desk-'));
    Desk.opened.push(directory);
    return new Desk(directory, env);
  }
  path = (...parts: string[]): string => join(this.directory, ...parts);

  /** In a process of its own. */
  async run(...words: string[]): Promise<Ended> {
    return this.start(...words).ended;
  }
  /** In this process, where nothing depends on that: see in-process.ts. */
  here(...words: string[]): Promise<Ended> {
    return runHere(words, { directory: this.directory, env: this.env() });
  }
  /** The same at a terminal, where each question is answered. */
  answering(answer: string, ...words: string[]): Promise<Ended> {
    return runHere(words, { directory: this.directory, env: this.env(), answer });
  }
  start(...words: string[]): Running {
    const child = spawn(process.execPath, [join(home, 'dist/cli.js'), ...words], {
      cwd: this.directory,
      env: this.env(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const running = runningOf(child);
    Desk.started.push(running);
    return running;
  }
  /** A line for bash, in which `$PROVISION` is the program. */
  shell(line: string): Promise<Ended> {
    const PROVISION = `${process.execPath} ${join(home, 'dist/cli.js')}`;
    return new Promise((resolve) => {
      const options = { cwd: this.directory, env: { ...this.env(), PROVISION } };
      execFile('bash', ['-c', line], options, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? null : 0, stdout, stderr });
      });
    });
  }
  env = (): Env => ({
    PATH: process.env['PATH'] ?? '',
    HOME: join(home, 'empty'),
    AWS_EC2_METADATA_DISABLED: 'true',
    ...this.#env,
  });
}

function runningOf(child: ChildProcess): Running {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => void (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => void (stderr += text));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  return {
    child,
    ended,
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = () => stdout.includes(text) && resolve(stdout);
        child.stdout?.on('data', look);
        look();
        void ended.then(() => reject(new Error(`it ended without ${text}: ${stdout}${stderr}`)));
      }),
  };
}

/** What `--json` prints: each line must be an object. */
export const eventsOf = (stdout: string): { readonly [member: string]: unknown }[] =>
  stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { [member: string]: unknown });
export const resultOf = (stdout: string) => eventsOf(stdout).at(-1);
