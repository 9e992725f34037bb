import { MemoryStore } from '../../state/store.js';
import type { StepRecord } from '../../state/schema.js';
import type { Clock } from '../../src/clock.js';
import type { Event } from '../../src/events.js';
import { down } from '../../src/runner/down.js';
import { status } from '../../src/runner/status.js';
import { Stopped, type Run } from '../../src/runner/run.js';
import { up } from '../../src/runner/up.js';
import {
  absent,
  broken,
  pending,
  ready,
  resource,
  step,
  type NeedMap,
  type Resource,
  type Step,
  type Tags,
} from '../../src/step.js';

/** A clock that jumps: whoever sleeps is woken at once, and time has passed. */
export class JumpingClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  readonly slept: number[] = [];
  now = () => this.#now;
  /** Time passes while a call is under way. */
  jump = (ms: number): void => void (this.#now += ms);
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) throw signal.reason;
    this.#now += ms;
    this.slept.push(ms);
  }
}

/** An error as the SDK throws it. */
export const awsError = (name: string, message = name, status = 400) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
export const lostAnswer = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET', errno: -104 });

export interface Toy {
  id: string;
  step: string;
  /** How many looks until it is ready, and after a delete until it is gone. */
  looks: number;
  state: 'pending' | 'ready' | 'deleting' | 'broken';
  want: ToyWant;
  tags: Tags;
}
export interface ToyWant {
  readonly size: number;
  readonly shape?: string;
  readonly colour?: string;
  readonly of?: readonly string[];
}
export interface ToyOptions {
  looksUntilReady?: number;
  looksUntilGone?: number;
  replace?: 'create-first';
  sameName?: Resource['sameName'];
  lookup?: true;
  later?: readonly (keyof ToyWant & string)[];
  initial?: (want: ToyWant) => readonly (keyof ToyWant & string)[];
  repair?: 'update';
  deadline?: Resource['deadline'];
  extraSeconds?: (want: Partial<ToyWant>) => number;
  dependents?: Resource['dependents'];
  /** What its cloud makes of a want, and shows. */
  shows?: (want: ToyWant) => ToyWant;
  leavesBehind?: Resource['leavesBehind'];
}

/** A tagging API that finds nothing. */
export const nothingTagged = { send: async () => ({ ResourceTagMappingList: [] }) };

/** A cloud of toys, its calls, and runs of the real runner against it. */
export class ToyWorld {
  readonly clock = new JumpingClock();
  readonly toys = new Map<string, Toy>();
  readonly calls: string[] = [];
  readonly events: Event[] = [];
  /** What the next call of this name does instead. */
  readonly faults = new Map<string, (() => unknown)[]>();
  store = new MemoryStore();
  abort = new AbortController();
  #serial = 0;
  readonly #resources = new Map<string, Resource>();

  fault(call: string, ...does: (() => unknown)[]): void {
    this.faults.set(call, [...(this.faults.get(call) ?? []), ...does]);
  }

  /** A noun whose verbs work on this world. Its name appears in `calls`: `create bucket`. */
  noun(type: string, options: ToyOptions = {}): Resource<ToyWant, string, { id: string; size: number }> {
    const { looksUntilReady = 0, looksUntilGone = 0, shows = (want) => want, ...more } = options;
    const call = async <T>(verb: string, of: string, work: () => T): Promise<T> => {
      this.calls.push(`${verb} ${of}`);
      await new Promise((resolve) => setImmediate(resolve));
      const fault = this.faults.get(`${verb} ${of}`)?.shift();
      if (fault) {
        const instead = fault();
        if (instead === 'after') {
          work();
          throw lostAnswer();
        }
        if (instead instanceof Error) throw instead;
      }
      return work();
    };
    const at = (id: string) => {
      const toy = this.toys.get(id);
      if (!toy) throw awsError('ResourceNotFoundException');
      return toy;
    };
    const nameOf = (tags: Tags) => tags['provision:step'] ?? '';
    const it = resource<ToyWant, string, { id: string; size: number }>({
      type,
      fixed: ['shape'],
      ...more,
      create: ({ tags, token }, want) =>
        call('create', nameOf(tags), () => {
          const again = [...this.toys.values()].find((toy) => toy.tags['token'] === token);
          if (again) return again.id;
          const id = `${type}-${++this.#serial}`;
          const state = looksUntilReady > 0 ? 'pending' : 'ready';
          this.toys.set(id, { id, step: nameOf(tags), looks: looksUntilReady, state, want, tags: { ...tags } });
          return id;
        }),
      find: ({ tags }) =>
        call('find', nameOf(tags), () => {
          const toys = [...this.toys.values()].filter((it) => it.step === nameOf(tags) && it.id.startsWith(type));
          return toys.map((toy) => ({ id: toy.id, tags: toy.tags }));
        }),
      read: ({ tags }, id) =>
        call('read', nameOf(tags), () => {
          const toy = this.toys.get(id);
          if (!toy) return absent;
          if (toy.state === 'broken') return broken('it burnt down');
          if (toy.looks > 0 && toy.state !== 'ready') {
            toy.looks--;
            return pending(`toy is ${toy.state}`);
          }
          if (toy.state === 'deleting') {
            this.toys.delete(id);
            return absent;
          }
          toy.state = 'ready';
          return ready({ id, size: toy.want.size }, { ...shows(toy.want) }, { tags: toy.tags });
        }),
      update: ({ tags }, id, want, changed) =>
        call('update', nameOf(tags), () => {
          const named = Object.entries(want).filter(([member]) => changed.includes(member));
          at(id).want = { ...at(id).want, ...Object.fromEntries(named) };
          this.calls[this.calls.length - 1] += ` (${changed.join(',')})`;
        }),
      retag: ({ tags }, id, set, remove) =>
        call('retag', nameOf(tags), () => {
          const toy = at(id);
          toy.tags = {
            ...Object.fromEntries(Object.entries(toy.tags).filter(([key]) => !remove.includes(key))),
            ...set,
          };
        }),
      delete: ({ tags }, id) =>
        call('delete', nameOf(tags), () => {
          const toy = at(id);
          if ([...this.toys.values()].some(({ want }) => want.of?.includes(id)))
            throw awsError('DependencyViolation', `${id} is in use`);
          if (looksUntilGone > 0) Object.assign(toy, { state: 'deleting', looks: looksUntilGone });
          else this.toys.delete(id);
        }),
    });
    this.#resources.set(type, it);
    return it;
  }

