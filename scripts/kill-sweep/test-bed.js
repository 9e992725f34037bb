import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { Proxy, passOn } from './proxy.js';

/** ms that one run of the program may take. An undisturbed run takes a second. */
const maxRunMs = 180_000;

/** The processes that this one started. They are killed when it ends. */
const children = new Set();
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/** A sandbox with a proxy in front of it. The program is run against them, one run after the other. */
export class TestBed {
  #cli;
  #blueprint;
  #directory;
  #sandbox;
  #proxy;
  #runs = 0;
  /** The directory with state and output of the present case. */
  caseDirectory;

  /**
   * @param cli path of the built program
   * @param speed of the sandbox: `instant`, `60x`
   */
  static async open({ cli, blueprint, speed, directory }) {
    const testBed = new TestBed();
    testBed.#cli = cli;
    testBed.#blueprint = blueprint;
    testBed.#directory = directory;
    await mkdir(directory, { recursive: true });
    await testBed.#writeConfig();
    const words = ['sandbox', '--port', '0', '--sandbox-speed', speed, '--state', join(directory, 'world'), '--json'];
    testBed.#sandbox = testBed.#spawn(words, directory, ['ignore', 'pipe', 'inherit']);
    const failed = once(testBed.#sandbox, 'exit').then(([code]) => {
      throw new Error(`the sandbox ended with ${code}`);
    });
    const [line] = await Promise.race([once(createInterface(testBed.#sandbox.stdout), 'line'), failed]);
    failed.catch(() => {});
    testBed.world = JSON.parse(line).url;
    testBed.#proxy = new Proxy(testBed.world);
    await testBed.#proxy.listen();
    return testBed;
  }

  get #config() {
    return join(this.#directory, 'provision.yaml');
  }

  /**
   * The blueprint without Container Insights. Each `down` would wait 90 s for what these may still make, and what goes over
   * an endpoint's URL is waited for in real time. `npm run test:faults` has the waits, on a virtual clock.
   */
  async #writeConfig() {
    const words = ['init', this.#blueprint, '--name', this.#blueprint, '--config', this.#config];
    const [code] = await once(this.#spawn(words, this.#directory, ['ignore', 'ignore', 'inherit']), 'exit');
    if (code !== 0) throw new Error(`provision init ended with ${code}`);
    const text = await readFile(this.#config, 'utf8');
    const without = text.replace('containerInsights: enabled', 'containerInsights: disabled');
    if (without === text) throw new Error(`${this.#blueprint} has no Container Insights to leave out`);
    await writeFile(this.#config, without);
  }

  get statePath() {
    return join(this.caseDirectory, 'state', `${this.#blueprint}.json`);
  }

  /** Begins a case with an empty sandbox and an empty directory. */
  async begin(name) {
    this.caseDirectory = join(this.#directory, name);
    this.#runs = 0;
    await mkdir(this.caseDirectory, { recursive: true });
    const answer = await fetch(`${this.world}/_sandbox/reset`, { method: 'POST' });
    if (!answer.ok) throw new Error(`the sandbox does not reset: ${answer.status} ${await answer.text()}`);
  }

  /** Ends a case; its files are kept only if they show a deviation. */
  async end(keep) {
    if (!keep) await rm(this.caseDirectory, { recursive: true, force: true });
  }

  /**
   * Runs a command to its end, and waits until the sandbox has executed every request.
   * @param gateFor gets a function that kills the run, and returns the proxy's gate
   * @returns `code`, `signal`; `ending`, those in words; `mutating`: requests seen by the proxy; `result`: the last
   *   line on stdout, if it is one; `output`: where its output is, without `.ndjson` and `.err`
   */
  async run(command, gateFor = () => passOn) {
    const output = join(this.caseDirectory, `${++this.#runs}-${command}`);
    const where = ['--endpoint-url', this.#proxy.url, '--region', 'us-east-1', '--state', dirname(this.statePath)];
    const words = [command, ...where, '--config', this.#config, '--yes', '--json'];
    const child = this.#spawn(words, this.caseDirectory, ['ignore', 'pipe', 'pipe']);
    this.#proxy.mutating = 0;
    this.#proxy.gate = gateFor(() => child.kill('SIGKILL'));
    const streams = [
      [child.stdout, 'ndjson'],
      [child.stderr, 'err'],
    ];
    const files = streams.map(([stream, ending]) => stream.pipe(createWriteStream(`${output}.${ending}`)));
    let hung = false;
    const guard = setTimeout(() => (hung = child.kill('SIGKILL')), maxRunMs);
    const [code, signal] = await once(child, 'exit');
    clearTimeout(guard);
    await Promise.all([...files.map((file) => finished(file)), this.#proxy.settled()]);
    const last = (await readFile(`${output}.ndjson`, 'utf8')).trimEnd().split('\n').at(-1);
    const ending = hung ? `was not done after ${maxRunMs / 1000} s` : `ended with ${code ?? signal}`;
    return { command, code, signal, ending, mutating: this.#proxy.mutating, result: resultIn(last), output };
  }

  async close() {
    this.#proxy?.close();
    if (this.#sandbox.exitCode === null && this.#sandbox.signalCode === null) {
      this.#sandbox.kill('SIGTERM');
      await once(this.#sandbox, 'exit');
    }
  }

  /** Starts the program without any AWS settings of this machine. */
  #spawn(words, cwd, stdio) {
    const clean = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
    const none = join(this.#directory, 'none');
    const nowhere = { AWS_CONFIG_FILE: none, AWS_SHARED_CREDENTIALS_FILE: none, AWS_EC2_METADATA_DISABLED: 'true' };
    const env = { ...Object.fromEntries(clean), ...nowhere };
    const child = spawn(process.execPath, [this.#cli, ...words], { cwd, stdio, env });
    children.add(child);
    child.once('exit', () => children.delete(child));
    return child;
  }
}

/** Parses the last line of a run's output. A killed run may have left half a line. */
function resultIn(line) {
  try {
    const event = JSON.parse(line);
    return event.type === 'result' ? event : undefined;
  } catch {
    return undefined;
  }
}

/** The first lines to read after a run: its failures, and what it wrote to stderr. */
export async function complaints(run) {
  const lines = (await readFile(`${run.output}.ndjson`, 'utf8')).split('\n');
  const errors = lines.filter((line) => line.startsWith('{"type":"error"'));
  return [...errors, ...(await readFile(`${run.output}.err`, 'utf8')).split('\n')].filter(Boolean).slice(0, 10);
}
