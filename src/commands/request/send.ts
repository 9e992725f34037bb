import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { RequestEvent } from '../../events.js';
import type { Seen } from '../../hops.js';
import { addressHeader } from '../../sandbox/front-door/host.js';

/** What to ask, and of whom. */
export interface Sent {
  readonly method: string;
  readonly url: URL;
  /** Names as they are to be sent. */
  readonly headers: { readonly [name: string]: string };
  readonly body?: string | undefined;
}
/** Where it is sent, and how long it may take. The `Host` header, and the name of TLS, are those of the URL all the same. */
export interface Way {
  /** The front door of a sandbox, `http://127.0.0.1:4566`; absent: where the name of the URL leads. */
  readonly door?: string | undefined;
  /** The name that is connected to in the place of the URL's, whose DNS is not asked: `shop-1.us-east-1.elb.amazonaws.com`. */
  readonly address?: string | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export type Answer = RequestEvent['answer'];

/** More than this of a body is not kept. */
const mostBytes = 1024 * 1024;

/**
 * Sends a request as a client does, and waits for the whole answer. A redirect is an answer.
 * @throws what the signal was aborted with
 */
export async function send({ method, url, headers, body }: Sent, way: Way): Promise<Answer> {
  const { door, timeoutMs, signal } = way;
  const there = at(url, way.address);
  const to = door === undefined ? there : new URL(`${url.pathname}${url.search}`, door);
  const isHttps = url.protocol === 'https:';
  const passing =
    door === undefined ? {} : { [addressHeader]: there.host, ...(isHttps && { 'x-forwarded-proto': 'https' }) };
  const begin = to.protocol === 'https:' ? httpsRequest : httpRequest;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    return await new Promise<Answer>((answered, failed) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const all = { host: url.host, ...length, ...headers, ...passing };
      const outgoing = begin(to, { method, headers: all, agent: false, signal: limit });
      outgoing.on('error', failed).on('response', (incoming) => {
        if (door !== undefined && incoming.headers['x-sandbox-refused'] !== undefined) {
          incoming.resume();
          answered({
            is: 'unanswered',
            seen: 'no-such-host',
            why: `nothing of the sandbox is called ${there.hostname}`,
          });
          return;
        }
        const chunks: Buffer[] = [];
        let bytes = 0;
        incoming.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes <= mostBytes) chunks.push(chunk);
        });
        incoming.on('error', failed).on('end', () =>
          answered({
            ...{ is: 'answered', status: incoming.statusCode ?? 0, statusText: incoming.statusMessage ?? '' },
            headers: pairs(incoming.rawHeaders),
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      outgoing.end(body);
    });
  } catch (error) {
    signal.throwIfAborted();
    return { is: 'unanswered', ...seenIn(error as NodeJS.ErrnoException, timeoutMs) };
  }
}

function at(url: URL, address = url.hostname): URL {
  const there = new URL(url);
  there.hostname = address;
  return there;
}

const pairs = (raw: readonly string[]): (readonly [string, string])[] =>
  raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []));

/** What a client sees, as `trace` tells it. */
function seenIn(error: NodeJS.ErrnoException, timeoutMs: number): { seen: Exclude<Seen, number>; why: string } {
  const { code = '', message } = error;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { seen: 'no-such-host', why: message };
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EPIPE') return { seen: 'refused', why: message };
  if (code === 'ABORT_ERR' || code === 'ETIMEDOUT' || error.name === 'TimeoutError')
    return { seen: 'timeout', why: `nothing was answered within ${timeoutMs / 1000} s` };
  return { seen: 'refused', why: message };
}
