import type { Store } from '../../state/store.js';
import type { Clock } from '../clock.js';
import type { Attempt } from '../cloud/open.js';
import type { Emit } from '../events.js';
import { FailureError } from '../failure.js';
import type { Cloud, Resource, Tags } from '../step.js';

/** All that a run works with. Nothing in here says which cloud it is. */
export interface Run {
  readonly stack: string;
  /** The config's own tags. */
  readonly tags: Tags;
  readonly store: Store;
  readonly resources: ReadonlyMap<string, Resource>;
  act<T>(step: string, attempt: Attempt, verb: (cloud: Cloud) => Promise<T>): Promise<T>;
  readonly clock: Clock;
  readonly emit: Emit;
  /** The steps that `up` is to make: what is recorded of any other is about to go. */
  readonly wanted?: ReadonlySet<string>;
  /**
   * Lets a step begin when its turn has come, where somebody goes through them one by one; what it gives is called when
   * the step has ended, with what came of it if that is known.
   */
  enter?(step: string): Promise<(came?: { readonly id: unknown; readonly out: unknown }) => void>;
  /** Aborted with `Stopped`: start nothing more and wait no longer. Calls under way are finished and recorded. */
  readonly signal: AbortSignal;
  /** 0 to 1, for jitter. */
  random(): number;
}

/** Why a run ends before its end. */
export class Stopped extends Error {
  constructor(readonly reason: 'interrupted' | 'timeout') {
    super(reason);
  }
}

/** What is being worked on. */
export interface Job {
  readonly step: string;
  readonly resource: Resource;
  readonly token: string;
  readonly tags: Tags;
  /** What is to be deleted. */
  readonly id?: unknown;
}

/**
 * The noun that a record names.
 * @throws FailureError `unknown-resource`: another version of the program has made the record
 */
export function resourceOf({ resources }: Pick<Run, 'resources'>, step: string, type: string): Resource {
  const resource = resources.get(type);
  if (!resource) throw new FailureError({ code: 'unknown-resource', step, resource: type });
  return resource;
}

/** The tags of one step's resource: how it is known to be ours. */
export const tagsOf = (run: Pick<Run, 'stack' | 'tags'>, step: string): Tags => ({
  ...run.tags,
  'provision:stack': run.stack,
  'provision:step': step,
});

/** Seconds of the clock. */
export const secondsSince = (clock: Clock, began: number): number => Math.round((clock.now() - began) / 100) / 10;

/** Waits for all, also where one ends in a bug: nothing may go on once the run is over. Then the bug is thrown. */
export async function allEnded(work: readonly Promise<unknown>[]): Promise<void> {
  const bug = (await Promise.allSettled(work)).find((it) => it.status === 'rejected');
  if (bug) throw bug.reason;
}
