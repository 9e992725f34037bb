import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';

/** Small pure functions on text as a terminal shows it: widths are columns, colours count as nothing. */

/** Other people's text on one line: a name or message must not move the cursor or forge a line of a log. */
export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();

/** Cuts what is too wide, at the end or (for ids, whose ends tell them apart) in the middle. */
export function fit(text: string, width: number, ellipsis = '…', position: 'end' | 'middle' = 'end'): string {
  const cut = (columns: number) => cliTruncate(text, columns, { truncationCharacter: ellipsis, position });
  const room = Math.max(0, width);
  const result = cut(room);
  // Where the cut falls inside a character of two columns, the whole of it is kept.
  return stringWidth(result) > room ? cut(room - 1) : result;
}

const gap = (text: string, width: number): string => ' '.repeat(Math.max(0, width - stringWidth(text)));
export const padEnd = (text: string, width: number): string => text + gap(text, width);
export const padStart = (text: string, width: number): string => gap(text, width) + text;

export const widest = (texts: Iterable<string>): number => Math.max(0, ...[...texts].map((text) => stringWidth(text)));

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
