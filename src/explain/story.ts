import type { PlannedCall } from '../plan.js';
import type { Cost } from './costs.js';

/** A stack told step by step: what each is for, what is called for it, how long that takes, what undoes it. */
export interface Story {
  readonly stack: string;
  readonly region: string;
  /** `up`, each step once, in the order in which a person would build it. */
  readonly scenes: readonly Scene[];
  /** `down`, in the order in which deletions began. */
  readonly ending: readonly Removal[];
}

export interface Scene {
  readonly step: string;
  readonly noun: string;
  /** One line: why it is in this stack. */
  readonly why: string;
  readonly after: readonly Waiting[];
  /** Those that change something, in order. What AWS chooses stands as a symbol: `${vpc.vpcId}`. */
  readonly calls: readonly PlannedCall[];
  /** Those that only look, by `ec2:DescribeVpcs`, with how often each is sent. */
  readonly looks: readonly Look[];
  /** Seconds of AWS's time; undefined where it ended as it began. */
  readonly seconds?: number;
  /** Operations that `down` sends for it, in order. */
  readonly undone: readonly string[];
  /** By operation: the IAM actions that are asked for it here. */
  readonly actions: { readonly [operation: string]: readonly string[] };
  readonly costs: readonly Cost[];
}

/** `ready`: in service; `id`: it exists; `begin`: in service, but both may be deleted at once. */
export interface Waiting {
  readonly step: string;
  readonly until: 'ready' | 'id' | 'begin';
}

export interface Look {
  readonly operation: string;
  readonly times: number;
}

/** How a step is taken back. */
export interface Removal {
  readonly step: string;
  readonly noun: string;
  readonly calls: readonly PlannedCall[];
  readonly looks: readonly Look[];
  readonly seconds?: number;
  readonly actions: { readonly [operation: string]: readonly string[] };
}
