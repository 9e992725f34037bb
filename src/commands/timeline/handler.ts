import { FailureError } from '../../failure.js';
import { timelineSvg } from '../../timeline/svg.js';
import type { Timeline } from '../../timeline/timeline.js';
import { jsonLine } from '../../ui/printable.js';
import { proseWidth } from '../../ui/prose.js';
import { colorsFor, glyphsFor } from '../../ui/terminal.js';
import { timelineLines } from '../../ui/timeline.js';
import { writerTo } from '../../ui/output.js';
import { requireNoTerminal } from '../report/pictures.js';
import { eventsOf, requireRunAlone, runNamed } from '../report/past-runs.js';
import { printAnswer } from '../report/run-command.js';
import type { Display, RequestWith } from '../request.js';
import { timelineOf } from '../../timeline/of-run.js';
import { findStack } from '../stack/stack-choice.js';

export interface TimelineRequest extends RequestWith<'stack' | 'target' | 'states' | 'display'> {
  /** Its file, a part of its name, or `last`; the last one where absent. */
  readonly run?: string | undefined;
  readonly format: 'text' | 'svg';
  readonly all: boolean;
}

/** `provision timeline [RUN]`: from the file of a run; nothing is called. @returns the exit code */
export async function runTimeline(request: TimelineRequest): Promise<number> {
  const { display, format, run } = request;
  return printAnswer({ command: 'timeline', words: [run], request }, async () => {
    if (format === 'svg') requireNoTerminal(display, 'provision timeline --format svg > up.svg');
    const timeline = await chosenTimeline(request);
    writerTo(process.stdout)(`${textOf(timeline, request)}\n`);
  });
}

/** @throws FailureError `bad-usage` where there is no such run, or nothing in its file */
async function chosenTimeline(request: TimelineRequest): Promise<Timeline> {
  const { stack, states, run } = request;
  if (run !== undefined) requireRunAlone(stack, 'RUN');
  const isNamed = Object.values(stack).some((value) => value !== undefined);
  const found = isNamed ? await findStack(request, true) : undefined;
  const past = await runNamed(states.directory, run ?? 'last', found?.stack);
  const timeline = timelineOf(past, await eventsOf(past));
  if (timeline) return timeline;
  throw new FailureError({
    code: 'bad-usage',
    message: `${past.file} tells of no run: it is empty, or cannot be read`,
  });
}

function textOf(timeline: Timeline, { display, format, all }: TimelineRequest): string {
  if (display.json) return jsonLine({ type: 'timeline', time: new Date().toISOString(), ...timeline });
  if (format === 'svg') return timelineSvg(timeline);
  return timelineLines(timeline, { ...lookFor(display), isWhole: all }).join('\n');
}

const lookFor = ({ color }: Display) => ({
  columns: Math.max(40, Math.min(160, proseWidth(process.stdout))),
  colors: colorsFor(process.stdout, process.env, !color),
  glyphs: glyphsFor(process.env),
});
