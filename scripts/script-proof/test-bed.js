import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startSandbox } from '../sandbox-process.js';

/** Fast enough for short waits, slow enough that calls in a row still have different times. */
const speed = '1000x';
/** ms until everything under way has ended and deleted resources are no longer shown: 75 minutes at that speed. */
const settleMs = 4500;

/** @returns the names of the required programs that are not installed */
export async function missingTools() {
  const tools = [
    ['bash', '--version'],
    ['shellcheck', '--version'],
    ['aws', '--version'],
  ];
  const tried = await Promise.all(tools.map(([file, ...args]) => run(file, args, {})));
  return tools.filter((_, index) => tried[index].exitCode !== 0).map(([file]) => file);
}

/** The worlds of one blueprint: the program makes one, scripts make the others. */
export class TestBed {
  #cli;
  #directory;
  constructor({ blueprint, cli, directory }) {
    this.blueprint = blueprint;
    this.#cli = cli;
    this.#directory = directory;
  }
  static async open(it) {
    await mkdir(it.directory, { recursive: true });
    return new TestBed(it);
  }
  #path = (...parts) => join(this.#directory, ...parts);
  #provision = (words) => run(process.execPath, [this.#cli, ...words], { cwd: this.#directory });

  /** Writes the script of `up`, of `down`, or of the program's last `run`. @returns its text */
  async script(act) {
    const words =
      act === 'run' ? ['--run', 'last', '--state', this.#path('program')] : [act, '--blueprint', this.blueprint];
    const { exitCode, stdout, said } = await this.#provision(['script', '--sandbox', ...words]);
    if (exitCode !== 0) throw new Error(`provision script ${act}: ${said}`);
    await writeFile(this.#path(`${act}.sh`), stdout);
    return stdout;
  }
  /** @returns the lines that shellcheck reports */
  async check(act) {
    const { exitCode, said } = await run('shellcheck', [this.#path(`${act}.sh`)], {});
    return exitCode === 0 ? [] : said.split('\n');
  }

  /** Runs `provision up` or `provision down`. @returns the world afterwards */
  async program(act) {
    const options = [
      '--sandbox',
      '--sandbox-speed',
      speed,
      '--blueprint',
      this.blueprint,
      '--state',
      this.#path('program'),
    ];
    const { exitCode, said } = await this.#provision([act, ...options]);
    if (exitCode !== 0) throw new Error(`provision ${act}: ${said}`);
    return this.#settled(await this.#sandbox('program'), 'program');
  }

  /** Runs scripts one after the other in an empty sandbox. @returns for each its exit code, output, seconds and world */
  async run(...acts) {
    const results = {};
    const of = acts.join('-');
    for (const act of acts) {
      const sandbox = await this.#sandbox(of);
      const env = { ...envFor(sandbox.url), IDS: this.#path(`${of}.env`) };
      const began = performance.now();
      const { exitCode, said } = await run('bash', [this.#path(`${act}.sh`)], { cwd: this.#directory, env });
      const seconds = (performance.now() - began) / 1000;
      await writeFile(this.#path(`${act}.log`), said);
      results[act] = { exitCode, said: said.slice(-2000), seconds, world: await this.#settled(sandbox, of) };
      if (exitCode !== 0) break;
    }
    return results;
  }

  /** Lets a sandbox come to rest, and ends it: only then is its whole world in one file. @returns its world */
  async #settled(sandbox, of) {
    try {
      await look(sandbox.url);
    } finally {
      await sandbox.close();
    }
    return JSON.parse(await readFile(this.#path(of, 'sandbox', 'world.json'), 'utf8'));
  }
  #sandbox(of) {
    return startSandbox({ cli: this.#cli, state: this.#path(of), speed });
  }
}

/** Waits, then sends a request: the sandbox advances its time, and saves its state, only at a request. */
async function look(url) {
  await pause(settleMs);
  await run('aws', ['--endpoint-url', url, 'ecs', 'list-clusters'], { env: envFor(url) });
}

/** An environment without the settings of this machine: no profile, no region. */
const envFor = (url) => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'))),
  AWS_ACCESS_KEY_ID: 'sandbox',
  AWS_SECRET_ACCESS_KEY: 'sandbox',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_ENDPOINT_URL: url,
});

/** @returns the exit code of a program, its stdout, and in `said` the text of both outputs */
function run(file, args, { cwd, env }) {
  return new Promise((resolve) => {
    const child = spawnSafely(file, args, { cwd, env });
    let [stdout, said] = ['', ''];
    child.stdout?.on('data', (chunk) => ((stdout += chunk), (said += chunk)));
    child.stderr?.on('data', (chunk) => (said += chunk));
    child.on('error', (error) => resolve({ exitCode: null, stdout, said: error.message }));
    child.on('close', (exitCode) => resolve({ exitCode, stdout, said }));
  });
}
const spawnSafely = (file, args, { cwd, env }) =>
  spawn(file, args, { ...(cwd && { cwd }), ...(env && { env }), stdio: ['ignore', 'pipe', 'pipe'] });
