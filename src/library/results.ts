import type { ResultEvent } from '../events.js';
import type { PlannedStep } from '../plan.js';
import type { Failure } from '../failure.js';
import type { StatusReport } from '../status.js';

/** What a run came to. */
export type RunResult = Pick<
  ResultEvent,
  'created' | 'updated' | 'deleted' | 'unchanged' | 'calls' | 'seconds' | 'awsSeconds' | 'outputs' | 'revision'
>;

/** What `up` would do. */
export interface PlanResult {
  /** In the order in which they would begin. */
  readonly steps: readonly PlannedStep[];
  /** Whether `up` would change anything. */
  readonly isChange: boolean;
  /** Why `up` would end before its end: what cannot be changed in place, for instance. */
  readonly failures: readonly Failure[];
  /** `ApiUrl`, `LoadBalancerUrl`; what is not known yet is a symbol, like `${api.url}`. */
  readonly outputs: { readonly [name: string]: string };
}

/** A stack as it is recorded, and as it is. */
export interface StatusResult extends StatusReport {
  /** Whether everything is there, and as it is recorded. */
  readonly isInSync: boolean;
  readonly outputs: { readonly [name: string]: string };
}
