import type { Failure, LockHolder } from '../src/failure.js';
import type { Identified, QueuedStore } from './queued-store.js';
import type { State } from './schema.js';

/**
 * A place where the states of stacks are kept: a directory of this machine, or a bucket that several machines share.
 * All names of stacks in it are different.
 */
export interface States {
  /** Where a stack's state is, for people: a path or an `s3://` URL. */
  pathOf(stack: string): string;
  /** Those that have a state here. */
  stacks(): Promise<readonly string[]>;
  /**
   * @returns undefined where there is none
   * @throws FailureError `state-unreadable`, `state-newer`, or what else keeps it from being read
   */
  read(stack: string): Promise<FoundState | undefined>;
  /**
   * A store that goes on from a state.
   * @param revision of the state as it was read; undefined: there was none. A place that several machines share writes
   *   only where that is still so, and throws `state-changed` else
   * @param onLost called once, where somebody else has written the state, or taken it away, meanwhile
   */
  store(stack: string, state: Identified<State>, revision: string | undefined, onLost?: OnLost): QueuedStore;
  /**
   * Takes a stack's lock, so that no second `up` or `down` works on the same state.
   * @param onLost called once, where somebody else has taken the lock over, or away, meanwhile
   * @throws FailureError `state-locked`, naming the holder
   */
  lock(stack: string, command: string, onLost: OnLost): Promise<StateLock>;
  /** Who holds the lock, if anyone does. */
  holder(stack: string): Promise<HeldLock | undefined>;
  /** Takes exactly that lock away. @returns false where it is not there any more, or is another one */
  unlock(stack: string, held: HeldLock): Promise<boolean>;
  /** The newest first. Undefined where the place keeps no versions. */
  versions?(stack: string, most: number): Promise<Versions>;
  /** @returns undefined where there is no such version, or it is a deletion */
  readVersion?(stack: string, id: string): Promise<State | undefined>;
}

/** A stack's state or its lock is somebody else's now. */
export type Loss = Extract<Failure, { code: 'state-changed' | 'lock-lost' }>;
export type OnLost = (loss: Loss) => void;

export interface FoundState {
  readonly state: State;
  readonly revision: string;
}

export interface StateLock {
  /** Resolves where the lock is certainly still held. @throws FailureError `lock-lost` where it is not */
  requireHeld(): Promise<void>;
  release(): Promise<void>;
}

export interface HeldLock {
  readonly holder: LockHolder;
  /** What tells this lock from any other one. */
  readonly revision: string;
  /** Of a lock with a lease: whether nobody has renewed it for as long as it lasts. Else: whether its process has died. */
  readonly isStale: boolean;
}

export interface Versions {
  readonly versions: readonly StateVersion[];
  /** Whether there are older ones. */
  readonly isTruncated: boolean;
}

export interface StateVersion {
  readonly id: string;
  readonly time: Date;
  /** Absent: the state was taken away then. */
  readonly bytes?: number;
  readonly isCurrent: boolean;
  /** Who wrote it, as far as that is known. */
  readonly by?: string;
  readonly command?: string;
  readonly serial?: number;
}
