import { realClock } from '../../clock.js';
import { repeatedOptions } from '../report/repeated-options.js';
import { notesFor } from '../report/notes.js';
import { openReport, type Report } from '../report/report.js';
import { runCommand } from '../report/run-command.js';
import type { RequestWith } from '../request.js';
import { inSession, requireSameEndpoint } from '../session/session.js';
import { recordedOf } from '../session/states.js';
import { stoppable, type Stopper } from '../session/stop-signal.js';
import { findStack, noSuchStack, type FoundStack } from '../stack/stack-choice.js';
import { chosenSources, elsewhereText } from './chosen-sources.js';
import { logSourcesIn, type LogSource } from './log-sources.js';
import { LogReader } from './read-logs.js';
import { lineWriter } from './show-line.js';
import { showLines } from './show-lines.js';
import { sinceTime } from './since.js';

export interface LogsRequest extends RequestWith<'stack' | 'target' | 'states' | 'display' | 'limits'> {
  readonly service?: string | undefined;
  readonly follow: boolean;
  /** As `sinceTime` reads it. */
  readonly since: string;
  readonly task?: string | undefined;
}

/** `provision logs [SERVICE]`: from the state and CloudWatch Logs; nothing is changed. @returns the exit code */
export async function runLogs(request: LogsRequest): Promise<number> {
  const { display, service } = request;
  return runCommand({ command: 'logs', words: [service], request }, async () => {
    const found = await findStack(request, true);
    const recorded = found && (await recordedOf(request, found, 'logs'));
    if (!found || !recorded) throw await noSuchStack(request, found);
    await requireSameEndpoint(request.target, recorded.path, recorded.state, found.configured?.region);
    const task = request.task?.split('/').at(-1);
    const records = new Map(Object.entries(recorded.state.records));
    const { sources, elsewhere } = chosenSources(logSourcesIn(records), { name: service, task });
    const options = repeatedOptions(request);
    const report = openReport({ command: 'logs', ...display, stack: found.stack, options, quiet: true });
    const note = notesFor(display);
    for (const it of elsewhere) note(elsewhereText(it));
    return { report, work: () => logsHere(request, found, { sources, task }, report) };
  });
}

interface Meant {
  readonly sources: readonly LogSource[];
  readonly task: string | undefined;
}

async function logsHere(request: LogsRequest, found: FoundStack, meant: Meant, report: Report): Promise<number> {
  const { display, limits, follow } = request;
  const note = notesFor(display);
  const work = async (stop: Stopper) => {
    const opening = { request, command: 'logs', stack: found.stack, config: found.configured, locks: false };
    await inSession(opening, { emit: report.emit, stop }, async ({ run }) => {
      const from = sinceTime(request.since, realClock.now()) ?? 0;
      const reader = new LogReader(run, { ...meant, from }, ({ name, logGroup }) =>
        note(`The log group ${logGroup} of ${name} is gone. \`provision up\` makes it again, without its lines.`),
      );
      const write = lineWriter(meant.sources, display, report);
      const count = await showLines(reader, write, { follow, stop });
      if (count === 0 && !follow) note(nothingText(request, repeatedOptions(request)));
    });
    return report.finish({ failures: [] });
  };
  // While they are followed, Ctrl-C is how it ends.
  return stoppable(limits.timeout, report.say, work, follow ? {} : undefined);
}

function nothingText({ service, since, task }: LogsRequest, options: string): string {
  const command = ['provision logs', service, '--since 3d', task && `--task ${task}`, options]
    .filter(Boolean)
    .join(' ');
  const who = task === undefined ? 'Nothing was written' : `The task ${task} has written nothing`;
  const when = /^\d+\w$/.test(since) ? `in the last ${since}` : `since ${since}`;
  return `${who} ${when}. Further back: \`${command}\`; --follow waits for what comes.`;
}
