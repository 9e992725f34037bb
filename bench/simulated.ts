import { meaningOf } from '../src/aws-errors.js';
import type { Clock } from '../src/clock.js';
import { SentChanges } from '../src/cloud/lately.js';
import type { Pacing } from '../src/cloud/pace.js';
import { isMutating } from '../src/is-mutating.js';
import { down } from '../src/runner/down.js';
import type { Run } from '../src/runner/run.js';
import { status } from '../src/runner/status.js';
import { up } from '../src/runner/up.js';
import { unknownStackId } from '../src/identity.js';
import { assumeLookedUp } from '../src/rehearsal/assumed-lookups.js';
import { InMemoryAws } from '../src/rehearsal/in-memory-aws.js';
import { Rates } from '../src/sandbox/rates.js';
import { MemoryStore } from '../state/store.js';
import { resourcesByType } from '../steps/nouns.js';
import { stackOf } from '../steps/stack/index.js';
import type { Measured } from './stacks.js';

/** A command on an AWS in memory, whose time is counted and not waited for: the same figures on every machine. */
export interface Simulated {
  /** Of AWS's time. */
  readonly seconds: number;
  /**
   * What the graph, AWS's latencies and all of its rates for changes take alone: nothing is looked at too late, no call takes time, and no
   * question waits for its turn.
   */
  readonly floor: number;
  readonly calls: number;
  /** How often each operation, by its service and name. */
  readonly operations: { readonly [operation: string]: number };
  readonly mutating: number;
  /** Calls that AWS refused because they came too fast. */
  readonly throttled: number;
}

export const simulatedCommands = ['up', 'again', 'status', 'down'] as const;
export type SimulatedCommand = (typeof simulatedCommands)[number];

/** ms that a call takes. Believed: AWS's APIs answer most calls in 50 to 300. */
export const callMs = 100;

/** ms from one command to the next: AWS's buckets are full again. */
const betweenMs = 60_000;

const where = { account: '000000000000', region: 'us-east-1', partition: 'aws' } as const;

/** @throws Error where a command fails: then there is nothing to measure */
export async function simulate(measured: Measured): Promise<Record<SimulatedCommand, Simulated>> {
  const real = await lived(measured, { aws: new TimedAws(callMs, new Rates(true)), wire: (run) => run });
  const best = await lived(measured, {
    aws: new TimedAws(0, new Rates(false)),
    // All of AWS's rates, of which the program leaves a part to others.
    pacing: { isMeant: isMutating, part: (bucket) => bucket },
    // What wakes at each change sees it at once.
    wire: (run, aws) => ({ ...run, clock: eager(run.clock, aws) }),
  });
  const joined = simulatedCommands.map((name) => [name, { ...real[name], floor: best[name].seconds }]);
  return Object.fromEntries(joined) as Record<SimulatedCommand, Simulated>;
}

type Counts = Omit<Simulated, 'floor'>;

/** An AWS in memory whose calls take time. */
class TimedAws extends InMemoryAws {
  readonly #callMs: number;
  constructor(callMs: number, rates: Rates) {
    super(where, undefined, undefined, rates);
    this.#callMs = callMs;
  }
  protected override async before(): Promise<void> {
    await this.clock.sleep(this.#callMs);
  }
}

/** No look is further away from the one before. Waits for a time that AWS takes in any case are longer. */
const longestLookMs = 10_500;

/** A clock on which whoever looks again does so as soon as something changes in the world. */
function eager(clock: Clock, { world }: InMemoryAws): Clock {
  return {
    now: () => clock.now(),
    sleep(ms, signal) {
      if (ms > longestLookMs) return clock.sleep(ms, signal);
      const untilNext = (world.nextDue()?.at ?? Infinity) - world.elapsed;
      return clock.sleep(Math.min(ms, Math.max(1, untilNext)), signal);
    },
  };
}

interface Circumstances {
  readonly aws: TimedAws;
  /** Where it is another than the program's. */
  readonly pacing?: Pacing;
  readonly wire: (run: Run, aws: TimedAws) => Run;
}

async function lived(
  { name, config }: Measured,
  { aws, pacing, wire }: Circumstances,
): Promise<Record<SimulatedCommand, Counts>> {
  const { steps } = stackOf(config, where, () => 'measured');
  const store = new MemoryStore([], unknownStackId);
  assumeLookedUp({ world: aws.world, region: where.region }, steps);
  // Each is a process of its own.
  const run = (listsTags: boolean) => {
    const fewer = { changes: new SentChanges(), listsTags, ...(pacing && { pacing }) };
    return wire(aws.run({ stack: config.name, tags: {}, store, resources: resourcesByType, fewer }), aws);
  };
  const commands: Record<SimulatedCommand, () => Promise<{ readonly failures: readonly object[] }>> = {
    up: () => up(run(true), steps),
    again: () => up(run(true), steps),
    status: () => status(run(true), steps),
    down: () => down(run(false)),
  };
  const counted = {} as Record<SimulatedCommand, Counts>;
  for (const command of simulatedCommands) {
    await aws.clock.sleep(betweenMs);
    const [from, begun] = [aws.events.length, aws.clock.now()];
    const { failures } = await commands[command]();
    if (failures.length > 0) throw new Error(`${command} of ${name} failed: ${JSON.stringify(failures[0])}`);
    const calls = aws.events.slice(from).flatMap((it) => (it.type === 'call' ? [it] : []));
    counted[command] = {
      seconds: (aws.clock.now() - begun) / 1000,
      calls: calls.length,
      operations: occurrences(calls.map(({ service, operation }) => `${service}:${operation}`)),
      mutating: calls.filter(({ operation }) => isMutating(operation)).length,
      throttled: calls.filter(({ outcome }) => !outcome.ok && isThrottled(outcome.error)).length,
    };
  }
  return counted;
}

function occurrences(names: readonly string[]): { readonly [name: string]: number } {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

const isThrottled = (name: string): boolean => meaningOf({ name }, 'read') === 'throttled';
