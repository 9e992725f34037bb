import { neededFor, reachedNames } from '../../facts/services-reached.js';
import { FailureError } from '../../failure.js';
import { nearest } from '../../nearest.js';
import type { AskingRequest } from './asked-of-stack.js';
import { requestedOf, type Recorded, type Requested } from './requested.js';
import { askersIn } from './senders.js';

/** Whose way is followed: that of a request, or the way of a task to something outside of its VPC. */
export type Question =
  | {
      readonly is: 'request';
      readonly asked: Requested;
      /** Absent: a client on the internet. */ readonly from?: string;
    }
  | {
      readonly is: 'way-out';
      /** Services of AWS as endpoint services are called, or `internet`. */
      readonly to: readonly string[];
      /** Absent: the only service that there is. */
      readonly from?: string | undefined;
    };

export interface TraceRequest extends AskingRequest {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * @param recorded of the stack
 * @throws FailureError `bad-usage`
 */
export function questionOf(request: TraceRequest, recorded: Recorded): Question {
  const from = request.from === 'internet' ? undefined : request.from;
  if (request.to === undefined)
    return { is: 'request', asked: requestedOf(request, recorded), ...(from !== undefined && { from }) };
  if (request.request !== undefined)
    throw badUsage('--to says where a task sends something, so there is no path', 'leave one of them out');
  if (request.from === 'internet') throw badUsage('--to is the way out of the VPC', '--from SERVICE says of what');
  const to = neededFor(request.to);
  if (to) return { is: 'way-out', to, from };
  if (askersIn(new Map(Object.entries(recorded.records))).includes(request.to))
    throw badUsage(
      `${request.to} is a service of the stack, and --to is for what is outside of its VPC`,
      'ask it by its name: provision trace --from SERVICE http://NAME:PORT/',
    );
  const near = nearest(request.to, reachedNames);
  throw badUsage(
    `there is no service ${JSON.stringify(request.to)} to go to`,
    near === undefined ? `one of ${reachedNames.join(', ')}` : `did you mean --to ${near}?`,
  );
}

const badUsage = (message: string, hint: string) => new FailureError({ code: 'bad-usage', message, hint });
