import type { Change } from './changes.js';
import type { CallEvent } from './events.js';
import type { Failure } from './failure.js';
import type { Lost } from './lost-with.js';
import type { Added } from './status.js';

export type { Change } from './changes.js';

/** What `up` would do, as data: the outcome of a rehearsal. */

/**
 * `look`: something is looked up and pinned; nothing is made. `refused`: it cannot be done as wanted; see the
 * failures.
 */
export type PlannedAction = 'create' | 'update' | 'replace' | 'delete' | 'unchanged' | 'look' | 'refused';

/** A call as `up` would emit it. A value that is not known yet is a placeholder: `${vpc.vpcId}`. */
export type PlannedCall = Pick<CallEvent, 'service' | 'operation' | 'mutating' | 'input'> & { readonly step?: string };

export interface PlannedStep {
  readonly step: string;
  /** The noun. */
  readonly resource: string;
  readonly action: PlannedAction;
  /** One line for people; absent for what is deleted. */
  readonly why?: string;
  /** With `update` and `replace`: what is different. */
  readonly changes: readonly Change[];
  /** With `replace`: the members that AWS cannot change in place. */
  readonly fixed: readonly string[];
  /** What is done then, where it is not AWS that cannot change these. */
  readonly whenReplaced?: string;
  /** Its id, where it exists already. */
  readonly id?: unknown;
  /** What people have put into what is deleted, by itself or because another one takes its place. */
  readonly loses?: readonly Lost[];
  /** Why it is started anew though its settings are as wanted: no request arrives, or its image is another one now. */
  readonly lacks?: string;
  /** What could not be found out about it, and somebody has to see to. */
  readonly note?: string;
  /** With `delete`: the step whose deletion takes it along, so that nothing is asked of AWS. */
  readonly goneWith?: string;
  /** That it was rolled back, and goes forward again. */
  readonly forward?: string;
  /** What somebody has added to it, and why it is taken away, if so. */
  readonly added?: readonly Added[];
  /** Those that change something, in order. */
  readonly calls: readonly PlannedCall[];
}

export interface Plan {
  readonly steps: readonly PlannedStep[];
  /** Why `up` would end before its end. */
  readonly failures: readonly Failure[];
  /** Known beforehand, or symbols. */
  readonly outputs: { readonly [name: string]: string };
}

/** Whether `up` would change anything for a step: the resource itself, or what an earlier run has left of it. */
export const isChange = (step: PlannedStep): boolean => isItselfChanged(step) || step.calls.length > 0;

/** Whether `up` would change the step's own resource. */
export const isItselfChanged = ({ action }: PlannedStep): boolean => !['unchanged', 'look'].includes(action);
