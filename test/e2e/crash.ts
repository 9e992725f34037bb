import type { Cloud } from '../../src/step.js';
import { isMutating } from '../../src/operation.js';
import type { StepRecord } from '../../state/schema.js';
import { MemoryStore } from '../../state/store.js';

/** A store whose writes take a moment until a crash can no longer undo them, like those to a disk. */
export class LateStore extends MemoryStore {
  readonly #onDisk: Map<string, StepRecord>;

  constructor(records: Iterable<readonly [string, StepRecord]> = []) {
    super(records);
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
  onDisk = (): MemoryStore => new MemoryStore(structuredClone([...this.#onDisk]));
}
const moment = () => new Promise((resolve) => setImmediate(resolve));
const never = new Promise<never>(() => {});

/** When a process dies at its n-th mutating call: as the call would leave, or as its answer would come. */
export type Instant = 'before it left' | 'when it was executed';

/** A process that dies: none of its calls leaves any more, and no answer reaches it. */
export class Crash {
  /** What was on disk then; resolves once the calls that were on their way have been executed. */
  readonly died: Promise<MemoryStore>;
  readonly #store: LateStore;
  readonly #instant: Instant;
  readonly #flying = new Set<Promise<unknown>>();
  #left: number;
  #dead = false;
  #die: (store: Promise<MemoryStore>) => void = () => {};

  constructor(store: LateStore, { call, instant }: { call: number; instant: Instant }) {
    this.#store = store;
    this.#left = call;
    this.#instant = instant;
    this.died = new Promise((resolve) => (this.#die = resolve));
  }

  /** The cloud as that process has it. */
  through = (cloud: Cloud): Cloud =>
    new Proxy(cloud, {
      get: (target, key) => {
        const it: unknown = Reflect.get(target, key);
        return typeof it === 'object' && it !== null && 'send' in it ? this.#client(it) : it;
      },
    });

  #client(client: object): object {
    return new Proxy(client, {
      get: (target, key) => {
        const it: unknown = Reflect.get(target, key);
        if (key !== 'send' || typeof it !== 'function') return it;
        return (command: object) => this.#send(command, () => Reflect.apply(it, target, [command]) as Promise<unknown>);
      },
    });
  }

  async #send(command: object, send: () => Promise<unknown>): Promise<unknown> {
    if (this.#dead) return never;
    const isLast = isMutating(command.constructor.name) && --this.#left === 0;
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
