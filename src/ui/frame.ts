import { counted } from '../display-names.js';
import type { Progress, StepProgress } from './progress.js';
import type { Run } from './run.js';
import { columnsFor, runningLine, waitingLine } from './step-line.js';
import type { Look } from './terminal.js';
import { elapsed, fit, widest } from './text.js';

/**
 * The live region: a header, what runs (the slowest first), what waits (the nearest first). Pure: the same progress,
 * time and look give the same lines. No line is wider than the terminal less one column, and there are never more
 * lines than half of the screen has, so that they can still be erased in a terminal that gets half as wide.
 */
export function frame(progress: Progress, now: number, look: Look, run?: Run): string[] {
  const room = Math.max(4, Math.floor(look.rows * 0.45));
  const airy = look.rows >= 16 ? [''] : [];
  const head = [...airy, headerLine(progress, now, look, run)];
  const running = progress.in('running').sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
  const waiting = nearestFirst(progress);
  const share = Math.floor(room / (running.length > room / 2 ? 6 : 3));
  const forWaiting = Math.min(waiting.length, Math.max(1, share));
  const { ellipsis } = look.glyphs;
  const at = columnsFor(progress.steps.values(), look);
  const rows = (steps: readonly StepProgress[], most: number, more: string, lineOf: (it: StepProgress) => string) =>
    folded(steps.map(lineOf), most, (count) => look.colors.dim(fit(`  ${ellipsis} ${count} more ${more}`, at.width)));
  return [
    ...head,
    ...rows(running, room - head.length - forWaiting, 'running', (it) => runningLine(it, now, at, look)),
    ...rows(waiting, forWaiting, 'waiting', (it) => look.colors.dim(waitingLine(it, progress.missing(it), at, look))),
  ];
}

/** The lines that fit. The last one says how many do not. */
function folded(lines: readonly string[], most: number, more: (count: number) => string): string[] {
  if (lines.length <= most) return [...lines];
  const shown = lines.slice(0, Math.max(0, most - 1));
  return [...shown, more(lines.length - shown.length)];
}

/** The order in which waiting steps will start: first those that wait for running steps only. Equal ones stay as planned. */
function nearestFirst(progress: Progress): StepProgress[] {
  const known = new Map<string, number>();
  const distance = (name: string): number => {
    const it = progress.steps.get(name);
    if (it?.state !== 'waiting') return 0;
    const found = known.get(name);
    if (found !== undefined) return found;
    known.set(name, 0);
    const own = 1 + Math.max(0, ...progress.missing(it).map(distance));
    known.set(name, own);
    return own;
  };
  return progress.in('waiting').sort((a, b) => distance(a.step) - distance(b.step));
}

/** `up demo  us-east-1  ━━━━━━━━────────  12 of 27  58 calls  42s` */
function headerLine(progress: Progress, now: number, look: Look, run?: Run): string {
  const { colors, glyphs, columns } = look;
  const total = progress.steps.size;
  const done = progress.in('done').length;
  const failed = progress.in('failed').length;
  const right = [
    total > 0 ? `${done} of ${total}` : 'starting',
    ...(failed > 0 ? [colors.red(`${failed} failed`)] : []),
    counted(progress.calls, 'call'),
    elapsed((now - (progress.startedAt ?? now)) / 1000) + (look.pace ? ' here' : ''),
  ].join('  ');
  const left = fit(titleOf(look, run), columns - 1 - widest([right]) - 2, glyphs.ellipsis);
  // This leaves room for growing numbers, so that the bar keeps its length.
  const room = Math.min(40, columns - 1 - widest([left]) - Math.max(30, widest([right])) - 4);
  const middle = room >= 10 ? [bar(done, total, room, look)] : [];
  return fit([left, ...middle, right].join('  '), columns - 1, glyphs.ellipsis);
}

const titleOf = ({ colors }: Look, run?: Run): string =>
  [
    colors.bold([run?.command, run?.stack].filter(Boolean).join(' ') || 'provision'),
    ...(run?.place ? [colors.dim(run.place)] : []),
  ].join('  ');

function bar(done: number, total: number, width: number, { colors, glyphs }: Look): string {
  const filled = total > 0 ? Math.floor((done / total) * width) : 0;
  return colors.green(glyphs.bar.repeat(filled)) + colors.dim(glyphs.rest.repeat(width - filled));
}
