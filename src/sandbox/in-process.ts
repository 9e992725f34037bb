import { Readable } from 'node:stream';
import type { HttpHandlerOptions, HttpRequest, HttpResponse, RequestHandler } from '@smithy/types';
import { lowerNames } from '../request-headers.js';
import { connectionLost, type WirelessCall } from './wireless-calls.js';
import type { Endpoint } from './endpoint.js';
import type { WireRequest } from './wire/message.js';

type Around = <T>(handle: () => Promise<T>) => Promise<T>;

/**
 * Answers calls that nobody has put on a wire. What they ask and are answered is as over HTTP.
 * @param asker who asks, and in which region
 * @param around runs each call
 */
export const wirelessAt = (
  endpoint: Endpoint,
  asker: Pick<WirelessCall, 'region' | 'accessKeyId'>,
  around: Around = (handle) => handle(),
) => ({
  answers: (service: string): boolean => endpoint.isWireless(service),
  ask: (service: string, operation: string, input: object): Promise<object> =>
    around(() => endpoint.ask({ service, operation, input, ...asker })),
});

/**
 * Lets an SDK client talk to a sandbox in the same process: the same bytes as over HTTP, without a socket.
 * Use: `new EC2Client({ requestHandler: new InProcessHandler(endpoint), … })`.
 */
export class InProcessHandler implements RequestHandler<HttpRequest, HttpResponse, HttpHandlerOptions> {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #endpoint: Endpoint;
  readonly #around: Around;

  /** @param around runs each request */
  constructor(endpoint: Endpoint, around: Around = (handle) => handle()) {
    this.#endpoint = endpoint;
    this.#around = around;
  }

  /**
   * Rejects where the request was aborted. Where a fault loses the answer, it rejects with the error of a broken
   * connection.
   */
  handle(request: HttpRequest, options: HttpHandlerOptions = {}): Promise<{ response: HttpResponse }> {
    return this.#around(() => this.#handle(request, options));
  }

  async #handle(request: HttpRequest, { abortSignal }: HttpHandlerOptions): Promise<{ response: HttpResponse }> {
    if (abortSignal?.aborted) throw aborted();
    const answer = await orAborted(this.#endpoint.handle(wireRequest(request)), abortSignal);
    if (!answer) throw connectionLost();
    const { status, headers, body } = answer;
    // Bytes may be handed on as a stream by the client; texts never are, and cost less as they are.
    const sent = typeof body === 'string' ? new Uint8Array(Buffer.from(body)) : Readable.from([Buffer.from(body)]);
    return { response: { statusCode: status, headers: { ...headers }, body: sent } };
  }

  /** The SDK requires this method and the next one. There is nothing to configure. */
  updateHttpClientConfig(): void {}
  httpHandlerConfigs(): object {
    return {};
  }
}

function wireRequest({ method, path, query = {}, headers, body }: HttpRequest): WireRequest {
  const parameters = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value ?? '']).map((one): [string, string] => [name, one]),
  );
  return {
    method,
    path,
    query: new URLSearchParams(parameters),
    headers: lowerNames(headers),
    body: bytesOf(body),
  };
}

function bytesOf(body: unknown): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  // By its bytes: some of the SDK's bodies are arrays that complain when anything takes them for a text.
  if (body instanceof Uint8Array) return Buffer.from(new Uint8Array(body.buffer, body.byteOffset, body.byteLength));
  throw new TypeError('the sandbox takes no streams');
}

/** Rejects when the client aborts. The request itself goes on, as it would on AWS. */
function orAborted<T>(answer: Promise<T>, signal: HttpHandlerOptions['abortSignal']): Promise<T> {
  if (!(signal instanceof AbortSignal)) return answer;
  return new Promise((resolve, reject) => {
    const stop = () => reject(aborted());
    signal.addEventListener('abort', stop, { once: true });
    void answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

const aborted = () => Object.assign(new Error('Request aborted'), { name: 'AbortError' });
