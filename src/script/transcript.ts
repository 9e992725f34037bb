import type { LastCall, Wait } from '../scripting.js';

/** A stack's calls, in an order in which each finds what it needs. A script is written from it. */
export interface Transcript {
  readonly stack: string;
  readonly region: string;
  /** The account number that stands in the calls. */
  readonly account: string;
  /** The stack's id that stands in the calls. The stack that a script makes has an id of its own. */
  readonly stackId: string;
  readonly entries: readonly TranscriptEntry[];
  /** By name: what the script prints at the end. */
  readonly outputs: { readonly [name: string]: string };
}

/** The calls of one step, and the steps that must have ended before. */
export interface TranscriptEntry {
  readonly step: string;
  /** The noun. */
  readonly noun: string;
  /** One line for people. */
  readonly why?: string;
  readonly deletes: boolean;
  /** Of the noun: how it is seen that a thing of it has come to its end. */
  readonly waits?: readonly Wait[] | undefined;
  /** Of the noun: what comes at the end of a script that takes down. */
  readonly last?: LastCall | undefined;
  readonly after: readonly string[];
  /** The calls that succeeded, oldest first. */
  readonly calls: readonly Call[];
  /** Messages that the run emitted for people. */
  readonly notes?: readonly string[];
  /** A sensitive value was missing in the run's file and was restored from the record. */
  readonly isRestored?: boolean;
  /** Input as recorded. */
  readonly want?: unknown;
  /** The step's id and output. Variables are named after their members. */
  readonly gives: unknown;
}

export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  /** Absent where it is not known. */
  readonly output?: object;
}
