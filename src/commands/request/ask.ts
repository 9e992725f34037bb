import type { RequestEvent, TraceEvent } from '../../events.js';
import { waitForAws } from '../../runner/run.js';
import { writerTo } from '../../ui/output.js';
import { proseWidth } from '../../ui/prose.js';
import { answerText } from '../../ui/request.js';
import { colorsFor } from '../../ui/terminal.js';
import { lowerNames } from '../../request-headers.js';
import { traceLines } from '../../ui/trace.js';
import type { Display } from '../request.js';
import type { Report } from '../report/report.js';
import type { Session } from '../session/session.js';
import { addressOf } from '../trace/recorded-names.js';
import { wayOf } from '../trace/trace-request.js';
import { doorOf } from './door.js';
import { send, type Answer, type Sent } from './send.js';

/** A request, what came back for it, and where it fails, if it does. */
export interface Asked {
  readonly sent: Omit<RequestEvent, 'time'>;
  readonly trace?: Omit<TraceEvent, 'time'> | undefined;
}

/** An HTTP API gives up after 30 seconds. */
const timeoutMs = 35_000;
/** ms between two requests to what is not there yet. */
const pauseMs = 2_000;

/**
 * Sends a request to a stack; where it fails, follows its way.
 * @param patience seconds for which it is sent again until it is answered with a status below 400
 */
export async function ask(session: Session, request: Sent, patience = 0): Promise<Asked> {
  const { run, store, stop } = session;
  const { method, url } = request;
  const until = run.clock.now() + patience * 1000;
  const sentTo = addressOf(url.hostname, store.records);
  const way = { door: await doorOf(session), address: sentTo, timeoutMs, signal: stop.signal };
  const once = () => send(request, way);
  let answer = await once();
  while (!isGood(answer) && run.clock.now() < until) {
    await waitForAws(run, 'request', pauseMs);
    answer = await once();
  }
  const asked = { method, url: url.href };
  const sent = { type: 'request', ...asked, ...(sentTo !== undefined && { sentTo }), answer } as const;
  if (isGood(answer)) return { sent };
  const headers = lowerNames(request.headers);
  return { sent, trace: { type: 'trace', ...asked, ...(await wayOf(run, store.records, { method, url, headers })) } };
}

const isGood = (answer: Answer): boolean => answer.is === 'answered' && answer.status < 400;
export const isAnswered = ({ sent }: Asked): boolean => isGood(sent.answer);

/** As events, for programs. */
export function emitAsked({ sent, trace }: Asked, report: Report): void {
  report.emit(sent);
  if (trace) report.emit(trace);
}

/** For people. */
export function printAsked({ sent, trace }: Asked, { color }: Pick<Display, 'color'>): void {
  const colors = colorsFor(process.stdout, process.env, !color);
  const width = proseWidth(process.stdout);
  const lines = trace ? ['', ...traceLines(trace, { width, colors }), ''] : [];
  writerTo(process.stdout)(`${answerText(sent, { width, colors })}${lines.join('\n')}`);
}
