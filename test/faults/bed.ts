import { rollBackIn } from '../../src/commands/rollback/roll-back-service.js';
import { InMemoryAws } from '../../src/rehearsal/in-memory-aws.js';
import { World } from '../../src/sandbox/world.js';
import type { WorldData } from '../../src/sandbox/world-data.js';
import { isMutating } from '../../src/is-mutating.js';
import { FailureError, type Failure } from '../../src/failure.js';
import { down } from '../../src/runner/down.js';
import { pause, pausePlan } from '../../src/runner/pause.js';
import type { Run } from '../../src/runner/run.js';
import { up } from '../../src/runner/up.js';
import type { Cloud, Resource, Step } from '../../src/step.js';
import type { State, StepRecord } from '../../state/schema.js';
import { MemoryStore } from '../../state/store.js';
import { resources } from '../../steps/nouns.js';
import { census, type Census } from '../e2e/census.js';

const location = { account: '000000000000', region: 'us-east-1', partition: 'aws' };
const nouns: ReadonlyMap<string, Resource> = new Map(resources.map((it) => [it.type, it]));
/** The same in all cases, so that a case does the same every time. */
const stackId = '6900000000000001';
const began = Date.UTC(2026, 0, 1);

/** AWS and the disk at one moment: all that there is once a process has died. */
export interface Snapshot {
  readonly world: string;
  readonly time: number;
  readonly records: readonly (readonly [string, StepRecord])[];
  readonly paused?: State['paused'];
}
export const nothing: Snapshot = { world: '', time: began, records: [] };

/** One call of a verb, before it leaves. */
export interface Call {
  readonly step: string;
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  /** Whether it is made by `create`. */
  readonly isCreate: boolean;
}
/** Stands between the verbs and AWS. Lets a call through with `send`. */
export type Interceptor = (call: Call, send: () => Promise<unknown>) => Promise<unknown>;

export interface Outcome {
  readonly failures: readonly Failure[];
  readonly changes: number;
  /** `ec2:CreateVpc`, of all mutating calls that AWS has got. */
  readonly mutating: readonly string[];
}

/** A stack's steps, in one place with nothing else in it. */
export interface Command {
  /** `up` brings back what was paused, as `resume` does. */
  readonly is: 'up' | 'down' | 'pause' | 'rollback';
  /** With `rollback`: what goes back to the revision before. */
  readonly service?: string;
  readonly stack: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** One AWS in memory with its clock, and the state of one stack on a disk. */
export class Bed {
  readonly aws: InMemoryAws;
  store: DiskStore;

  constructor(from: Snapshot = nothing) {
    const world = from.world === '' ? new World(from.time, 'faults') : World.from(JSON.parse(from.world) as WorldData);
    this.aws = new InMemoryAws(location, world);
    this.store = new DiskStore(from);
  }

  snapshot(): Snapshot {
    return { world: JSON.stringify(this.aws.world), time: this.aws.clock.now(), ...this.store.onDisk() };
  }

  /** What a process finds that starts now: what the one before had only in its memory is lost. */
  restart(): void {
    this.store = new DiskStore(this.store.onDisk());
  }

  /** Deletes a step's resource as somebody would in the console. @returns whether AWS took it */
  async deleteByHand(step: string): Promise<boolean> {
    const record = this.store.records.get(step);
    const noun = nouns.get(record?.type ?? '');
    if (!record || !noun || noun.lookup) return false;
    try {
      await this.aws.withCloud((cloud) => noun.delete(cloud, record.id));
    } catch {
      return false;
    }
    await this.aws.clock.sleep(1_800_000);
    return true;
  }

  /** Runs a command as a process of its own. */
  async run(command: Command, intercept?: Interceptor): Promise<Outcome> {
    const from = this.aws.events.length;
    const base = this.aws.run({ ...command, store: this.store, resources: nouns });
    const run: Run = intercept ? { ...base, withCloud: intercepted(base, intercept) } : base;
    const { failures, created, updated, deleted } = await resultOf(run, command).catch((error: unknown) => {
      if (!(error instanceof FailureError)) throw error;
      return { failures: [error.failure], created: 0, updated: 0, deleted: 0 };
    });
    const calls = this.aws.events.slice(from).filter((it) => it.type === 'call' && it.mutating);
    const mutating = calls.map((it) => (it.type === 'call' ? `${it.service}:${it.operation}` : ''));
    return { failures, changes: created + updated + deleted, mutating };
  }

