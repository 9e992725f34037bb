import type { PlannedCall } from '../plan.js';
import type { Cost } from './costs.js';

/** A stack explained step by step: what each step is for, its calls, how long it takes, and what undoes it. */
export interface StackNarration {
  readonly stack: string;
  readonly region: string;
  /** `up`, each step once, in the order in which a person would build it. */
  readonly steps: readonly StepNarration[];
  /** `down`, in the order in which deletions began. */
  readonly removals: readonly RemovalNarration[];
}

export interface StepNarration {
  readonly step: string;
  readonly noun: string;
  /** One line: why it is in this stack. */
  readonly why: string;
  readonly after: readonly StepWait[];
  /** The calls that change something, in order. What AWS chooses is a placeholder: `${vpc.vpcId}`. */
  readonly calls: readonly PlannedCall[];
  /** The operations that only read, and how often each is sent. */
  readonly looks: readonly ReadCalls[];
  /** Seconds of AWS's time; undefined where it ended as it began. */
  readonly seconds?: number;
  /** Operations that `down` sends for it, in order. */
  readonly undone: readonly string[];
  /** The step whose deletion takes it along in `down`, so that nothing is sent for it. */
  readonly goesWith?: string;
  /** By operation: the IAM actions that are asked for it here. */
  readonly actions: { readonly [operation: string]: readonly string[] };
  readonly costs: readonly Cost[];
}

/** `ready`: in service; `id`: it exists; `begin`: in service, but both may be deleted at once. */
export interface StepWait {
  readonly step: string;
  readonly until: 'ready' | 'id' | 'begin';
}

export interface ReadCalls {
  readonly operation: string;
  readonly times: number;
}

/** How the resource of a step is deleted. */
export interface RemovalNarration {
  readonly step: string;
  readonly noun: string;
  readonly calls: readonly PlannedCall[];
  readonly looks: readonly ReadCalls[];
  readonly seconds?: number;
  readonly actions: { readonly [operation: string]: readonly string[] };
}