  /** A step whose resource refers to what it needs, so that the world can refuse a wrong order. */
  step<const N extends NeedMap>(
    name: string,
    noun: Resource<ToyWant, string, { id: string; size: number }>,
    needs: N,
    want: ToyWant = { size: 1 },
  ) {
    const idOfGiven = (given: unknown): string[] =>
      Array.isArray(given)
        ? given.flatMap(idOfGiven)
        : [typeof given === 'string' ? given : (given as { id: string }).id];
    return step({
      name,
      resource: noun,
      needs,
      why: `so that there is ${name}`,
      want: (given) => ({
        ...want,
        of: Object.values(given)
          .filter((it) => it !== undefined)
          .flatMap(idOfGiven),
      }),
    });
  }

  run(tags: Tags = {}): Run {
    return {
      stack: 'toys',
      tags,
      store: this.store,
      resources: this.#resources,
      clock: this.clock,
      signal: this.abort.signal,
      random: () => 0.5,
      emit: (event) => void this.events.push({ ...event, time: new Date(this.clock.now()).toISOString() }),
      withCloud: (_step, { token, tags }, verb) =>
        verb({ token, tags, region: 'r', account: 'a', partition: 'p', tagging: nothingTagged } as never),
    };
  }
  up = (steps: readonly Step[], tags: Tags = {}) => up(this.run(tags), steps);
  down = () => down(this.run());
  status = (steps: readonly Step[] = []) => status(this.run(), steps);
  stop = () => this.abort.abort(new Stopped('interrupted'));
  /** What a killed process leaves: the state as it is on disk, and a new run. */
  revive(): void {
    const { records, id } = this.store;
    this.store = new MemoryStore(structuredClone([...records]) as [string, StepRecord][], id);
    this.abort = new AbortController();
    this.calls.length = 0;
    this.events.length = 0;
  }
  count = (verb: string) => this.calls.filter((call) => call.startsWith(`${verb} `)).length;
  outcomes = () =>
    Object.fromEntries(
      this.events.flatMap((e) =>
        e.type === 'step' && (e.state === 'done' || e.state === 'skipped' || e.state === 'failed')
          ? [[e.step, e.outcome ?? e.state]]
          : [],
      ),
    );
}

/** A kill at any instant: nothing that the process would do afterwards happens. */
export class Killed extends Error {}

/** Kills the run at the n-th write to the state, before or after the write took effect. */
export function killAtWrite(world: ToyWorld, n: number, before: boolean): void {
  let writes = 0;
  const { store } = world;
  const dead = () => {
    throw new Killed();
  };
  const guarded = (write: () => Promise<void>) => async () => {
    writes++;
    if (writes > n || (writes === n && before)) dead();
    await write();
    if (writes === n) dead();
  };
  world.store = Object.assign(new MemoryStore([], store.id), {
    records: store.records,
    put: (...change: Parameters<MemoryStore['put']>) =>
      guarded(() => MemoryStore.prototype.put.call(store, ...change))(),
    remove: (step: string) => guarded(() => MemoryStore.prototype.remove.call(store, step))(),
  });
}
