import { spawn, type ChildProcess } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { monotonicNow } from '../../clock.js';
import { plainText } from '../../plain-text.js';
import type { ProcessEvent, Program, RunningContainer } from './program.js';

/** What an image starts, where a program of this machine can do it. */
export type ProgramOf = (image: string) => Promise<Program | undefined>;

interface Parts {
  readonly programOf: ProgramOf;
  /** Called with what processes do; never while a process is being started. */
  onEvent(event: ProcessEvent): void;
}

/** More would be a surprise on the machine of a person. */
const most = 20;
/** How long a program has after SIGTERM, as ECS gives it by default. */
const stopTimeoutMs = 30_000;

/** How long a program may take until it listens, and how often that is looked for. */
const listensWithinMs = 10_000;
const lookEveryMs = 50;

interface Place {
  readonly container: RunningContainer;
  /** Settles when it is started, or nothing can be. */
  readonly starting: Promise<void>;
  child?: ChildProcess;
  /** Where it is to listen, on loopback. */
  port?: number;
  /** Whether it does, as soon as that is known. */
  listening?: Promise<boolean>;
}

/** What answers in the place of a container: a stand-in where there is no process. */
export type Answerer =
  | { readonly is: 'stand-in' }
  | { readonly is: 'process'; readonly port: number }
  | { readonly is: 'silent'; readonly why: string };

/**
 * Runs programs of this machine in the place of containers. They belong to this process: they end with their tasks, and at the latest
 * when it is closed. What they listen at is on loopback, as far as they do what `HOST` and `PORT` say.
 */
export class Processes {
  readonly #parts: Parts;
  readonly #places = new Map<string, Place>();
  #isClosed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Starts what is missing, and ends what is not among these any more. */
  keep(containers: readonly RunningContainer[]): void {
    const wanted = new Map(containers.map((it) => [keyOf(it), it]));
    for (const [key, place] of this.#places) if (!wanted.has(key)) this.#end(key, place);
    for (const [key, container] of wanted)
      if (!this.#places.has(key)) {
        const place: Place = { container, starting: Promise.resolve().then(() => this.#start(key, place)) };
        this.#places.set(key, place);
      }
  }

  /** What answers in the place of a container, as soon as its process listens, or is known not to. */
  async answererOf(taskArn: string, name: string): Promise<Answerer> {
    const place = this.#places.get(keyOf({ taskArn, name }));
    await place?.starting;
    const { child, port, listening } = place ?? {};
    if (!child || port === undefined) return { is: 'stand-in' };
    return (await listening) === true ? { is: 'process', port } : { is: 'silent', why: silentText(port) };
  }

  /** Ends all of them, and waits for that. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const children = [...this.#places.values()].flatMap(({ child }) => child ?? []);
    await Promise.all(children.map((child) => ended(child)));
    this.#places.clear();
  }

  async #start(key: string, place: Place): Promise<void> {
    const { container } = place;
    const notice = (text: string) => this.#parts.onEvent({ is: 'noticed', container, text });
    const program = await this.#parts.programOf(container.image).catch((error: unknown) => {
      notice(error instanceof Error ? error.message : plainText(error));
    });
    if (!program || this.#isClosed || this.#places.get(key) !== place) return;
    if ([...this.#places.values()].filter(({ child }) => child).length >= most)
      return notice(`${most} processes run already, so a stand-in answers for this one`);
    place.port = await freePort();
    place.child = spawned(program, container, place.port);
    notice(
      `process ${place.child.pid} of this machine runs in its place, to listen at port ${place.port} of 127.0.0.1`,
    );
    this.#watch(key, place, place.child);
    place.listening = this.#seesListening(place, place.child, place.port);
  }

  async #seesListening({ container }: Place, child: ChildProcess, port: number): Promise<boolean> {
    for (const until = monotonicNow() + listensWithinMs; monotonicNow() < until && isRunning(child);) {
      if (await listensAt(port)) return true;
      await pause(lookEveryMs);
    }
    // The end of a process is told as that.
    if (isRunning(child) && !this.#isClosed) this.#parts.onEvent({ is: 'silent', container, text: silentText(port) });
    return false;
  }

  #watch(key: string, { container }: Place, child: ChildProcess): void {
    for (const stream of [child.stdout, child.stderr])
      if (stream)
        createInterface({ input: stream }).on('line', (line) =>
          this.#parts.onEvent({ is: 'printed', container, lines: [line] }),
        );
    child.once('error', (error) => {
      this.#parts.onEvent({ is: 'noticed', container, text: error.message });
    });
    // A signal is told as Docker tells it: 128 and its number; which one it was is not passed on here.
    child.once('close', (code) => {
      const isWanted = this.#places.get(key)?.child === child && !this.#isClosed;
      if (isWanted) this.#parts.onEvent({ is: 'exited', container, code: code ?? 137 });
    });
  }

  #end(key: string, { child }: Place): void {
    this.#places.delete(key);
    if (child) void ended(child);
  }
}

const silentText = (port: number): string =>
  `nothing listens at port ${port} of 127.0.0.1: the program is to listen where PORT and HOST say`;

const keyOf = ({ taskArn, name }: Pick<RunningContainer, 'taskArn' | 'name'>): string => `${taskArn} ${name}`;

/** Nothing of this process's own environment but what programs are found and run by. */
const inherited = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'SystemRoot'] as const;

function spawned(program: Program, container: RunningContainer, port: number): ChildProcess {
  const own = Object.fromEntries(inherited.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  const env = { ...own, ...program.env, ...container.env, HOST: '127.0.0.1', PORT: String(port) };
  return spawn(program.file, [...(container.command?.slice(1) ?? program.arguments)], {
    ...{ cwd: program.directory, env, shell: false, stdio: ['ignore', 'pipe', 'pipe'] },
  });
}

const isRunning = ({ pid, exitCode, signalCode }: ChildProcess): boolean =>
  pid !== undefined && exitCode === null && signalCode === null;

/** Asks it to end, and ends it. */
function ended(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return Promise.resolve();
  return new Promise((done) => {
    const forced = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    child.once('close', () => {
      clearTimeout(forced);
      done();
    });
    child.kill('SIGTERM');
  });
}

function listensAt(port: number): Promise<boolean> {
  return new Promise((found) => {
    const socket = connect({ host: '127.0.0.1', port }, () => {
      socket.destroy();
      found(true);
    });
    socket.once('error', () => found(false));
  });
}

/** @returns a port of loopback that nobody listens at for now */
function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
