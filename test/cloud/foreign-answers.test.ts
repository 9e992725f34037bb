import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { services } from '../../src/aws/services.js';
import type { ClientSettings, Transport } from '../../src/aws/client.js';
import { meaningOf } from '../../src/aws-errors.js';
import { realClock } from '../../src/clock.js';
import { openCloud, type OpenCloud } from '../../src/cloud/open.js';
import { isMutating } from '../../src/is-mutating.js';
import { shapeOf } from '../../src/sdk-schema.js';
import { inFull } from '../full.js';
import { sdks } from '../sandbox/wire/clients.js';
import { dice, randomValue } from '../sandbox/wire/random-value.js';

/** What something that is no AWS may answer to anything, with HTTP 200. */
const garbage: { readonly [what: string]: string } = {
  'a web page': '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Welcome</body></html>',
  'a web page behind a comment': '<!-- proxy --> <HTML><body><p>no<br>way</body></HTML>',
  'XML of something else': '<?xml version="1.0"?><ok><Account>123456789012</Account><Arn>arn:aws:iam::1:x</Arn></ok>',
  'JSON of something else': '{"uptimeOfThisProxy":"3 days"}',
  'an empty object': '{}',
  'a list': '[]',
  'a word': 'OK',
  nothing: '',
};
let body = '';
let statusCode = 200;
const transport: Transport = {
  metadata: { handlerProtocol: 'http/1.1' },
  handle: (async () => ({
    response: { statusCode, headers: { 'content-type': 'text/html' }, body: new Uint8Array(Buffer.from(body)) },
  })) as unknown as Transport['handle'],
  updateHttpClientConfig: () => {},
  httpHandlerConfigs: () => ({}),
};
let cloud: OpenCloud;
beforeAll(() => {
  const settings: Pick<ClientSettings, 'region' | 'credentials'> = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  };
  cloud = openCloud({ ...settings, transport, clock: realClock, emit: () => {}, concurrency: 8 }, () => ({
    account: '000000000000',
    partition: 'aws',
  }));
});
afterAll(() => cloud.close());

/** Pacing would hold back thousands of requests: these go to the client itself. */
const send = (id: string, operation: string, input: object): Promise<unknown> => {
  const sdk = sdks.find((it) => it.id === id);
  const senders = cloud.clients as unknown as { [id: string]: { send(command: object): Promise<unknown> } };
  return senders[id]?.send(sdk?.command(operation, input) ?? {}) ?? Promise.reject(new Error(id));
};
const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => ({ answered: value }),
    (error: unknown) => error,
  );

/** S3's answers have no form of their own: an object may be a web page. */
const withForm = sdks.filter(({ id, wire }) => id in services && wire.protocol !== 'restXml');

describe.each(withForm)('$id', ({ id, operations }) => {
  test.each(Object.keys(garbage))('no question takes %s for an answer', async (what) => {
    body = garbage[what] ?? '';
    statusCode = 200;
    const roll = dice(5);
    const questions = operations.filter(
      ([, , name, , , output]) => !isMutating(name) && shapeOf(output).kind === 'structure' && hasMembers(output),
    );
    const asked = inFull(questions, questions.slice(0, 1));
    for (const [, , name, , input] of asked) {
      const error = await thrownBy(send(id, name, randomValue(shapeOf(input), roll) as object));
      expect({ [name]: error }).toMatchObject({ [name]: { name: 'ForeignAnswer' } });
      expect(meaningOf(error, 'read')).toBe('unclear');
    }
  });

  test('no change takes a web page for an answer: it may have been executed, and it is looked for', async () => {
    body = garbage['a web page'] ?? '';
    const changes = operations.filter(([, , name]) => isMutating(name)).slice(0, 3);
    for (const status of [200, 502]) {
      statusCode = status;
      for (const [, , name, , input] of changes) {
        const error = await thrownBy(send(id, name, randomValue(shapeOf(input), dice(5)) as object));
        expect({ [name]: error }).toMatchObject({ [name]: { name: 'ForeignAnswer' } });
        expect(meaningOf(error, 'create')).toBe('unclear');
      }
    }
  });
});

const hasMembers = (output: unknown): boolean => {
  const schema: unknown = typeof output === 'function' ? output() : output;
  return Array.isArray(schema) && Array.isArray(schema[4]) && schema[4].length > 0;
};
