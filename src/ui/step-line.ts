import type { Action } from '../events.js';
import { displayName, shortId } from '../display-names.js';
import type { StepProgress } from './progress.js';
import type { Look } from './terminal.js';
import { duration, elapsed, fit, oneLine, padEnd, padStart, widest } from './text.js';

/**
 * One step on one line, the same columns for finished, running and waiting ones, so that a run reads as one table:
 * mark, name, noun where there is room, what was or is done, seconds, then the id or what AWS says.
 */
export interface Columns {
  readonly name: number;
  /** 0: there is no room for nouns. */
  readonly noun: number;
  /** Of the whole line: one less than the terminal's, because some terminals wrap a full line. */
  readonly width: number;
}

const wide = 110;

/** Fits the columns to the steps known so far. */
export function columnsFor(steps: Iterable<StepProgress>, { columns }: Look): Columns {
  const all = [...steps];
  const roomy = columns >= wide;
  const most = roomy ? 36 : Math.max(8, Math.min(26, Math.floor(columns / 3)));
  return {
    name: Math.min(most, widest(all.map(({ step }) => step))),
    noun: roomy ? Math.min(24, widest(all.map(({ resource }) => displayName(resource)))) : 0,
    width: Math.max(1, columns - 1),
  };
}

/**
 * A finished step: `✓ vpc-link  created  2m 06s  a1b2c3`.
 * @param reason of a failure, in a few words on one line
 */
export function finishedLine(it: StepProgress, at: Columns, look: Look, reason = ''): string {
  const { colors, glyphs } = look;
  const time = it.seconds === undefined ? '' : duration(it.seconds);
  if (it.state === 'failed')
    return line({ it, mark: colors.red(glyphs.cross), done: colors.red('failed'), time, detail: reason }, at, look);
  if (it.state === 'skipped') {
    const detail = `needs ${it.after.join(', ')}`;
    return line({ it, mark: colors.yellow(glyphs.skip), done: 'skipped', detail }, at, look);
  }
  const mark = colors.green(glyphs.tick);
  const done = it.outcome ?? 'done';
  if (it.note) return line({ it, mark, done, time, detail: colors.yellow(oneLine(it.note)) }, at, look);
  if (it.goneWith !== undefined) return line({ it, mark, done, detail: colors.dim(`with ${it.goneWith}`) }, at, look);
  return line({ it, mark, done, time, detail: colors.dim(oneLine(shortId(it.id) ?? '')), cut: 'middle' }, at, look);
}

const doing: Readonly<Record<Action, string>> = {
  create: 'creating',
  update: 'updating',
  replace: 'replacing',
  delete: 'deleting',
  look: 'reading',
};

/** A running step: `⠹ vpc-link  creating  41s  VPC link is PENDING`. */
export function runningLine(it: StepProgress, now: number, at: Columns, look: Look): string {
  const { colors, glyphs } = look;
  const mark = colors.cyan(glyphs.spinner[Math.floor(now / 100) % glyphs.spinner.length] ?? '');
  const time = it.startedAt === undefined ? '' : elapsed(awsSeconds(it.startedAt, it.waitingSince ?? now, now, look));
  const what = oneLine(it.doing ?? '');
  const id = at.noun ? shortId(it.id) : undefined;
  const detail = [it.retrying ? colors.yellow(what) : what, id && colors.dim(oneLine(id))].filter(Boolean).join('  ');
  return line({ it, mark, done: doing[it.action ?? 'look'], time, detail }, at, look);
}

/** Seconds of AWS's time. Only the time from the first wait on is AWS's, so only that is multiplied by the pace. */
const awsSeconds = (startedAt: number, waitingSince: number, now: number, { pace = 1 }: Look): number =>
  (waitingSince - startedAt + (now - waitingSince) * pace) / 1000;

/** A step that has not begun: `  route  waiting  for integration`. */
export const waitingLine = (it: StepProgress, missing: readonly string[], at: Columns, look: Look): string =>
  line({ it, mark: ' ', done: 'waiting', detail: missing.length > 0 ? `for ${missing.join(', ')}` : '' }, at, look);

interface Cells {
  readonly it: StepProgress;
  readonly mark: string;
  readonly done: string;
  readonly time?: string;
  readonly detail?: string;
  /** Where the detail is cut when it is too wide. */
  readonly cut?: 'end' | 'middle';
}

const widths = { done: 'unchanged'.length, time: '59m 59s'.length };

function line({ it, mark, done, time = '', detail = '', cut = 'end' }: Cells, at: Columns, look: Look): string {
  const { colors, glyphs } = look;
  const name = padEnd(fit(it.step, at.name, glyphs.ellipsis, 'middle'), at.name);
  const noun = at.noun ? [colors.dim(padEnd(fit(displayName(it.resource), at.noun, glyphs.ellipsis), at.noun))] : [];
  const cells = [`${mark} ${name}`, ...noun, padEnd(done, widths.done), colors.dim(padStart(time, widths.time))];
  const room = at.width - widest([cells.join('  ')]) - 2;
  return fit([...cells, fit(detail, room, glyphs.ellipsis, cut)].join('  '), at.width, glyphs.ellipsis).trimEnd();
}
