import type { RequestEvent } from '../events.js';
import { printable } from './printable.js';
import { wrapped } from './prose.js';
import type { Colors } from './terminal.js';
import { seenText } from './trace.js';

/** What came back for a request, as `curl -i` shows it; where nothing came, what a client sees. */
export function answerText(
  given: Omit<RequestEvent, 'time'>,
  { width, colors }: { readonly width: number; readonly colors: Colors },
): string {
  const { method, url, sentTo, answer } = printable(given);
  const asked = [
    ...wrapped(`${method} ${url}`, width).map(colors.bold),
    ...(sentTo === undefined ? [] : wrapped(`Sent to ${sentTo}: DNS of your own is to lead the name there.`, width)),
  ];
  if (answer.is === 'unanswered') {
    const seen = wrapped(`A client sees ${seenText(answer.seen)}: ${answer.why}.`, width);
    return `${[...asked, '', ...seen.map(colors.red)].join('\n')}\n`;
  }
  const color = answer.status < 400 ? colors.green : colors.red;
  const status = color(`${answer.status}${answer.statusText === '' ? '' : ` ${answer.statusText}`}`);
  const headers = answer.headers.map(([name, value]) => `${colors.dim(`${name}:`)} ${value}`);
  // The body is what the stack says, in its own lines.
  const body = printableLines(given.answer.is === 'answered' ? given.answer.body : '');
  return `${[...asked, '', status, ...headers, '', body].join('\n')}${body.endsWith('\n') || body === '' ? '' : '\n'}`;
}

/** Line ends and tabs are left, and nothing else that a terminal obeys. */
const printableLines = (text: string): string => text.replace(/[^\P{Cc}\n\t]/gu, '');
