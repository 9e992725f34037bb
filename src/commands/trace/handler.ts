import { traceLines } from '../../ui/trace.js';
import { writerTo } from '../../ui/output.js';
import { proseWidth } from '../../ui/prose.js';
import { colorsFor } from '../../ui/terminal.js';
import { repeatedOptions } from '../report/repeated-options.js';
import { openReport, type Report } from '../report/report.js';
import { runCommand } from '../report/run-command.js';
import type { RequestWith } from '../request.js';
import { requireSameEndpoint } from '../session/session.js';
import { recordedOf } from '../session/states.js';
import { stoppable } from '../session/stop-signal.js';
import { findStack, noSuchStack, type FoundStack } from '../stack/stack-choice.js';
import { requestedOf, type Requested } from './requested.js';
import { traceRequest } from './trace-request.js';

export interface TraceRequest extends RequestWith<'stack' | 'target' | 'states' | 'display' | 'limits'> {
  /** A method, or what is asked for with GET. */
  readonly request?: string | undefined;
  readonly path?: string | undefined;
}

/** `provision trace [METHOD] PATH`: sends nothing and changes nothing. @returns the exit code: 3 where it is dropped */
export async function runTrace(request: TraceRequest): Promise<number> {
  const { target, display } = request;
  const words = [request.request, request.path];
  return runCommand({ command: 'trace', words, request }, async () => {
    const found = await findStack(request, true);
    const recorded = found && (await recordedOf(request, found, 'trace'));
    if (!recorded) throw await noSuchStack(request, found);
    await requireSameEndpoint(target, recorded.path, recorded.state, found.configured?.region);
    const asked = requestedOf(request, recorded.state.outputs);
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
