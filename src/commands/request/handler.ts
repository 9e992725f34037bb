import type { RequestEvent, TraceEvent } from '../../events.js';
import { FailureError } from '../../failure.js';
import { writerTo } from '../../ui/output.js';
import { proseWidth } from '../../ui/prose.js';
import { answerText } from '../../ui/request.js';
import { colorsFor } from '../../ui/terminal.js';
import { traceLines } from '../../ui/trace.js';
import { repeatedOptions } from '../report/repeated-options.js';
import { openReport, type Report } from '../report/report.js';
import { runCommand } from '../report/run-command.js';
import { inSession, type Session } from '../session/session.js';
import { stoppable } from '../session/stop-signal.js';
import type { FoundStack } from '../stack/stack-choice.js';
import { askedOfStack, type AskingRequest } from '../trace/asked-of-stack.js';
import type { Requested } from '../trace/requested.js';
import { wayOf } from '../trace/trace-request.js';
import { send, type Answer } from './send.js';

export interface SendRequest extends AskingRequest {
  readonly header?: readonly string[] | undefined;
  readonly body?: string | undefined;
}

/** An HTTP API gives up after 30 seconds. */
const timeoutMs = 35_000;

/**
 * `provision request [METHOD] PATH`: sends it, and shows what comes back.
 * @returns the exit code: 3 where the status is 400 or above, or nothing answers
 */
export async function runRequest(request: SendRequest): Promise<number> {
  const { display } = request;
  const words = [request.request, request.path];
  return runCommand({ command: 'request', words, request }, async () => {
    const headers = Object.fromEntries((request.header ?? []).map(headerIn));
    const { found, asked } = await askedOfStack(request, 'request');
    const options = repeatedOptions(request);
    const report = openReport({ command: 'request', ...display, stack: found.stack, options, quiet: true });
    return { report, work: () => sendHere(request, found, { ...asked, headers }, report) };
  });
}

/** @throws FailureError `bad-usage` where it is no header */
function headerIn(text: string): [name: string, value: string] {
  const [, name, value] = /^([!#$%&'*+\-.^_`|~\w]+):\s*(.*)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  const hint = '--header "Content-Type: application/json"';
  throw new FailureError({ code: 'bad-usage', message: `${JSON.stringify(text)} is no header`, hint });
}

type Asked = Requested & { readonly headers: { readonly [name: string]: string } };

async function sendHere(request: SendRequest, found: FoundStack, asked: Asked, report: Report): Promise<number> {
  const { display, limits, body } = request;
  const { method, url } = asked;
  return stoppable(limits.timeout, report.say, async (stop) => {
    const opening = { request, command: 'request', stack: found.stack, config: found.configured, locks: false };
    const { answer, trace } = await inSession(opening, { emit: report.emit, stop }, async (session) => {
      const answer = await send({ ...asked, body }, { door: session.sandboxUrl, timeoutMs, signal: stop.signal });
      return { answer, trace: isGood(answer) ? undefined : await traced(session, asked) };
    });
    const sent: Omit<RequestEvent, 'time'> = { type: 'request', method, url: url.href, answer };
    const colors = colorsFor(process.stdout, process.env, !display.color);
    const width = proseWidth(process.stdout);
    if (display.json) {
      report.emit(sent);
      if (trace) report.emit(trace);
    } else {
      const lines = trace ? ['', ...traceLines(trace, { width, colors }), ''] : [];
      writerTo(process.stdout)(`${answerText(sent, { width, colors })}${lines.join('\n')}`);
    }
    return report.finish({ failures: [], isInSync: isGood(answer) });
  });
}

const isGood = (answer: Answer): boolean => answer.is === 'answered' && answer.status < 400;

async function traced({ run, store }: Session, { method, url }: Requested): Promise<Omit<TraceEvent, 'time'>> {
  return { type: 'trace', method, url: url.href, ...(await wayOf(run, store.records, { method, url })) };
}
