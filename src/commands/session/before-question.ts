import type { Emit, Untimed } from '../../events.js';
import type { Report } from '../report/report.js';
import type { Display } from '../request.js';
import type { AwsTime } from '../../aws-time.js';
import { callsOnStderr } from './state-calls.js';

/** What a run emits until a question is answered. */
export interface BeforeQuestion {
  /** In the place of the report's. */
  readonly emit: Emit;
  /** Whatever is emitted from now on is of the run, and its time begins. */
  answered(session: { readonly awsTime: Pick<AwsTime, 'begins'> }): void;
}

/**
 * Keeps from a run's view what is looked at before the question whether to go ahead: a live view would draw over it. With
 * `--verbose` each call is a line on stderr.
 */
export function beforeQuestion(report: Pick<Report, 'emit' | 'begins'>, display: Display): BeforeQuestion {
  const { emit } = report;
  const looking = callsOnStderr(display);
  let isAnswered = false;
  return {
    emit: (event) => (isAnswered || !isOfLook(event) ? emit : looking)(event),
    answered({ awsTime }) {
      isAnswered = true;
      // With `--json` nobody was asked, and what was called before is told, too.
      if (display.json) return;
      report.begins();
      awsTime.begins();
    },
  };
}

/** Not the check of the account, which belongs to the run, and is shown as none of its steps. */
const isOfLook = (event: Untimed): boolean => event.type !== 'call' || event.step !== undefined;
