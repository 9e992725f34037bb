import type { ResultEvent } from '../../events.js';
import type { Failure } from '../../failure.js';

/** What a command did, in counts. */
export type Ending = Partial<
  Pick<
    ResultEvent,
    | 'created'
    | 'updated'
    | 'recovered'
    | 'deleted'
    | 'unchanged'
    | 'outputs'
    | 'calls'
    | 'awsSeconds'
    | 'task'
    | 'exitCode'
    | 'revision'
  >
>;

/** How a command ended. */
export interface Outcome extends Ending {
  readonly failures: readonly Failure[];
  /** `false`: nothing failed, and a difference was found. */
  readonly isInSync?: boolean;
}
