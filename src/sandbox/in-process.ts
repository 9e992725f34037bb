import type { HttpHandlerOptions, HttpRequest, HttpResponse, RequestHandler } from '@smithy/types';
import type { Endpoint } from './endpoint.js';
import type { WireRequest } from './wire/message.js';

/**
 * Lets an SDK client talk to a sandbox in the same process: the same bytes as over HTTP, without a socket.
 * Use: `new EC2Client({ requestHandler: new InProcessHandler(endpoint), … })`.
 */
export class InProcessHandler implements RequestHandler<HttpRequest, HttpResponse, HttpHandlerOptions> {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** Rejects where the request was aborted, or where a fault loses the answer: then as a broken connection does. */
  async handle(request: HttpRequest, { abortSignal }: HttpHandlerOptions = {}): Promise<{ response: HttpResponse }> {
    if (abortSignal?.aborted) throw aborted();
    const answer = await orAborted(this.#endpoint.handle(wireRequest(request)), abortSignal);
    if (!answer) throw connectionLost();
    const { status, headers, body } = answer;
    return { response: { statusCode: status, headers: { ...headers }, body: new Uint8Array(Buffer.from(body)) } };
  }

  /** Clients ask for these two; there is nothing to configure. */
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
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
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

/** The request goes on all the same, as it would on AWS; nobody waits for its answer any more. */
function orAborted<T>(answer: Promise<T>, signal: HttpHandlerOptions['abortSignal']): Promise<T> {
  if (!(signal instanceof AbortSignal)) return answer;
  return new Promise((resolve, reject) => {
    const stop = () => reject(aborted());
    signal.addEventListener('abort', stop, { once: true });
    void answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

const aborted = () => Object.assign(new Error('Request aborted'), { name: 'AbortError' });
/** As the SDK's own handler reports it, so that the SDK's retries tell it apart alike. */
const connectionLost = () => Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
