import type { Emit, Untimed } from '../../events.js';
import type { Report } from '../report/report.js';
import type { Display } from '../request.js';
import { callsOnStderr } from './state-calls.js';

/** What a run emits until a question is answered. */
export interface BeforeQuestion {
  /** In the place of the report's. */
  readonly emit: Emit;
  /** Whatever is emitted from now on is of the run. */
  answered(): void;
}

/**
 * Keeps from a run's view what is looked at before the question whether to go ahead: a live view would draw over it. With
 * `--verbose` each call is a line on stderr.
 */
export function beforeQuestion({ emit }: Pick<Report, 'emit'>, display: Display): BeforeQuestion {
  const looking = callsOnStderr(display);
  let isAnswered = false;
  return {
    emit: (event) => (isAnswered || !isOfLook(event) ? emit : looking)(event),
    answered: () => (isAnswered = true),
  };
}

/** Not the check of the account, which belongs to the run, and is shown as none of its steps. */
const isOfLook = (event: Untimed): boolean => event.type !== 'call' || event.step !== undefined;
