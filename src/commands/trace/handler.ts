import { traceLines } from '../../ui/trace.js';
import { writerTo } from '../../ui/output.js';
import { proseWidth } from '../../ui/prose.js';
import { colorsFor } from '../../ui/terminal.js';
import { repeatedOptions } from '../report/repeated-options.js';
import { openReport, type Report } from '../report/report.js';
import { runCommand } from '../report/run-command.js';
import { stoppable } from '../session/stop-signal.js';
import type { FoundStack } from '../stack/stack-choice.js';
import { askedOfStack, type AskingRequest } from './asked-of-stack.js';
import type { Requested } from './requested.js';
import { traceRequest } from './trace-request.js';

export type TraceRequest = AskingRequest;

/** `provision trace [METHOD] PATH`: sends nothing and changes nothing. @returns the exit code: 3 where it is dropped */
export async function runTrace(request: TraceRequest): Promise<number> {
  const { display } = request;
  const words = [request.request, request.path];
  return runCommand({ command: 'trace', words, request }, async () => {
    const { found, asked } = await askedOfStack(request, 'trace');
    const options = repeatedOptions(request);
    const report = openReport({ command: 'trace', ...display, stack: found.stack, options, quiet: true });
    return { report, work: () => traceHere(request, found, asked, report) };
  });
}

async function traceHere(request: TraceRequest, found: FoundStack, asked: Requested, report: Report): Promise<number> {
  const { display, limits } = request;
  return stoppable(limits.timeout, report.say, async (stop) => {
    const way = await traceRequest(request, found, asked, { emit: report.emit, stop });
    const trace = { type: 'trace', method: asked.method, url: asked.url.href, ...way } as const;
    const colors = colorsFor(process.stdout, process.env, !display.color);
    if (display.json) report.emit(trace);
    else writerTo(process.stdout)(traceLines(trace, { width: proseWidth(process.stdout), colors }).join('\n') + '\n');
    return report.finish({ failures: [], isInSync: way.ending.is === 'answered' });
  });
}
