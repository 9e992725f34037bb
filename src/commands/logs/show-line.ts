import { logLineText } from '../../ui/log-line.js';
import { writerTo } from '../../ui/output.js';
import { colorsFor } from '../../ui/terminal.js';
import type { Report } from '../report/report.js';
import type { Display } from '../request.js';
import type { LogLine } from './log-query.js';
import type { LogSource } from './log-sources.js';

/** What shows a line: an event for programs, text for people. */
export function lineWriter(
  sources: readonly LogSource[],
  { json, color }: Display,
  report: Pick<Report, 'emit'>,
): (line: LogLine) => void {
  const names = sources.map(({ name }) => name);
  const text = logLineText(names, colorsFor(process.stdout, process.env, !color));
  const write = writerTo(process.stdout);
  return (line) => {
    const { at, message, source, container, task } = line;
    if (!json) return write(text({ ...line, source: source.name }));
    const of = { ...(container !== undefined && { container }), ...(task !== undefined && { task }) };
    report.emit({
      ...{ type: 'log', step: source.step, source: source.name, ...of },
      ...{ at: new Date(at).toISOString(), message },
    });
  };
}
