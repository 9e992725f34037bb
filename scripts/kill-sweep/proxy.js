import { once } from 'node:events';
import { Agent, createServer, request as send } from 'node:http';
import { readRequest } from './request.js';

/**
 * A proxy between a command and the cloud. It keeps one port all the time, because the state file records the URL.
 * Requests that only read are passed on. Each mutating request is given to `gate`, which decides whether and when it is
 * executed and answered.
 */
export class Proxy {
  /** Called with each mutating request: `{ request, execute(), reply(answer), drop() }`. */
  gate = passOn;
  /** How many mutating requests have arrived since it was last set to 0. */
  mutating = 0;
  #target;
  #agent = new Agent({ keepAlive: true });
  #server = createServer();
  #sockets = new Set();
  #busy = new Set();

  /** @param target URL of the cloud */
  constructor(target) {
    this.#target = new URL(target);
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('request', (incoming, outgoing) => {
      const exchange = this.#exchange(incoming, outgoing).finally(() => this.#busy.delete(exchange));
      this.#busy.add(exchange);
    });
  }

  async listen() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Resolves when every request that arrived is finished. Requests of a killed process are executed too, as by AWS. */
  async settled() {
    while (this.#sockets.size + this.#busy.size > 0) {
      const closing = [...this.#sockets].map((socket) => once(socket, 'close'));
      await Promise.all([...closing, ...this.#busy]);
    }
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#agent.destroy();
  }

  async #exchange(incoming, outgoing) {
    const body = await bodyOf(incoming);
    // The sender died before the request was complete: a server would not have executed it.
    if (body === undefined) return;
    const { method, url, headers } = incoming;
    const request = readRequest({ method, url, headers, body });
    const parts = {
      request,
      execute: () => this.#forward({ method, url, headers }, body),
      reply: (answer) => reply(outgoing, answer),
      drop: () => outgoing.destroy(),
    };
    if (request.mutating) this.mutating++;
    try {
      await (request.mutating ? this.gate(parts) : passOn(parts));
    } catch (error) {
      outgoing.destroy(error);
    }
  }

  async #forward({ method, url, headers }, body) {
    const { hostname, port } = this.#target;
    const outgoing = send({ hostname, port, method, path: url, headers, agent: this.#agent });
    outgoing.end(body);
    const [incoming] = await once(outgoing, 'response');
    return { status: incoming.statusCode, headers: incoming.headers, body: await bodyOf(incoming) };
  }
}

/** The gate that executes and answers every request. */
export async function passOn({ execute, reply }) {
  await reply(await execute());
}

/** @returns undefined if the connection broke before the end */
async function bodyOf(message) {
  const chunks = [];
  try {
    for await (const chunk of message) chunks.push(chunk);
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}

/** Sends an answer. Resolves when the operating system has it, or the client has closed the connection. */
async function reply(outgoing, { status, headers, body }) {
  if (outgoing.destroyed) return;
  const { 'transfer-encoding': _, connection: __, 'keep-alive': ___, ...kept } = headers;
  outgoing.writeHead(status, kept);
  await new Promise((done) => {
    outgoing.once('close', done);
    outgoing.end(body, done);
  });
}
