import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { Proxy, passOn } from './proxy.js';

/** Longest that one run of the program may take, in ms. An undisturbed one takes a second. */
const longest = 180_000;

/** Processes that are ours to end, whatever happens to this one. */
const children = new Set();
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/** One world, one proxy before it, and the program's runs against them, one after the other. */
export class Lane {
  #cli;
  #blueprint;
  #directory;
  #sandbox;
  #proxy;
  #runs = 0;
  /** Where state and output of the present case are. */
  caseDirectory;

  /**
   * @param cli path of the built program
   * @param speed of the sandbox: `instant`, `60x`
   */
  static async open({ cli, blueprint, speed, directory }) {
    const lane = new Lane();
    lane.#cli = cli;
    lane.#blueprint = blueprint;
    lane.#directory = directory;
    await mkdir(directory, { recursive: true });
    const words = ['sandbox', '--port', '0', '--sandbox-speed', speed, '--state', join(directory, 'world'), '--json'];
    lane.#sandbox = lane.#spawn(words, directory, ['ignore', 'pipe', 'inherit']);
    const failed = once(lane.#sandbox, 'exit').then(([code]) => {
      throw new Error(`the sandbox ended with ${code}`);
    });
    const [line] = await Promise.race([once(createInterface(lane.#sandbox.stdout), 'line'), failed]);
    failed.catch(() => {});
    lane.world = JSON.parse(line).url;
    lane.#proxy = new Proxy(lane.world);
    await lane.#proxy.listen();
    return lane;
  }

  get statePath() {
    return join(this.caseDirectory, 'state', `${this.#blueprint}.json`);
  }

  /** An empty world, and a directory without a state. */
  async begin(name) {
    this.caseDirectory = join(this.#directory, name);
    this.#runs = 0;
    await mkdir(this.caseDirectory, { recursive: true });
    const answer = await fetch(`${this.world}/_sandbox/reset`, { method: 'POST' });
    if (!answer.ok) throw new Error(`the sandbox does not reset: ${answer.status} ${await answer.text()}`);
  }

  /** Keeps the files of a case only where they are evidence. */
  async end(keep) {
    if (!keep) await rm(this.caseDirectory, { recursive: true, force: true });
  }

  /**
   * Runs a command to its end, and lets the world finish what it was asked for.
   * @param gateFor is given what kills the run, and gives the proxy's gate
   * @returns `code`, `signal`; `ending`, those in words; `mutating`: requests seen by the proxy; `result`: the last
   *   line on stdout, if it is one; `output`: where its output is, without `.ndjson` and `.err`
   */
  async run(command, gateFor = () => passOn) {
    const output = join(this.caseDirectory, `${++this.#runs}-${command}`);
    const where = ['--endpoint-url', this.#proxy.url, '--region', 'us-east-1', '--state', dirname(this.statePath)];
    const words = [command, ...where, '--blueprint', this.#blueprint, '--yes', '--json'];
    const child = this.#spawn(words, this.caseDirectory, ['ignore', 'pipe', 'pipe']);
    this.#proxy.mutating = 0;
    this.#proxy.gate = gateFor(() => child.kill('SIGKILL'));
    const streams = [[child.stdout, 'ndjson'], [child.stderr, 'err']];
    const files = streams.map(([stream, ending]) => stream.pipe(createWriteStream(`${output}.${ending}`)));
    let hung = false;
    const guard = setTimeout(() => (hung = child.kill('SIGKILL')), longest);
    const [code, signal] = await once(child, 'exit');
    clearTimeout(guard);
    await Promise.all([...files.map((file) => finished(file)), this.#proxy.settled()]);
    const last = (await readFile(`${output}.ndjson`, 'utf8')).trimEnd().split('\n').at(-1);
    const ending = hung ? `was not done after ${longest / 1000} s` : `ended with ${code ?? signal}`;
    return { command, code, signal, ending, mutating: this.#proxy.mutating, result: resultIn(last), output };
  }

  async close() {
    this.#proxy?.close();
    if (this.#sandbox.exitCode === null && this.#sandbox.signalCode === null) {
      this.#sandbox.kill('SIGTERM');
      await once(this.#sandbox, 'exit');
    }
  }

  /** Nothing of this machine's AWS settings may have a say. */
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

/** The last line of a run that came to its end. A killed one may have left half a line. */
function resultIn(line) {
  try {
    const event = JSON.parse(line);
    return event.type === 'result' ? event : undefined;
  } catch {
    return undefined;
  }
}

/** Failures that a run told of, and what it wrote to stderr: what is worth reading first. */
export async function complaints(run) {
  const lines = (await readFile(`${run.output}.ndjson`, 'utf8')).split('\n');
  const errors = lines.filter((line) => line.startsWith('{"type":"error"'));
  return [...errors, ...(await readFile(`${run.output}.err`, 'utf8')).split('\n')].filter(Boolean).slice(0, 10);
}
