import type { WireRequest, WireResponse } from '../wire/message.js';

/**
 * The line that a web server writes for a request: the combined format of Apache and nginx. The client's address is left
 * out: what passes a request on has none of its own in the sandbox.
 */
export function accessLine(request: WireRequest, { status, body }: WireResponse, now: Date): string {
  const { method, headers } = request;
  const header = (name: string) => `"${quotable(headers[name] ?? '-')}"`;
  const first = `"${quotable(`${method} ${pathOf(request)} HTTP/1.1`)}"`;
  return `- - - [${logTime(now)}] ${first} ${status} ${body.length} ${header('referer')} ${header('user-agent')}`;
}

/** The path as it was asked for, with its query. */
const pathOf = ({ path, query }: WireRequest): string => (query.size === 0 ? path : `${path}?${query.toString()}`);

/** As nginx writes what would end the quotes or the line. */
const quotable = (text: string): string =>
  text.replace(/["\\\p{Cc}]/gu, (it) => `\\x${it.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As logs of web servers have the time: `01/Dec/2026:14:05:06 +0000`. */
export function logTime(at: Date): string {
  const two = (it: number): string => String(it).padStart(2, '0');
  const date = `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  return `${date}:${at.toISOString().slice(11, 19)} +0000`;
}
