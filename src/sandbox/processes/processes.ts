import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { monotonicNow } from '../../clock.js';
import { plainText } from '../../plain-text.js';
import type { Inside, Launch, LaunchOf, ProcessEvent, RunningContainer } from './launch.js';
import { listensAt } from './loopback.js';

interface Parts {
  readonly launchOf: LaunchOf;
  /** Called with what happens to them; never while one is being started. */
  onEvent(event: ProcessEvent): void;
}

/** More would be a surprise on the machine of a person. */
const most = 20;

/** How long it may take until it is said that nothing listens. */
const listensWithinMs = 10_000;
/** How often that is looked for: until then, and from then on. */
const [lookEveryMs, lookLaterEveryMs] = [50, 1000];

interface Place {
  readonly container: RunningContainer;
  /** Settles when it is started, or nothing can be. */
  readonly starting: Promise<void>;
  running?: Running;
}
interface Running {
  readonly launch: Launch;
  readonly child: ChildProcess;
  /** The ports of the container at which something listens; settles for each when that is known. */
  readonly listening: ReadonlyMap<number, Promise<boolean>>;
  /** Those that were found later. */
  readonly later: Set<number>;
}

/** What answers in the place of a container: a stand-in where nothing runs there. */
export type Answerer =
  | { readonly is: 'stand-in' }
  | { readonly is: 'listening'; readonly by: Launch['by']; readonly port: number }
  | { readonly is: 'silent'; readonly by: Launch['by']; readonly why: string };

/** What runs in the place of a container, as whoever runs the sandbox sees it. */
export interface Shown {
  readonly task: string;
  readonly container: string;
  readonly by: Launch['by'];
  readonly pid: number | undefined;
  /** Of loopback, by the ports of the container. */
  readonly ports: { readonly [port: string]: number };
  readonly inside: Inside;
}

/**
 * What runs on this machine in the place of containers. It belongs to this process: it ends with its tasks, and at the latest
 * when this is closed. What it listens at is on loopback.
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

  /** What answers at a port of a container, as soon as something listens there, or is known not to. */
  async answererOf(taskArn: string, name: string, port: number): Promise<Answerer> {
    const place = this.#places.get(keyOf({ taskArn, name }));
    await place?.starting;
    if (!place?.running) return { is: 'stand-in' };
    const { launch, listening, later } = place.running;
    const here = launch.ports.get(port);
    const listens = later.has(port) || (await listening.get(port)) === true;
    return here !== undefined && listens
      ? { is: 'listening', by: launch.by, port: here }
      : { is: 'silent', by: launch.by, why: silentText(launch, [port]) };
  }

  all(): Shown[] {
    return [...this.#places.values()].flatMap(({ container, running }) =>
      running && isRunning(running.child)
        ? [
            {
              ...{ task: container.taskArn, container: container.name, by: running.launch.by, pid: running.child.pid },
              ports: Object.fromEntries(running.launch.ports),
              inside: running.launch.inside,
            },
          ]
        : [],
    );
  }

  /** Ends all of them, and waits for that. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#places.values()].flatMap(({ running }) => (running ? [ended(running)] : [])));
    this.#places.clear();
  }

  async #start(key: string, place: Place): Promise<void> {
    const { container } = place;
    const notice = (text: string) => this.#parts.onEvent({ is: 'noticed', container, text });
    const launch = await this.#parts.launchOf(container).catch((error: unknown) => {
      notice(error instanceof Error ? error.message : plainText(error));
    });
    if (!launch || this.#isClosed || this.#places.get(key) !== place) return;
    if ([...this.#places.values()].filter(({ running }) => running).length >= most)
      return notice(`${most} run already, so a stand-in answers for this one`);
    const child = spawn(launch.file, launch.arguments, {
      ...{ env: launch.env, shell: false, stdio: ['ignore', 'pipe', 'pipe'] },
      ...(launch.directory !== undefined && { cwd: launch.directory }),
    });
    const later = new Set<number>();
    const knows = [...launch.ports].map(([port, here]) => [port, this.#seesListening(child, here)] as const);
    place.running = { launch, child, listening: new Map(knows), later };
    notice(`process ${child.pid} of this machine ${launch.what}`);
    this.#watch(key, place, child);
    void this.#watchPorts(place, place.running);
  }

  async #seesListening(child: ChildProcess, port: number): Promise<boolean> {
    for (const until = monotonicNow() + listensWithinMs; monotonicNow() < until && isRunning(child);) {
      if (await listensAt(port)) return true;
      await pause(lookEveryMs);
    }
    return false;
  }

  /** Says where nothing listens, and then what does after all. */
  async #watchPorts({ container }: Place, { launch, child, listening, later }: Running): Promise<void> {
    const found = await Promise.all([...listening].map(async ([port, it]) => [port, await it] as const));
    let silent = found.filter(([, listens]) => !listens).map(([port]) => port);
    // The end of a process is told as that.
    const goesOn = () => silent.length > 0 && isRunning(child) && !this.#isClosed;
    if (goesOn()) this.#parts.onEvent({ is: 'silent', container, ports: silent, text: silentText(launch, silent) });
    while (goesOn()) {
      await pause(lookLaterEveryMs);
      for (const port of silent) if (await listensAt(launch.ports.get(port) ?? 0)) later.add(port);
      const ports = silent.filter((port) => later.has(port));
      silent = silent.filter((port) => !later.has(port));
      if (ports.length > 0) this.#parts.onEvent({ is: 'listening', container, ports, text: 'it listens now' });
    }
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
      const isWanted = this.#places.get(key)?.running?.child === child && !this.#isClosed;
      if (isWanted) this.#parts.onEvent({ is: 'exited', container, code: code ?? 137 });
    });
  }

  #end(key: string, { running }: Place): void {
    this.#places.delete(key);
    if (running) void ended(running);
  }
}

const silentText = ({ ports, advice }: Launch, silent: readonly number[]): string =>
  `nothing listens at port ${silent.map((port) => ports.get(port) ?? port).join(', ')} of 127.0.0.1: ${advice}`;

const keyOf = ({ taskArn, name }: Pick<RunningContainer, 'taskArn' | 'name'>): string => `${taskArn} ${name}`;

const isRunning = ({ pid, exitCode, signalCode }: ChildProcess): boolean =>
  pid !== undefined && exitCode === null && signalCode === null;

/** Asks it to end, and ends it. */
function ended({ launch, child }: Running): Promise<void> {
  if (!isRunning(child)) return Promise.resolve();
  return new Promise((done) => {
    const forced = setTimeout(() => {
      void launch.kill?.();
      child.kill('SIGKILL');
    }, launch.stopTimeoutMs);
    child.once('close', () => {
      clearTimeout(forced);
      done();
    });
    if (launch.stop) void launch.stop();
    else child.kill('SIGTERM');
  });
}
