import type { Cloud } from '../../src/step.js';
import { isMutating } from '../../src/is-mutating.js';
import type { StepRecord } from '../../state/schema.js';
import { MemoryStore } from '../../state/store.js';
import type { Circumstances, Project } from './project.js';

/** A store whose writes take a moment until a crash can no longer undo them, like those to a disk. */
export class LateStore extends MemoryStore {
  readonly #onDisk: Map<string, StepRecord>;

  constructor(records: Iterable<readonly [string, StepRecord]> = [], id?: string) {
    super(records, id);
    this.#onDisk = new Map(this.records);
  }
  override async put(...[step, record, dropped = []]: Parameters<MemoryStore['put']>): Promise<void> {
    await super.put(step, record, dropped);
    await moment();
    for (const name of dropped) this.#onDisk.delete(name);
    this.#onDisk.set(step, structuredClone(record));
  }
  override async remove(step: string): Promise<void> {
    await super.remove(step);
    await moment();
    this.#onDisk.delete(step);
  }
  /** What a process finds that starts now. */
  onDisk = (): MemoryStore => new MemoryStore(structuredClone([...this.#onDisk]), this.id);
}
const moment = () => new Promise((resolve) => setImmediate(resolve));
const never = new Promise<never>(() => {});

type Send = (command: object, send: () => Promise<unknown>) => Promise<unknown>;

/** The same cloud, all of whose calls go through this. */
export const sending = (cloud: Cloud, through: Send): Cloud =>
  new Proxy(cloud, {
    get: (target, key) => {
      const it: unknown = Reflect.get(target, key);
      return typeof it === 'object' && it !== null && 'send' in it ? clientSending(it, through) : it;
    },
  });

const clientSending = (client: object, through: Send): object =>
  new Proxy(client, {
    get: (target, key) => {
      const it: unknown = Reflect.get(target, key);
      if (key !== 'send' || typeof it !== 'function') return it;
      return (command: object) => through(command, () => Reflect.apply(it, target, [command]) as Promise<unknown>);
    },
  });

/** When a process dies at its n-th mutating call: as the call would leave, or as its answer would come. */
export type Instant = 'before it left' | 'when it was executed';

export interface Point {
  /** Of the mutating calls. */
  readonly call: number;
  readonly instant: Instant;
  /** Only calls of this operation are counted. */
  readonly operation?: string;
}

/** A process that dies: none of its calls leaves any more, and no answer reaches it. */
export class Crash {
  /** What was on disk then; resolves once the calls that were on their way have been executed. */
  readonly died: Promise<MemoryStore>;
  readonly #store: LateStore;
  readonly #instant: Instant;
  readonly #counts: (command: { readonly name: string }) => boolean;
  readonly #flying = new Set<Promise<unknown>>();
  #left: number;
  #dead = false;
  #die: (store: Promise<MemoryStore>) => void = () => {};

  constructor(store: LateStore, { call, instant, operation }: Point) {
    this.#counts = ({ name }) => isMutating(name) && (operation === undefined || name === `${operation}Command`);
    this.#store = store;
    this.#left = call;
    this.#instant = instant;
    this.died = new Promise((resolve) => (this.#die = resolve));
  }

  /** The cloud as that process has it. */
  through = (cloud: Cloud): Cloud => sending(cloud, (command, send) => this.#send(command, send));

  async #send(command: object, send: () => Promise<unknown>): Promise<unknown> {
    if (this.#dead) return never;
    const isLast = this.#counts(command.constructor) && --this.#left === 0;
    if (isLast && this.#instant === 'before it left') return this.#crash();
    const answer = send();
    this.#flying.add(answer);
    await Promise.allSettled([answer]);
    this.#flying.delete(answer);
    if (this.#dead) return never;
    return isLast ? this.#crash() : answer;
  }

  #crash(): Promise<never> {
    this.#dead = true;
    const found = this.#store.onDisk();
    this.#die(Promise.allSettled(this.#flying).then(() => found));
    return never;
  }
}

/** Runs until the crash, and leaves the project with what is on disk then. */
export async function crashing(project: Project, at: Point, run: (it: Circumstances) => Promise<unknown>) {
  const store = new LateStore(project.store.records, project.store.id);
  const crash = new Crash(store, at);
  const survived = run({ store, through: crash.through }).then(() => undefined);
  const onDisk = await Promise.race([crash.died, survived]);
  if (!onDisk) throw new Error(`it has fewer than ${at.call} mutating calls`);
  project.store = onDisk;
}