  /** Lets an hour pass, in which all that is under way comes to its end, and looks at all that there is. */
  async census(): Promise<Census> {
    await this.aws.clock.sleep(3_600_000);
    return withoutNumbers(await this.aws.withCloud((clients) => census({ clients })));
  }
}

/** Runs a command as `src/commands` does. @throws FailureError for what keeps it from beginning */
async function resultOf(run: Run, { is, steps, service }: Command) {
  if (is === 'rollback') return { created: 0, updated: 0, deleted: 0, ...(await rollBackIn(run, { service })) };
  if (is === 'pause') return pause(run, pausePlan(run), new Date(0).toISOString());
  if (is === 'down') return down(run);
  const result = await up(run, steps);
  if (run.store.paused && result.failures.length === 0) await run.store.setPaused(undefined);
  return result;
}

/**
 * How many instances an Auto Scaling group runs is the scaler's, not the stack's: a rollout that was begun twice needs
 * one more for a while, and tasks of it may end on each of them. ECS takes only empty ones away.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-scaling-behavior.html
 */
function withoutNumbers(it: Census): Census {
  const scaled = ['machines', 'volumes', 'interfaces', 'containerInstances'];
  return Object.fromEntries(
    Object.entries(it).map(([kind, names]) => [kind, scaled.includes(kind) ? [...new Set(names)] : names]),
  );
}

function intercepted({ withCloud, store }: Run, intercept: Interceptor): Run['withCloud'] {
  return (step, attempt, verb) =>
    withCloud(step, attempt, (cloud) => {
      const around = (service: string, client: { send: (command: object) => Promise<unknown> }) => ({
        send: (command: { readonly input: object }) => {
          const operation = command.constructor.name.replace(/Command$/, '');
          const isCreate = isMutating(operation) && store.records.get(step)?.at === 'creating';
          return intercept({ step, service, operation, input: command.input, isCreate }, () => client.send(command));
        },
      });
      const clients = Object.entries(cloud).flatMap(([name, it]) =>
        typeof it === 'object' && it !== null && 'send' in it ? [[name, around(name, it as never)]] : [],
      );
      return verb({ ...cloud, ...(Object.fromEntries(clients) as object) } as Cloud);
    });
}

/** A disk that may fail, and that may be looked at before each write. */
export class DiskStore extends MemoryStore {
  /** Is called before a write is on the disk. What it throws, the write ends with. */
  beforeWrite: (step: string) => void = () => {};
  readonly #disk: Map<string, StepRecord>;
  #pausedOnDisk: State['paused'];

  constructor({ records, paused }: Pick<Snapshot, 'records' | 'paused'>) {
    super(structuredClone(records) as [string, StepRecord][], stackId);
    this.#disk = new Map(this.records);
    this.paused = this.#pausedOnDisk = structuredClone(paused);
  }
  override async setPaused(paused: State['paused']): Promise<void> {
    await super.setPaused(paused);
    this.beforeWrite('that it is paused');
    this.#pausedOnDisk = structuredClone(paused);
  }
  override async put(step: string, record: StepRecord, drop: readonly string[] = []): Promise<void> {
    await super.put(step, record, drop);
    this.beforeWrite(step);
    for (const name of drop) this.#disk.delete(name);
    this.#disk.set(step, structuredClone(record));
  }
  override async remove(step: string): Promise<void> {
    await super.remove(step);
    this.beforeWrite(step);
    this.#disk.delete(step);
  }
  onDisk = (): Pick<Snapshot, 'records' | 'paused'> =>
    structuredClone({ records: [...this.#disk], ...(this.#pausedOnDisk && { paused: this.#pausedOnDisk }) });
}

/** What a full or read-only disk, and a directory that was removed and cannot be made anew, end a write with. */
export const unwritable = () =>
  new FailureError({ code: 'state-unwritable', path: '.provision/stack.json', why: 'ENOSPC: no space left on device' });
