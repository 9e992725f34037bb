import type { Out } from './terminal.js';
import { widthOf } from './text.js';

/**
 * Breaks prose into lines. Everything printed for a person to read goes through here, except for rows of tables, which
 * are cut instead, and text for machines (JSON, scripts, policies).
 */

/** The width for a log, a file or a pipe. */
const usualWidth = 100;

/** The columns that prose may take on a stream. */
export const proseWidth = ({ columns }: Pick<Out, 'columns'>): number => columns || usualWidth;

/**
 * Breaks a line between words. A word wider than the line (a URL, an ARN) stays whole, so that it can be copied.
 * @param text may begin with spaces and a `- `, which further lines are indented by
 * @param width columns, of an indented line too
 * @param hang how many columns further lines are indented more, where there is no `- `
 */
export function wrapped(text: string, width: number, hang = 2): string[] {
  const [, indent = '', item = '', rest = ''] = /^( *)(- )?(.*)$/s.exec(text) ?? [];
  const further = indent + ' '.repeat(item ? item.length : hang);
  const [first = '', ...more] = broken(rest, (line) => width - (line === 0 ? indent + item : further).length);
  return [indent + item + first, ...more.map((line) => further + line)];
}

/**
 * Breaks a command line so that it can be copied all the same: each line but the last ends in a backslash.
 * @param lead what stands before it: spaces, or a label
 */
export function wrappedCommand(command: string, width: number, lead = ''): string[] {
  const whole = lead + command;
  if (widthOf(whole) <= width) return [whole];
  // A line is never broken inside quotes, because the backslash would become part of the word there.
  const words = command.match(/(?:\\.|'[^']*'|"[^"]*"|[^\s'"\\])+|\\$/g) ?? [];
  const indent = /^ */.exec(lead)?.[0] ?? '';
  const further = `${indent}  `;
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line === undefined) lines.push(lead + word);
    else if (word === '\\' || widthOf(`${line} ${word} \\`) <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(further + word);
  }
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}

/** Lines of prose as they are written to a stream; the last one ends too. */
export const proseText = (text: string, out: Pick<Out, 'columns'>): string =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .flatMap((line) => wrapped(line, proseWidth(out)))
    .map((line) => `${line}\n`)
    .join('');

/** Spaces between words are kept, except where the line breaks: some lines align what they name. */
function broken(text: string, roomOf: (line: number) => number): string[] {
  const lines: string[] = [];
  let used = 0;
  for (const [, gap = '', word = ''] of text.matchAll(/((?<! ) *)([^ ]+)/g)) {
    const line = lines.at(-1);
    const more = widthOf(gap + word);
    const fits = line !== undefined && used + more <= roomOf(lines.length - 1);
    if (fits) lines[lines.length - 1] = line + gap + word;
    else lines.push(word);
    used = fits ? used + more : widthOf(word);
  }
  return lines;
}
