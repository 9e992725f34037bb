import type { Change } from './changes.js';

// The runner fills it in, `ui/status.ts` renders it.

/** What `provision status` found, as plain data. */
export interface StatusReport {
  readonly stack: string;
  readonly account: string;
  readonly region: string;
  /** Absent for AWS's own endpoints. */
  readonly endpoint?: string;
  readonly rows: readonly StatusRow[];
}

export interface StatusRow {
  readonly step: string;
  /** The noun, e.g. `nat-gateway`. */
  readonly type: string;
  /** Absent where nothing was recorded. */
  readonly id?: unknown;
  readonly state: StatusState;
  /** What AWS says about it: why it is pending or broken. */
  readonly detail?: string;
  /** With `drifted`: every member that is not as recorded. */
  readonly drift?: readonly Drift[];
  /** Members that AWS shows otherwise than it was asked for, since the resource was last changed. That is no drift. */
  readonly shown?: readonly Drift[];
  /** What somebody has added to it. That is no drift of a member. */
  readonly added?: readonly Added[];
}

/** Something that somebody has added to a resource of the stack. */
export interface Added {
  /** The noun, e.g. `security-group-rule`. */
  readonly type: string;
  readonly id: unknown;
  /** In words: `ingress tcp 22 from 0.0.0.0/0`. */
  readonly description: string;
  /** Why `up` takes it away. Absent: it stays, because it opens nothing. */
  readonly opens?: string;
}

/**
 * `ok`: there, and as recorded. `pending`: on its way. `drifted`: changed by someone else. `missing`: recorded, but
 * gone. `broken`: it will not recover by itself. `unrecorded`: in the config, not created yet, or never recorded.
 * `deleting`: on its way out. `paused`: gone, or without tasks, until `resume`. `opened`: as recorded, and somebody has added
 * to it what `up` takes away.
 */
export type StatusState =
  'ok' | 'pending' | 'drifted' | 'opened' | 'missing' | 'broken' | 'unrecorded' | 'deleting' | 'paused';

export interface Drift {
  /** As AWS spells it, e.g. `EnableDnsHostnames`. */
  readonly member: string;
  readonly recorded: unknown;
  readonly live: unknown;
  /** From the recorded value to the live one, each where it is, as a plan has them. */
  readonly changes: readonly Change[];
}
