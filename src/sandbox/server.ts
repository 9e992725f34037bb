import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { control, isControl } from './control.js';
import type { Endpoint } from './endpoint.js';
import { json } from './json-response.js';
import { foreignRequestReason, isLoopback } from './loopback.js';
import { addressHeader, isOfFrontDoor } from './front-door/host.js';
import type { WireRequest, WireResponse } from './wire/message.js';
import { plainText } from '../plain-text.js';

/** The sandbox on a port of this machine. */
export interface Served {
  /** `http://127.0.0.1:4566` */
  readonly url: string;
  readonly port: number;
  /** Stops accepting connections, waits for requests in flight, then closes idle connections. */
  close(): Promise<void>;
}

/** More than any request to AWS needs: CloudWatch Logs takes 1 MiB, a task definition 64 KiB. */
const mostBytes = 8 * 1024 * 1024;
/** How long a closing server waits for requests in flight. */
const graceMs = 2_000;
/** Longer than clients keep an idle connection, so that no client sends on a connection that is being closed. */
const keepAliveMs = 75_000;

/**
 * Serves AWS's protocols and the control endpoints on 127.0.0.1.
 * @param port 0: any that is free
 * @throws Error whose `code` is `EADDRINUSE` where the port is taken
 */
export async function serve(endpoint: Endpoint, port: number): Promise<Served> {
  const server = createServer({ keepAliveTimeout: keepAliveMs });
  let closing = false;
  server.on('request', (incoming, outgoing) => {
    outgoing.once('close', () => closing && server.closeIdleConnections());
    void exchange(endpoint, incoming).then((response) => {
      if (closing) outgoing.shouldKeepAlive = false;
      send(outgoing, response);
    });
  });
  await listening(server, port);
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    close: () =>
      new Promise((closed, failed) => {
        closing = true;
        endpoint.endViews();
        server.close((error) => (error ? failed(error) : closed()));
        server.closeIdleConnections();
        // One that never sent a request is not idle to Node: nothing is lost with it.
        setTimeout(() => server.closeAllConnections(), graceMs).unref();
      }),
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((listens, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = new Error(`port ${port} of this machine is in use, perhaps by another sandbox`, { cause: error });
      failed(error.code === 'EADDRINUSE' ? Object.assign(taken, { code: error.code }) : error);
    });
    server.listen(port, '127.0.0.1', listens);
  });
}

/** @returns undefined where the connection is to be closed without an answer */
async function exchange(endpoint: Endpoint, incoming: IncomingMessage): Promise<WireResponse | undefined> {
  const foreign = foreignRequestReason(incoming);
  const body = await bodyOf(incoming);
  if (body === 'aborted') return undefined;
  if (body === 'too large') return json(413, { error: `the sandbox takes requests of ${mostBytes} bytes at most` });
  const request = wireRequest(incoming, body);
  try {
    const to = request.headers[addressHeader];
    const isOfAws = to === undefined && isForAws(incoming.headers.host ?? '');
    const answer = isOfAws ? undefined : await endpoint.request(request);
    if (answer) return answer;
    if (to !== undefined) return refusedHost(`nothing of the sandbox is called ${to}`);
    if (foreign !== undefined) return refusedHost(foreign);
    return await (isControl(request.path) ? control(endpoint, request) : endpoint.handle(request));
  } catch (error) {
    return json(500, { error: error instanceof Error ? error.message : plainText(error) });
  }
}

/** A header tells our own client that it is no answer of anything that runs there. */
const refusedHost = (error: string): WireResponse => {
  const response = json(403, { error });
  return { ...response, headers: { ...response.headers, 'x-sandbox-refused': 'host' } };
};

/** Names of this machine are AWS's endpoints, but for those that the front door has. */
const isForAws = (host: string): boolean => isLoopback(host) && !isOfFrontDoor(host);

/**
 * Reads a body. One that is too large is read to its end and discarded, because a client reads the answer only then.
 */
async function bodyOf(incoming: IncomingMessage): Promise<Buffer | 'too large' | 'aborted'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes <= mostBytes) chunks.push(chunk);
      else chunks.length = 0;
    }
  } catch {
    return 'aborted';
  }
  return bytes > mostBytes ? 'too large' : Buffer.concat(chunks);
}

function wireRequest({ method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer): WireRequest {
  const question = url.indexOf('?');
  return {
    method,
    path: question < 0 ? url : url.slice(0, question),
    query: new URLSearchParams(question < 0 ? '' : url.slice(question + 1)),
    target: url,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body,
  };
}

function send(outgoing: ServerResponse, response: WireResponse | undefined): void {
  if (!response) {
    outgoing.destroy();
    return;
  }
  const { status, headers, cookies, body } = response;
  // A 204 has no body, and no length of one. An answer to HEAD tells the length that there would be.
  const length = status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  outgoing.writeHead(status, { ...length, ...headers, ...(cookies && { 'set-cookie': [...cookies] }) }).end(body);
}
