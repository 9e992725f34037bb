import { setMaxListeners } from 'node:events';
import { Readable } from 'node:stream';
import type { HttpHandlerOptions } from '@smithy/types';
import type { Transport } from '../aws/client.js';
import { plainText } from '../plain-text.js';

/** How long a request may take, in real ms, which are counted on the system's monotonic clock. */
export interface RequestLimits {
  /** From the first byte that is sent to the last one that is read, connecting included. */
  readonly wholeMs: number;
  /** After the run was stopped: what was sent may still be answered for so long. */
  readonly afterStopMs: number;
  /** Bytes of an answer. */
  readonly mostBytes: number;
}

/** AWS answers in seconds, if at all, and no answer of its APIs that are used here has more than a few megabytes. */
export const requestLimits: RequestLimits = { wholeMs: 60_000, afterStopMs: 5_000, mostBytes: 64 * 1024 * 1024 };

type Handle = Transport['handle'];
type Answered = Awaited<ReturnType<Handle>>;

/**
 * Reads each answer whole before it hands it on, and waits for no part of it longer than the limits allow. The SDK has
 * limits for the connection and for the first byte, and none for what comes after: an endpoint that sends its body
 * byte by byte would be waited for without end.
 * @param stop aborted: nothing more leaves, and what has left is waited for a moment longer
 */
export function wholeAnswers<T extends Transport>(transport: T, limits: RequestLimits, stop?: AbortSignal): T {
  // One listener for each request under way.
  if (stop) setMaxListeners(0, stop);
  const handle: Handle = transport.handle.bind(transport);
  transport.handle = async (request, options = {}) => {
    stop?.throwIfAborted();
    const end = new Ending(limits, stop, options.abortSignal);
    try {
      return await end.before(answered(handle(request, { ...options, abortSignal: end.signal }), end, limits));
    } finally {
      end.release();
    }
  };
  return transport;
}

async function answered(coming: ReturnType<Handle>, end: Ending, { mostBytes }: RequestLimits): Promise<Answered> {
  const { response } = await coming;
  if (!isStream(response.body)) return { response };
  const bytes = await bytesOf(response.body, end.signal, mostBytes);
  response.body = Readable.from(bytes);
  wholeBodies.set(response.body, bytes);
  return { response };
}

const wholeBodies = new WeakMap<object, Uint8Array>();

/** The bytes of an answer that was read whole; undefined of any other. */
export const bytesIn = (body: unknown): Uint8Array | undefined =>
  body instanceof Uint8Array ? body : typeof body === 'object' && body !== null ? wholeBodies.get(body) : undefined;

const isStream = (body: unknown): body is Readable =>
  typeof body === 'object' && body !== null && 'pipe' in body && typeof body.pipe === 'function';

async function bytesOf(body: Readable, signal: AbortSignal, most: number): Promise<Buffer> {
  const close = () => void body.destroy(lost('the request was ended'));
  signal.addEventListener('abort', close, { once: true });
  try {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of body as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > most) throw lost(`the answer has more than ${most} bytes`);
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch (error) {
    throw lost(error instanceof Error ? error.message : plainText(error));
  } finally {
    signal.removeEventListener('abort', close);
    body.destroy();
  }
}

/** What ends one request: its time, the end of the run, or its caller. */
class Ending {
  readonly #controller = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #undo: (() => void)[] = [];

  constructor({ wholeMs, afterStopMs }: RequestLimits, stop: AbortSignal | undefined, caller: Caller) {
    this.#in(wholeMs, `no whole answer within ${wholeMs / 1000} s`);
    this.#when(stop, () => this.#in(afterStopMs, 'the run was stopped, and there was no answer'));
    // The caller's own signal ends it at once, as it does without this.
    this.#when(caller, () => this.#controller.abort(named('AbortError', 'Request aborted')));
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** @throws Error with the reason, where that comes first */
  async before<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    const ended = new Promise<never>((_, reject) => {
      const end = () => reject(signal.reason);
      signal.addEventListener('abort', end, { once: true });
      if (signal.aborted) end();
    });
    // The handler's own error for an aborted request says less.
    return Promise.race([work, ended]).catch((error: unknown) => {
      work.catch(() => {});
      ended.catch(() => {});
      throw signal.aborted ? signal.reason : error;
    });
  }

  release(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const undo of this.#undo) undo();
  }

  #in(ms: number, why: string): void {
    this.#timers.push(setTimeout(() => this.#controller.abort(lost(why)), ms));
  }

  #when(signal: Caller, act: () => void): void {
    if (!(signal instanceof AbortSignal)) return;
    if (signal.aborted) return act();
    signal.addEventListener('abort', act, { once: true });
    this.#undo.push(() => signal.removeEventListener('abort', act));
  }
}
type Caller = HttpHandlerOptions['abortSignal'] | undefined;

/** The request may have been executed: see `src/aws-errors.ts`. The SDK repeats it where that is safe. */
const lost = (message: string): Error => named('TimeoutError', message);

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });
