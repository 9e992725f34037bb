import { FailureError } from '../../failure.js';
import { repeatedOptions } from '../report/repeated-options.js';
import { openReport, type Report } from '../report/report.js';
import { runCommand } from '../report/run-command.js';
import { lowerNames } from '../../request-headers.js';
import { inSession } from '../session/session.js';
import { stoppable } from '../session/stop-signal.js';
import type { FoundStack } from '../stack/stack-choice.js';
import { askedOfStack, type AskingRequest } from '../trace/asked-of-stack.js';
import { requestedOf } from '../trace/requested.js';
import { ask, emitAsked, isAnswered, printAsked } from './ask.js';
import type { Sent } from './send.js';

export interface SendRequest extends AskingRequest {
  readonly header?: readonly string[] | undefined;
  readonly body?: string | undefined;
}

/**
 * `provision request [METHOD] PATH`: sends it, and shows what comes back.
 * @returns the exit code: 3 where the status is 400 or above, or nothing answers
 */
export async function runRequest(request: SendRequest): Promise<number> {
  const { display } = request;
  const words = [request.request, request.path];
  return runCommand({ command: 'request', words, request }, async () => {
    const headers = Object.fromEntries((request.header ?? []).map(headerIn));
    const { found, asked } = await askedOfStack(request, 'request', (recorded) =>
      requestedOf(request, recorded, lowerNames(headers)),
    );
    const options = repeatedOptions(request);
    const report = openReport({ command: 'request', ...display, stack: found.stack, options, quiet: true });
    return { report, work: () => sendHere(request, found, { ...asked, headers, body: request.body }, report) };
  });
}

/** @throws FailureError `bad-usage` where it is no header */
function headerIn(text: string): [name: string, value: string] {
  const [, name, value] = /^([!#$%&'*+\-.^_`|~\w]+):\s*(.*)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  const hint = '--header "Content-Type: application/json"';
  throw new FailureError({ code: 'bad-usage', message: `${JSON.stringify(text)} is no header`, hint });
}

async function sendHere(request: SendRequest, found: FoundStack, sent: Sent, report: Report): Promise<number> {
  const { display, limits } = request;
  return stoppable(limits.timeout, report.say, async (stop) => {
    const opening = { request, command: 'request', stack: found.stack, config: found.configured, locks: false };
    const asked = await inSession(opening, { emit: report.emit, stop }, (session) => ask(session, sent));
    if (display.json) emitAsked(asked, report);
    else printAsked(asked, display);
    return report.finish({ failures: [], isInSync: isAnswered(asked) });
  });
}
