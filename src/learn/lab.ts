import type { Facts } from '../path/facts.js';
import type { Call } from './call.js';
import type { Settings } from './exposure.js';

/** What a lab is about. `learn list` groups by it. */
export type Topic =
  | 'security groups'
  | 'network ACLs'
  | 'routing'
  | 'ways out of a task'
  | 'permissions'
  | 'service discovery'
  | 'API Gateway'
  | 'load balancing'
  | 'tasks';

/** A stack with one thing wrong, as data. `labs/` has a file for each, and `labs/index.ts` a line. */
export interface Lab {
  readonly name: string;
  /** What is wrong, as the client sees it. One line. */
  readonly title: string;
  readonly topic: Topic;
  readonly difficulty: 'easy' | 'medium' | 'hard';
  /** What has happened, and what is wanted. A few sentences. */
  readonly story: string;
  /** `provision.yaml` of the stack while it is fine. */
  readonly config: string;
  /** Files beside it, by path. */
  readonly files?: { readonly [path: string]: string };
  /** What the stack needs of others: made before it. */
  readonly before?: (found: Place) => readonly Call[];
  /** What must arrive in the end. */
  readonly requests: readonly LabRequest[];
  readonly breakage: Change;
  /** One is told at a time, from where to look to what to do. */
  readonly hints: readonly string[];
  /** At least two that differ. */
  readonly repairs: readonly Repair[];
  /** Changes after which requests arrive, or seem to, and which do not count. */
  readonly hiding: readonly Repair[];
  /** What must still hold when it is solved. @returns what was given up; undefined where nothing was */
  readonly keeps?: (found: Found, settings: Settings) => string | undefined;
  /** What there is to learn. A few sentences. */
  readonly lesson: string;
  /** Pages of AWS that say so. */
  readonly sources: readonly string[];
  /** What `provision explain` has more about. */
  readonly explain: readonly string[];
}

export interface LabRequest {
  readonly method: string;
  readonly path: string;
  /** The service whose task is to answer. */
  readonly service: string;
  /** The page in a browser that asks: CORS must allow it to. */
  readonly origin?: string;
}

/** Something done to the stack: first to its config, then behind its back. */
export interface Change {
  /** Replaced in `provision.yaml`, then `provision up`. An empty list: `provision up` alone. */
  readonly edits?: readonly Edit[];
  /** Each round is made of what is there after the one before it. */
  readonly calls?: readonly ((found: Found) => readonly Call[])[];
}
export interface Edit {
  readonly from: string;
  readonly to: string;
}
export interface Repair extends Change {
  /** In words, beginning with a verb. */
  readonly says: string;
}

export interface Place {
  readonly region: string;
  readonly account: string;
}

/** What there is of the stack. */
export interface Found extends Place {
  /** What a step has given: `out('web-security-group', 'groupId')`. */
  out(step: string, member: string): string;
  /** What the calls of this change have been answered so far, in their order. */
  readonly answers: readonly unknown[];
  readonly facts: Facts;
}
