import { traceLines } from '../../ui/trace.js';
import { writerTo } from '../../ui/output.js';
import { proseWidth } from '../../ui/prose.js';
import { colorsFor } from '../../ui/terminal.js';
import { repeatedOptions } from '../report/repeated-options.js';
import { openReport, type Report } from '../report/report.js';
import { runCommand } from '../report/run-command.js';
import { stoppable } from '../session/stop-signal.js';
import type { FoundStack } from '../stack/stack-choice.js';
import { askedOfStack } from './asked-of-stack.js';
import { questionOf, type Question, type TraceRequest } from './question.js';
import { trace } from './trace-request.js';

export type { TraceRequest };

/** `provision trace`: sends nothing and changes nothing. @returns the exit code: 3 where anything is dropped */
export async function runTrace(request: TraceRequest): Promise<number> {
  const { display } = request;
  const words = [request.request, request.path];
  return runCommand({ command: 'trace', words, request }, async () => {
    const { found, asked } = await askedOfStack(request, 'trace', (recorded) => questionOf(request, recorded));
    const options = repeatedOptions(request);
    const report = openReport({ command: 'trace', ...display, stack: found.stack, options, quiet: true });
    return { report, work: () => traceHere(request, found, asked, report) };
  });
}

async function traceHere(
  request: TraceRequest,
  found: FoundStack,
  question: Question,
  report: Report,
): Promise<number> {
  const { display, limits } = request;
  return stoppable(limits.timeout, report.say, async (stop) => {
    const ways = await trace(request, found, question, { emit: report.emit, stop });
    const look = { width: proseWidth(process.stdout), colors: colorsFor(process.stdout, process.env, !display.color) };
    if (display.json) for (const way of ways) report.emit(way);
    else writerTo(process.stdout)(ways.map((way) => `${traceLines(way, look).join('\n')}\n`).join('\n'));
    return report.finish({ failures: [], isInSync: ways.every(({ ending }) => ending.is === 'answered') });
  });
}
