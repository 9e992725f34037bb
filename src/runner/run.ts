import type { LimitFunction } from 'p-limit';
import type { Store } from '../../state/store.js';
import type { AwsTime } from '../aws-time.js';
import type { Clock } from '../clock.js';
import type { Attempt } from '../cloud/open.js';
import type { Emit } from '../events.js';
import { FailureError } from '../failure.js';
import { identityOf } from '../identity.js';
import type { Cloud, Resource, Tags } from '../step.js';

/** Everything that a run works with. Nothing in it tells which cloud it is. */
export interface Run {
  readonly stack: string;
  /** The config's own tags. */
  readonly tags: Tags;
  readonly store: Store;
  readonly resources: ReadonlyMap<string, Resource>;
  withCloud<T>(step: string, attempt: Attempt, verb: (cloud: Cloud) => Promise<T>): Promise<T>;
  readonly clock: Clock;
  /** Is told of all waits, and tells how long steps take; without it, that is the time on the clock. */
  readonly awsTime?: AwsTime;
  readonly emit: Emit;
  /**
   * The names of the steps of this `up`, each with all steps that it needs, directly or through others. What is recorded
   * for any other step will be deleted.
   */
  readonly wanted?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Lets one after the other take down what goes with it: two may take the same things along. */
  readonly inTurn?: LimitFunction;
  /** The names of steps whose resources are started anew though nothing differs. */
  readonly redeploy?: ReadonlySet<string>;
  /**
   * Called before a step starts, and awaited: `up --step` lets a person go through the steps one by one. The function
   * that it returns is called when the step has ended, with its id and output if it succeeded.
   */
  enterStep?(step: string): Promise<(came?: { readonly id: unknown; readonly out: unknown }) => void>;
  /** Aborted with `Stopped`: start nothing more and wait no longer. Calls under way are finished and recorded. */
  readonly signal: AbortSignal;
  /** 0 to 1, for jitter. */
  random(): number;
  /** ms between two reads of what is waited for, at least. Only where nobody waits for the end of the run. */
  readonly leastPollMs?: number;
}

/** Thrown where a run is stopped before it is done. */
export class Stopped extends Error {
  constructor(readonly reason: 'interrupted' | 'timeout' | 'lost') {
    super(reason);
  }
}

/** Whether an error stops the whole run, and no step has failed: it is reported once, by whoever has stopped it. */
export const isStop = (error: unknown): boolean =>
  error instanceof Stopped || (error instanceof FailureError && error.failure.code === 'state-changed');

/** One resource that a verb works on. */
export interface Job {
  readonly step: string;
  readonly resource: Resource;
  readonly token: string;
  readonly tags: Tags;
  /** The member of the config that gives its name. */
  readonly nameFrom?: string;
  /** The id to delete. */
  readonly id?: unknown;
  /** What looks at the resource after its step has. */
  readonly part?: 'additions' | 'traffic';
  /** What is asked of the resource, or was; absent where nothing tells. How long it may take depends on it. */
  readonly want?: unknown;
}

/**
 * Finds the resource type that a record names.
 * @throws FailureError `unknown-resource`: another version of the program has made the record
 */
export function resourceOf({ resources }: Pick<Run, 'resources'>, step: string, type: string): Resource {
  const resource = resources.get(type);
  if (!resource) throw new FailureError({ code: 'unknown-resource', step, resource: type });
  return resource;
}

/** The tags of one step's resource: the config's, and those by which it is known to be ours. */
export const tagsOf = (
  { stack, tags, store }: Pick<Run, 'stack' | 'tags'> & { readonly store: Pick<Store, 'id'> },
  step: string,
): Tags => ({ ...tags, ...identityOf(stack, store.id, step) });

/** Seconds that have passed on the clock, with one decimal. @param began ms, from `clock.now()` */
export const secondsSince = (clock: Clock, began: number): number => Math.round((clock.now() - began) / 100) / 10;

/** Seconds of AWS's time that a step has taken, with one decimal. @param began ms, from `clock.now()` */
export const stepSeconds = ({ clock, awsTime }: Run, step: string, began: number): number =>
  awsTime ? awsTime.ofStep(step, began) : secondsSince(clock, began);

/**
 * Waits for AWS: every wait of the runner goes through here.
 * @param ms on the run's clock
 * @param began when the wait began that this is a part of, ms on the run's clock: looks in between belong to it
 */
export async function waitForAws(run: Run, step: string, ms: number, began = run.clock.now()): Promise<void> {
  const ends = run.awsTime?.waits(step, began);
  try {
    await run.clock.sleep(ms, run.signal);
  } finally {
    ends?.();
  }
}
