import { stripVTControlCharacters } from 'node:util';
import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';

/** Small pure functions on text as a terminal shows it: widths are columns, colours count as nothing. */

/** Other people's text on one line: a name or message must not move the cursor or forge a line of a log. */
export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();

/**
 * `string-width` takes time by the square of a text's length as soon as one character is not ASCII, so it is asked of
 * short pieces only. What is combined with an ASCII character stays with that character.
 */
const pieces = /[ -~]+(?![^ -~])|[ -~]?[^ -~]{1,400}/gu;

/** The columns that a text takes. */
export function widthOf(text: string): number {
  let columns = 0;
  for (const [piece] of stripVTControlCharacters(text).matchAll(pieces)) columns += stringWidth(piece);
  return columns;
}

/** More code units than any character has that somebody can read. */
const unitsOfColumn = 40;

/** Cuts what is too wide, at the end or (for ids, whose ends tell them apart) in the middle. */
export function fit(text: string, width: number, ellipsis = '…', position: 'end' | 'middle' = 'end'): string {
  const room = Math.max(0, width);
  if (widthOf(text) <= room) return text;
  const near = (room + 1) * unitsOfColumn;
  const ends = text.length <= 2 * near ? text : text.slice(0, near) + text.slice(-near);
  const cut = (columns: number) => cliTruncate(ends, columns, { truncationCharacter: ellipsis, position });
  let columns = room;
  let result = cut(columns);
  // Where a cut falls inside a character of two columns, the whole of it is kept.
  while (widthOf(result) > room) result = cut(--columns);
  return result;
}

const gap = (text: string, width: number): string => ' '.repeat(Math.max(0, width - widthOf(text)));
export const padEnd = (text: string, width: number): string => text + gap(text, width);
export const padStart = (text: string, width: number): string => gap(text, width) + text;

export const widest = (texts: Iterable<string>): number => Math.max(0, ...[...texts].map((text) => widthOf(text)));

/** `2.1s`, `42s`, `2m 06s`, `1h 02m`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${Math.max(0, seconds).toFixed(1)}s`;
  return elapsed(seconds);
}

/** As `duration`, but in whole seconds: for what is still counting. */
export function elapsed(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m ${two(whole % 60)}s`;
  if (whole >= 48 * 3600) return `${Math.floor(whole / 86_400)} days`;
  return `${Math.floor(whole / 3600)}h ${two(Math.floor((whole % 3600) / 60))}m`;
}
const two = (number: number): string => String(number).padStart(2, '0');

/** `a, b, c and 9 more`. */
export function listed(names: readonly string[], most = 8): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
