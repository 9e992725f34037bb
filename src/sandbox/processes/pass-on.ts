import { request as send, type IncomingHttpHeaders } from 'node:http';
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
/** As long as an HTTP API waits. */
const timeoutMs = 30_000;

/**
 * Sends a request on to a process of this machine.
 * @param port on loopback
 * @returns undefined where nothing comes back: the connection breaks, or it takes too long
 */
export function passOn(request: WireRequest, port: number): Promise<WireResponse | undefined> {
  const { method, path, query, body } = request;
  const headers = { ...withoutConnection(request.headers), 'content-length': String(body.length) };
  const full = query.size > 0 ? `${path}?${query.toString()}` : path;
  return new Promise((answered) => {
    const nothing = () => answered(undefined);
    const outgoing = send({ host: '127.0.0.1', port, method, path: full, headers, timeout: timeoutMs }, (incoming) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      incoming.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > mostBytes) outgoing.destroy();
        else chunks.push(chunk);
      });
      incoming.once('error', nothing);
      incoming.once('end', () =>
        answered({
          status: incoming.statusCode ?? 502,
          headers: withoutConnection(incoming.headers),
          body: Buffer.concat(chunks),
        }),
      );
    });
    outgoing.once('timeout', () => outgoing.destroy());
    outgoing.once('error', nothing);
    outgoing.end(body);
  });
}

const withoutConnection = (headers: IncomingHttpHeaders): { readonly [name: string]: string } =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || ofConnection.includes(name) || name === 'content-length' ? [] : [[name, String(value)]],
    ),
  );
