import type { CallEvent } from './events.js';
import type { Failure } from './failure.js';

/** What `up` would do, as data: the outcome of a rehearsal. */

/** `look`: something is looked up and pinned; nothing is made. `refused`: it cannot be done as wanted; see the failures. */
export type PlannedAction = 'create' | 'update' | 'replace' | 'delete' | 'unchanged' | 'look' | 'refused';

/** A member, or one inside of it, that would not be as it is. `undefined`: not there. */
export interface Change {
  /** `containers.0.image` */
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** A call as `up` would emit it. What is not known yet is a symbol: `${vpc.vpcId}`. */
export type PlannedCall = Pick<CallEvent, 'service' | 'operation' | 'mutating' | 'input'> & { readonly step?: string };

export interface PlannedStep {
  readonly step: string;
  /** The noun. */
  readonly resource: string;
  readonly action: PlannedAction;
  /** One line for people; absent for what goes. */
  readonly why?: string;
  /** With `update` and `replace`: what is different. */
  readonly changes: readonly Change[];
  /** With `replace`: the members that AWS cannot change in place. */
  readonly fixed: readonly string[];
  /** What AWS calls it, where it is there already. */
  readonly id?: unknown;
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

/** Whether `up` would change anything. */
export const isChange = ({ action }: PlannedStep): boolean => !['unchanged', 'look'].includes(action);
