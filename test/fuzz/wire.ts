import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Endpoint } from '../../src/sandbox/endpoint.js';
import { enforcingGuard } from '../../src/sandbox/iam-policy/guards.js';
import { readPolicy } from '../../src/sandbox/iam-policy/document.js';
import { services } from '../../src/sandbox/services/index.js';
import type { WireRequest, WireResponse } from '../../src/sandbox/wire/message.js';
import { shapeOf, type Shape } from '../../src/sdk-schema.js';
import { sdks } from '../sandbox/wire/clients.js';
import { worldFrom } from './bed.js';
import { encode, type Call } from './encode.js';
import { changed, inputs, type Words } from './inputs.js';
import { recordedRequests, type Recorded, type SentRequest } from './requests.js';
import { inTime } from './shown.js';
import { dataEdit, spoilData, type DataEdit } from './spoil-data.js';
import { spoilText, textEdit, type TextEdit } from './spoil-text.js';
import type { Target } from './target.js';

/** Requests, one after the other, and whether permissions are asked for. */
interface Case {
  /** The stack that is there. */
  readonly stack: string;
  readonly requests: readonly (SentRequest | Made)[];
  readonly isGuarded: boolean;
}

/** A request that a client makes, and what becomes of it on its way. */
interface Made extends Call {
  readonly edit: BodyEdit;
  readonly around: Around;
}

let recorded: readonly Recorded[];

const isJson = (text: string): boolean => text.startsWith('{');
const words = [
  'vpc',
  '10.0.0.0/8',
  '0.0.0.0/0',
  'arn:aws:iam::123456789012:role/x',
  'arn:',
  ':::::::',
  '*',
  '2026-01-01T00:00:00Z',
  1e9,
  65_536,
  -5,
];
const numbers = ['1000000000', '-1', '1.5', '1e3', '99999999999999999999', 'true', 'NaN'];
const tokens = [
  '&',
  '=',
  '.1.',
  '&Action=',
  '&Filter.1.Value.1=*',
  '%',
  '%zz',
  '+',
  '<',
  '<a>',
  '</a>',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  '{',
  '"',
  '['.repeat(20_000),
  ...numbers,
];

interface BodyEdit {
  readonly data: readonly DataEdit[];
  readonly form: readonly FormEdit[];
  readonly text: readonly TextEdit[];
}
interface FormEdit {
  readonly at: number;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
}
const formEdit = fc.record({
  at: fc.nat({ max: 200 }),
  name: fc.option(
    fc.constantFrom(
      'Filter.1.Name',
      'NextToken',
      'MaxResults',
      'Tag.0.Key',
      'x'.repeat(2000),
      'a' + '.b'.repeat(5000),
      '__proto__',
      'DryRun',
    ),
    { nil: undefined },
  ),
  value: fc.option(
    fc.constantFrom(
      ...numbers,
      '',
      '*',
      '?'.repeat(2000),
      '\u0000',
      'é漢😀',
      '__proto__',
      'a,b',
      '10.0.0.0/33',
      '{"Version":',
      '{}',
      '[]',
    ),
    { nil: undefined },
  ),
});
const bodyEdit: fc.Arbitrary<BodyEdit> = fc.oneof(
  fc.record({
    data: fc.array(dataEdit(words), { minLength: 1, maxLength: 3 }),
    form: fc.array(formEdit, { minLength: 1, maxLength: 3 }),
    text: fc.constant([]),
  }),
  fc.record({
    data: fc.constant([]),
    form: fc.constant([]),
    text: fc.array(textEdit(tokens), { minLength: 1, maxLength: 3 }),
  }),
  fc.constant({ data: [], form: [], text: [] }),
);

