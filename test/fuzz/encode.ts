import type { HttpRequest } from '@smithy/types';
import { shapeOf, type Shape } from '../../src/sdk-schema.js';
import { sdks, type Client } from '../sandbox/wire/clients.js';
import { sentRequest, type SentRequest } from './requests.js';

/** What a client is asked to send: its input is plain data, with times in seconds and bytes as text. */
export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
}

class Captured extends Error {
  constructor(readonly request: HttpRequest) {
    super('captured');
  }
}
const requestHandler = {
  metadata: { handlerProtocol: 'http/1.1' },
  handle(request: HttpRequest): never {
    throw new Captured(request);
  },
  updateHttpClientConfig(): void {},
  httpHandlerConfigs: (): object => ({}),
};
// The SDK's own warns on the console where it is given none.
const nothing = (): void => {};
const logger = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
const clients = new Map<string, Client>();

function clientOf(service: string): Client {
  let client = clients.get(service);
  const sdk = sdks.find(({ id }) => id === service);
  if (!sdk) throw new Error(`no client of ${service}`);
  if (!client)
    client = sdk.client({
      ...{ region: 'us-east-1', endpoint: 'http://127.0.0.1:4566', forcePathStyle: true, disableHostPrefix: true },
      ...{ credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1, requestHandler, logger },
    });
  clients.set(service, client);
  return client;
}

/** @returns the request as the SDK puts it on the wire; undefined where the SDK itself refuses the input */
export async function encode({ service, operation, input }: Call): Promise<SentRequest | undefined> {
  const sdk = sdks.find(({ id }) => id === service);
  const schema = sdk?.operations.find((it) => it[2] === operation);
  if (!sdk || !schema) throw new Error(`no ${service}:${operation}`);
  try {
    await clientOf(service).send(sdk.command(operation, typed(shapeOf(schema[4]), input) as object));
    return undefined;
  } catch (error) {
    return error instanceof Captured ? sentRequest(error.request) : undefined;
  }
}

/** Data as the SDK takes it. */
function typed(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'structure': {
      const given = new Map(Object.entries(Object(value)));
      const members = shape.members.filter(({ name }) => given.has(name));
      return Object.fromEntries(members.map(({ name, shape: of }) => [name, typed(of, given.get(name))]));
    }
    case 'list':
      return (value as unknown[]).map((it) => typed(shape.item, it));
    case 'map':
      return Object.fromEntries(Object.entries(Object(value)).map(([name, it]) => [name, typed(shape.value, it)]));
    case 'timestamp':
      return new Date(Number(value) * 1000);
    case 'blob':
      return Buffer.from(String(value));
    default:
      return value;
  }
}
