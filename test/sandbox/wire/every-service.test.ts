import { readFileSync } from 'node:fs';
import { cbor } from '@smithy/core/cbor';
import { describe, expect, test } from '@jest/globals';
import { Endpoint } from '../../../src/sandbox/endpoint.js';
import { InProcessHandler } from '../../../src/sandbox/in-process.js';
import { services } from '../../../src/sandbox/services/index.js';
import type { WireRequest } from '../../../src/sandbox/wire/message.js';
import { World } from '../../../src/sandbox/world.js';
import { shapeOf } from '../../../src/sdk-schema.js';
import { inFull } from '../../full.js';
import { anyone, form, requestTo, toyEndpoint } from '../toy-cloud.js';
import { sdks } from './clients.js';
import { dice, randomValue } from './random-value.js';

/**
 * What AWS has and the sandbox has not: 501 in the protocol of whoever asks, never "not found" and never plain text.
 * `aws-services.tsv` has each service that botocore 1.43 knows, in each protocol that it takes, with one operation of it.
 */
interface Row {
  readonly service: string;
  readonly signed: string;
  readonly protocol: string;
  /** The target prefix, the version, or the method. */
  readonly by: string;
  /** The operation, or the path. */
  readonly what: string;
}
const table = readFileSync(new URL('aws-services.tsv', import.meta.url), 'utf8');
const rows: readonly Row[] = table
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [service = '', signed = '', protocol = '', by = '', what = ''] = line.split('\t');
    return { service, signed, protocol, by, what };
  });

/** By how they are signed and told apart: these are in the sandbox, or are so like one that is that it answers for them. */
const isHere = ({ signed, protocol, by }: Row): boolean =>
  services.some(({ wire }) => {
    if ('targetPrefix' in wire) return wire.targetPrefix === by;
    if ('version' in wire) return wire.version === by && wire.signingName === signed;
    return wire.signingName === signed && protocol.startsWith('rest');
  });
const absent = rows.filter((row) => !isHere(row));

function requestFor({ signed, protocol, by, what }: Row): WireRequest {
  if (protocol.startsWith('json')) {
    const headers = {
      'x-amz-target': `${by}.${what}`,
      'content-type': `application/x-amz-${protocol.replace('json', 'json-')}`,
    };
    return requestTo(signed, { headers, body: Buffer.from('{}') });
  }
  if (protocol === 'cbor') {
    const headers = { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' };
    return requestTo(signed, { path: `/service/${by}/operation/${what}`, headers });
  }
  if (!protocol.startsWith('rest')) return requestTo(signed, form({ Action: what, Version: by }));
  const [path = '', query] = what.split('?');
  return requestTo(signed, { method: by, path, query: new URLSearchParams(query) });
}

/** Code and message of an error, read as a client of the protocol reads it. */
function errorIn(protocol: string, headers: { readonly [name: string]: string }, body: string | Uint8Array) {
  const text = Buffer.from(body).toString();
  const element = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  switch (protocol) {
    case 'cbor': {
      const { __type, message } = cbor.deserialize(new Uint8Array(body as Uint8Array)) as {
        __type: string;
        message: string;
      };
      return { type: headers['content-type'], code: __type, message };
    }
    case 'rest-json': {
      const { message } = JSON.parse(text) as { message: string };
      return { type: headers['content-type'], code: headers['x-amzn-errortype'], message };
    }
    case 'json1.0':
    case 'json1.1': {
      const { __type, message } = JSON.parse(text) as { __type: string; message: string };
      return { type: headers['content-type'], code: __type, message };
    }
    default:
      return { type: headers['content-type'], code: element('Code'), message: element('Message') };
  }
}

const types: { readonly [protocol: string]: string } = {
  cbor: 'application/cbor',
  'rest-json': 'application/json',
  'json1.0': 'application/x-amz-json-1.0',
  'json1.1': 'application/x-amz-json-1.1',
};

test('the table has hundreds of services in every protocol', () => {
  expect(absent.length).toBeGreaterThan(400);
  expect([...new Set(rows.map(({ protocol }) => protocol))].toSorted()).toEqual(
    ['cbor', 'ec2', 'json1.0', 'json1.1', 'query', 'rest-json', 'rest-xml'].toSorted(),
  );
});

/** `services` as they are: whatever is told apart wrongly among the real ones shows here. */
const endpoint = new Endpoint({ services, world: new World(0, 'all'), realTime: () => 0, save: async () => {} });

test.each(['signed', 'for several regions', 'unsigned'])(
  'each service that is not in the sandbox is answered with 501 in its own protocol: %s',
  async (how) => {
    const wrong: unknown[] = [];
    for (const row of absent) {
      const request = requestFor(row);
      const { authorization, ...others } = request.headers;
      const headers =
        how === 'signed'
          ? request.headers
          : how === 'unsigned'
            ? { ...others, 'amz-sdk-invocation-id': 'x' }
            : {
                ...others,
                authorization: `${authorization}`
                  .replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256')
                  .replace('/eu-west-1/', '/'),
              };
      // Without a signature nothing tells XML from JSON where there is no body.
      if (how === 'unsigned' && row.protocol === 'rest-xml') continue;
      const { status, headers: answered = {}, body = '' } = (await endpoint.handle({ ...request, headers })) ?? {};
      const error = errorIn(row.protocol, answered, body);
      const isRight =
        status === 501 &&
        error.code === 'NotImplemented' &&
        error.type === (types[row.protocol] ?? 'text/xml;charset=UTF-8') &&
        error.message?.includes(`the sandbox does not have ${how === 'unsigned' ? 'unknown' : row.signed}:`) === true;
      if (!isRight) wrong.push({ ...row, status, ...error });
    }
    expect(wrong).toEqual([]);
  },
);

test('what no client of AWS sends is still told so in plain text', async () => {
  const stranger = { method: 'GET', path: '/', query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) };
  expect(await toyEndpoint().handle(stranger)).toMatchObject({ status: 404 });
});

describe('of the services that are in the sandbox', () => {
  const cases = sdks.flatMap((it) => {
    const here = services.find(({ id }) => id === it.id);
    const known = new Set(here?.operations.map(({ schema }) => schema[2]));
    return it.operations.filter((schema) => !known.has(schema[2])).map((schema) => ({ it, schema }));
  });

  test('each operation that is not there is answered with 501, whatever it is like', async () => {
    const chosen = inFull(
      cases,
      cases.filter((_, at) => at % 12 === 0),
    );
    const wrong: unknown[] = [];
    for (const { it, schema } of chosen) {
      const client = it.client({
        ...anyone,
        forcePathStyle: true,
        disableHostPrefix: true,
        requestHandler: new InProcessHandler(endpoint),
      });
      const input = shapeOf(schema[4]);
      const thrown: unknown = await client
        .send(it.command(schema[2], randomValue(input, dice(7)) as object))
        .catch((error: unknown) => error);
      const { name, $metadata } = thrown as { name?: string; $metadata?: { httpStatusCode?: number } };
      const isHead = (schema[3] as unknown as { http?: readonly string[] }).http?.[0] === 'HEAD';
      if ($metadata?.httpStatusCode !== 501 || (name !== 'NotImplemented' && !isHead))
        wrong.push({ service: it.id, operation: schema[2], thrown: String(thrown), status: $metadata?.httpStatusCode });
    }
    expect(wrong).toEqual([]);
  });
});