const headerNames = [
  'content-type',
  'x-amz-target',
  'authorization',
  'host',
  'content-length',
  'x-amz-date',
  'content-encoding',
  'transfer-encoding',
  'smithy-protocol',
  'x-amz-content-sha256',
  '__proto__',
];
const headerValues = [
  '',
  'text/html',
  'application/x-www-form-urlencoded',
  'application/x-amz-json-1.1',
  'application/json; charset=utf-16',
  'application/xml',
  'AWS4-HMAC-SHA256 Credential=a/b/c/d/e',
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request',
  'Bearer x',
  'rpc-v2-cbor',
  'gzip',
  'aws-chunked',
  'AmazonEC2ContainerServiceV20141113.',
  'AmazonEC2ContainerServiceV20141113.__proto__',
  '.constructor',
  '\u0000',
];
interface Around {
  readonly method?: string;
  readonly path?: readonly TextEdit[];
  readonly query?: readonly (readonly [string, string])[];
  readonly header?: readonly [string, string | null];
}
const envelopeEdit: fc.Arbitrary<Around> = fc.record(
  {
    method: fc.constantFrom('GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'POST', 'post', ''),
    path: fc.array(textEdit(['/', '//', '/..', '%2f', '%', '%zz', '/v2/apis', '?', '/_sandbox/reset', '/__proto__']), {
      minLength: 1,
      maxLength: 2,
    }),
    query: fc.array(
      fc.tuple(
        fc.constantFrom('Action', 'Version', 'maxResults', 'nextToken', 'tagKeys', 'list-type', '__proto__', 'x'),
        fc.constantFrom('', 'CreateVpc', '2016-11-15', '-1', '1e9', 'x'),
      ),
    ),
    header: fc.tuple(fc.constantFrom(...headerNames), fc.option(fc.constantFrom(...headerValues), { nil: null })),
  },
  { requiredKeys: [] },
);

/** Most requests are spoilt in their bodies: what is spoilt around them is refused before a handler sees it. */
const around = fc.oneof({ weight: 3, arbitrary: fc.constant<Around>({}) }, { weight: 1, arbitrary: envelopeEdit });
const spoilt = fc.record({ at: fc.nat({ max: 5000 }), edit: bodyEdit, around });

const cases = fc
  .record({
    stack: fc.nat({ max: 1000 }),
    requests: fc.array(spoilt, { minLength: 1, maxLength: 3 }),
    isGuarded: fc.boolean(),
  })
  .map(({ stack: index, requests, isGuarded }): Case => {
    const life = recorded[index % recorded.length];
    if (!life) throw new Error('nothing was recorded');
    return { stack: life.stack, requests: requests.map((it) => spoiltOf(life, it)), isGuarded };
  });

/** Every operation that the sandbox has, and now and then one that it has not. */
const operations = services.flatMap(({ id, operations }) => operations.map(({ schema }) => ({ service: id, schema })));
const served = new Set(operations.map(({ service, schema }) => `${service}:${schema[2]}`));
const others = sdks.flatMap(({ id, operations }) =>
  operations.flatMap((schema) => (served.has(`${id}:${schema[2]}`) ? [] : [{ service: id, schema }])),
);
const unspoilt: BodyEdit = { data: [], form: [], text: [] };
const made = ({ words, inputs: good }: Recorded): fc.Arbitrary<Made> =>
  fc
    .oneof(
      { weight: 40, arbitrary: fc.constantFrom(...operations) },
      { weight: 1, arbitrary: fc.constantFrom(...others) },
    )
    .chain(({ service, schema }) =>
      fc.record({
        ...{ service: fc.constant(service), operation: fc.constant(schema[2]) },
        input: inputOf(shapeOf(schema[4]), words, good.get(`${service}:${schema[2]}`) ?? []),
        edit: fc.oneof({ weight: 5, arbitrary: fc.constant(unspoilt) }, { weight: 1, arbitrary: bodyEdit }),
        around: fc.oneof({ weight: 9, arbitrary: fc.constant<Around>({}) }, { weight: 1, arbitrary: envelopeEdit }),
      }),
    );
const inputOf = (shape: Shape, words: Words, good: readonly object[]): fc.Arbitrary<object> =>
  fc.oneof(
    { weight: 1, arbitrary: inputs(shape, words) as fc.Arbitrary<object> },
    ...(good.length > 0 ? [{ weight: 3, arbitrary: changed(shape, words, good) }] : []),
  );
const madeCases = (): fc.Arbitrary<Case> =>
  fc.constantFrom(...recorded).chain((life) =>
    fc.record({
      stack: fc.constant(life.stack),
      requests: fc.array(made(life), { minLength: 1, maxLength: 4 }),
      isGuarded: fc.boolean(),
    }),
  );

function spoiltOf({ requests }: Recorded, { at, ...how }: { at: number; edit: BodyEdit; around: Around }): SentRequest {
  const base = requests[at % requests.length];
  if (!base) throw new Error('nothing was recorded');
  return spoiltRequest(base, how);
}

function spoiltRequest(
  base: SentRequest,
  { edit, around: { method, path = [], query = [], header } }: { edit: BodyEdit; around: Around },
): SentRequest {
  const [name, value] = header ?? ['', null];
  const others = Object.entries(base.headers).filter(([it]) => it !== name);
  return {
    method: method ?? base.method,
    path: spoilText(base.path, path),
    query: [...base.query, ...query],
    headers: Object.fromEntries(value === null ? others : [...others, [name, value]]),
    body: spoilBody(base.body, edit),
  };
}

function spoilBody(body: string, { data, form, text }: BodyEdit): string {
  const spoiltOnce = isJson(body)
    ? data.length > 0
      ? spoilData(JSON.parse(body), data)
      : body
    : spoilForm(body, form);
  return spoilText(spoiltOnce, text);
}
function spoilForm(body: string, edits: readonly FormEdit[]): string {
  const pairs = [...new URLSearchParams(body)];
  for (const { at, name, value } of edits) {
    const pair = pairs[at % pairs.length];
    if (!pair) continue;
    if (name === undefined && value === undefined) pairs.splice(at % pairs.length, 1);
    else
      pairs.splice(at % pairs.length, name !== undefined && value !== undefined ? 0 : 1, [
        name ?? pair[0],
        value ?? pair[1],
      ]);
  }
  return edits.length > 0 ? String(new URLSearchParams(pairs)) : body;
}

const everything = readPolicy('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}');

/** Each is answered as AWS answers: well, or with an error that has a code. The world can still be kept, and lives on. */
async function isAnswered({ stack, requests, isGuarded }: Case): Promise<void> {
  const bugs: unknown[] = [];
  const world = worldFrom(recorded.find((it) => it.stack === stack)?.world ?? '');
  let time = world.time;
  const endpoint = new Endpoint({
    services,
    world,
    realTime: () => time,
    save: async () => void JSON.stringify(world),
    onBug: (error) => void bugs.push(error),
    ...(isGuarded && { guard: enforcingGuard(everything) }),
  });
  const send = async (request: SentRequest) => {
    const response = await inTime(() => endpoint.handle(wireRequest(request)));
    if (bugs.length > 0) throw bugs[0];
    isWellFormed(request, response);
    time += 100_000;
  };
  for (const it of requests) {
    if ('method' in it) await send(it);
    else {
      const request = await encode(it);
      if (request) await send(spoiltRequest(request, it));
    }
  }
  // An hour later, what was begun is over.
  time += 3_600_000;
  await send({
    method: 'POST',
    path: '/',
    query: [],
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'Action=DescribeVpcs&Version=2016-11-15',
  });
  const once = JSON.stringify(worldFrom(JSON.stringify(world)));
  assert.equal(JSON.stringify(worldFrom(once)), once);
}

const wireRequest = ({ query, body, ...request }: SentRequest): WireRequest => ({
  ...request,
  query: new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])),
  body: Buffer.from(body, 'latin1'),
});

function isWellFormed({ method }: SentRequest, response: WireResponse | undefined): void {
  assert.ok(response, 'no response');
  const { status, headers, body } = response;
  assert.ok(Number.isInteger(status) && status >= 200 && status < 600, `status ${status}`);
  for (const [name, value] of Object.entries(headers)) {
    assert.match(name, /^[\w-]+$/);
    // What Node sends as a header.
    assert.match(value, /^[\t\x20-\x7e\x80-\xff]*$/);
  }
  const type = headers['content-type'] ?? '';
  if (type.includes('json') && body.length > 0) JSON.parse(String(body));
  if (type.includes('xml') && method !== 'HEAD' && body.length > 0)
    assert.match(String(body).trimStart(), /^<\?xml|^</);
}

export const wire: Target<Case> = {
  name: 'wire',
  properties: [
    { title: 'a spoilt request is answered', cases: () => cases, share: 0.4 },
    { title: 'whatever a client asks, it is answered', cases: madeCases, share: 0.6 },
  ],
  async prepare(blueprints) {
    recorded = await recordedRequests(blueprints);
  },
  holds: isAnswered,
};
