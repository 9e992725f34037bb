import { stripVTControlCharacters } from 'node:util';
import { printableLine } from './printable.js';
import type { Colors } from './terminal.js';
import { padEnd, widest } from './text.js';

/** A line of a log, and whose it is. */
export interface ShownLine {
  /** Of the service or the job. */
  readonly source: string;
  /** Absent where it is not of a task. */
  readonly container?: string | undefined;
  /** The task's id. */
  readonly task?: string | undefined;
  /** ms since the epoch. */
  readonly at: number;
  /** It may have several lines. */
  readonly message: string;
}

/** As many as can be told apart; then they begin anew. */
const palette = ['cyan', 'yellow', 'green', 'magenta', 'blue', 'cyanBright', 'yellowBright', 'greenBright'] as const;

/**
 * What shows lines, each behind its time (UTC), the name of its source in a colour of its own, and the beginning of its task's id.
 * Nothing in a message moves the cursor or colours anything.
 * @param sources all names that there may be
 */
export function logLineText(sources: readonly string[], colors: Colors): (line: ShownLine) => string {
  const width = widest(sources);
  return ({ source, container, task, at, message }) => {
    const time = colors.dim(`${new Date(at).toISOString().slice(0, 19)}Z`);
    const color = colors[palette[Math.max(0, sources.indexOf(source)) % palette.length] ?? 'cyan'];
    const beside = container === undefined || container === source ? '' : ` ${printableLine(container)}`;
    const of = task === undefined ? '' : ` ${printableLine(task.slice(0, shortTask))}`;
    const label = color(`${padEnd(printableLine(source), width)}${of}${beside} |`);
    return message
      .replace(/\r?\n$/, '')
      .split(/\r?\n/)
      .map((part) => `${time} ${label} ${printableLine(stripVTControlCharacters(part)).trimEnd()}\n`)
      .join('');
  };
}

/** So much of an id tells tasks apart. */
const shortTask = 8;
