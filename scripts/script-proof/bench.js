import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Nothing is awaited for long at this speed, and its clock still tells one second from the next. */
const speed = '1000x';
/** ms in which all that goes on by itself comes to rest, and what is gone is forgotten: at that speed, 75 minutes. */
const rest = 4500;

/** Which of the programs that it takes are not there. */
export async function missingTools() {
  const tools = [['bash', '--version'], ['shellcheck', '--version'], ['aws', '--version']];
  const tried = await Promise.all(tools.map(([file, ...args]) => run(file, args, {})));
  return tools.filter((_, index) => tried[index].exitCode !== 0).map(([file]) => file);
}

/** Worlds for one blueprint: the program makes the one, scripts make the others. */
export class Bench {
  #cli;
  #directory;
  constructor({ blueprint, cli, directory }) {
    this.blueprint = blueprint;
    this.#cli = cli;
    this.#directory = directory;
  }
  static async open(it) {
    await mkdir(it.directory, { recursive: true });
    return new Bench(it);
  }
  #path = (...parts) => join(this.#directory, ...parts);
  #provision = (words) => run(process.execPath, [this.#cli, ...words], { cwd: this.#directory });

  /** Writes a script: `up`, `down`, or of the `run` that the program has just made. @returns its text */
  async script(act) {
    const words = act === 'run' ? ['--run', 'last', '--state', this.#path('program')] : [act, '--blueprint', this.blueprint];
    const { exitCode, stdout, said } = await this.#provision(['script', '--sandbox', ...words]);
    if (exitCode !== 0) throw new Error(`provision script ${act}: ${said}`);
    await writeFile(this.#path(`${act}.sh`), stdout);
    return stdout;
  }
  /** @returns what shellcheck says, in lines */
  async check(act) {
    const { exitCode, said } = await run('shellcheck', [this.#path(`${act}.sh`)], {});
    return exitCode === 0 ? [] : said.split('\n');
  }

  /** Has the program do it. @returns the world then */
  async program(act) {
    const options = ['--sandbox', '--sandbox-speed', speed, '--blueprint', this.blueprint, '--state', this.#path('program')];
    const { exitCode, said } = await this.#provision([act, ...options]);
    if (exitCode !== 0) throw new Error(`provision ${act}: ${said}`);
    const sandbox = await this.#sandbox('program');
    await look(sandbox.url);
    await sandbox.close();
    return this.#world('program');
  }

  /** Runs scripts one after the other, in a sandbox with nothing in it. @returns how each went, and the world then */
  async run(...acts) {
    const results = {};
    const of = acts.join('-');
    const sandbox = await this.#sandbox(of);
    const env = { ...envFor(sandbox.url), IDS: this.#path(`${of}.env`) };
    try {
      for (const act of acts) {
        const began = performance.now();
        const { exitCode, said } = await run('bash', [this.#path(`${act}.sh`)], { cwd: this.#directory, env });
        const seconds = (performance.now() - began) / 1000;
        await writeFile(this.#path(`${act}.log`), said);
        await look(sandbox.url);
        results[act] = { exitCode, said: said.slice(-2000), seconds, world: await this.#world(of) };
        if (exitCode !== 0) break;
      }
    } finally {
      await sandbox.close();
    }
    return results;
  }

  async #world(of) {
    const text = await readFile(this.#path(of, 'sandbox', 'world.json'), 'utf8');
    return JSON.parse(text);
  }
  /** A sandbox in a process of its own. */
  async #sandbox(of) {
    const words = ['sandbox', '--port', '0', '--sandbox-speed', speed, '--state', this.#path(of)];
    const child = spawn(process.execPath, [this.#cli, ...words], { cwd: this.#directory, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    const url = await new Promise((resolve, reject) => {
      let said = '';
      child.stdout.on('data', (chunk) => {
        said += chunk;
        const found = /http:\/\/[\w.]+:\d+/.exec(said)?.[0];
        if (found) resolve(found);
      });
      void ended.then(() => reject(new Error(`the sandbox ended: ${said}`)));
    });
    return {
      url,
      async close() {
        child.kill('SIGINT');
        await ended;
      },
    };
  }
}

/** Time passes in a sandbox when somebody asks something; what changed by then is saved. */
async function look(url) {
  await pause(rest);
  await run('aws', ['--endpoint-url', url, 'ecs', 'list-clusters'], { env: envFor(url) });
}

/** Nobody's settings: neither profile nor region. */
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

/** @returns how a program ended, and what it said on either output */
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
const spawnSafely = (file, args, { cwd, env }) => spawn(file, args, { ...(cwd && { cwd }), ...(env && { env }), stdio: ['ignore', 'pipe', 'pipe'] });
