import { request as send, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { WireRequest, WireResponse } from '../wire/message.js';

/** Those of one connection alone. Source: RFC 9110, section 7.6.1 */
const ofConnection = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** The most that is passed on of an answer: an HTTP API takes 10 MB. */
const mostBytes = 10 * 1024 * 1024;
interface Passing {
  /** On loopback. */
  readonly port: number;
  /** In the place of those that were sent. */
  readonly headers: { readonly [name: string]: string };
  /** ms without a byte after which nobody waits any more. */
  readonly timeoutMs: number;
}

/**
 * Sends a request on to a process of this machine, as it was sent.
 * @returns `late` where it takes too long, `broken` where the connection ends without an answer
 */
export function passOn(request: WireRequest, passing: Passing): Promise<WireResponse | 'broken' | 'late'> {
  const { method, path, query, body } = request;
  const hasBody = body.length > 0 || 'content-length' in request.headers;
  const headers = {
    ...withoutConnection(request.headers),
    ...passing.headers,
    ...(hasBody && { 'content-length': String(body.length) }),
  };
  const target = request.target ?? (query.size > 0 ? `${path}?${query.toString()}` : path);
  const { port, timeoutMs: timeout } = passing;
  return new Promise((answered) => {
    const outgoing = send({ host: '127.0.0.1', port, method, path: target, headers, timeout }, (incoming) => {
      incoming.once('error', () => answered('broken'));
      void bodyOf(incoming).then((read) => answered(read ? responseOf(incoming, read) : 'broken'));
    });
    outgoing.once('timeout', () => {
      answered('late');
      outgoing.destroy();
    });
    outgoing.once('error', () => answered('broken'));
    outgoing.end(body);
  });
}

const responseOf = ({ statusCode = 502, headers }: IncomingMessage, body: Buffer): WireResponse => ({
  ...{ status: statusCode, headers: withoutConnection(headers), cookies: headers['set-cookie'], body },
});

/** @returns undefined where it breaks, or there is too much of it */
async function bodyOf(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > mostBytes) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return undefined;
  }
}

/** Several cookies are several headers, so they are kept apart. */
const left = [...ofConnection, 'content-length', 'set-cookie'];
const withoutConnection = (headers: IncomingHttpHeaders): { readonly [name: string]: string } =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || left.includes(name) ? [] : [[name, String(value)]],
    ),
  );
