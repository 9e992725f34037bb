import fc from 'fast-check';
import { dataEdit, spoilData, type DataEdit } from './spoil-data.js';
import { oddTexts, spoilText, textEdit, type TextEdit } from './spoil-text.js';

/** What becomes of an answer on its way. Whatever is left out stays as it was. */
export interface AnswerEdit {
  readonly status?: number;
  /** Null: without one. */
  readonly type?: string | null;
  readonly headers?: { readonly [name: string]: string };
  /** How much later it comes, ms of AWS's time. */
  readonly slowMs?: number;
  /** It does not come: the code of the SDK's error. What was asked for is done. */
  readonly lost?: string;
  /** In the place of the body. */
  readonly instead?: string;
  readonly data?: readonly DataEdit[];
  readonly elements?: readonly ElementEdit[];
  readonly text?: readonly TextEdit[];
}

/** One change of an XML document. Places count modulo the number of its elements. */
export interface ElementEdit {
  readonly at: number;
  readonly do: 'drop' | 'empty' | 'twice' | 'rename' | 'fill' | 'nest';
  readonly with: string;
}

const garbage = [
  ...[
    '',
    ' ',
    '\0',
    'OK',
    'null',
    '[]',
    '{}',
    '""',
    '0',
    '{"status":"ok"}',
    '{"__type":"x"}',
    '{"__type":null,"message":{}}',
  ],
  ...[
    '<!DOCTYPE html><html><body>Sign in</body></html>',
    '<html>\u001b[2J</html>',
    '<a/>',
    '<a>',
    '</a>',
    '<?xml',
    '<?xml version="1.0"?>',
  ],
  ...[
    '<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>',
    '<Response><Errors><Error/></Errors></Response>',
  ],
  ...[
    '<Response><Errors><Error><Code></Code><Message>\u001b[31mred</Message></Error></Errors></Response>',
    '<a>&b;</a>',
  ],
  ...[
    '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>',
    '<a>'.repeat(20_000),
    '['.repeat(100_000),
    '{"a":'.repeat(20_000),
  ],
  ...['ÿþ', '\ufeff{}', 'HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(1_000_000)],
];
const words = [
  ...[
    'available',
    'pending',
    'deleted',
    'failed',
    'ACTIVE',
    'INACTIVE',
    'PROVISIONING',
    'SUCCESS',
    'FAIL',
    'vpc-1',
    'arn:aws:x',
  ],
  ...[
    '',
    ' ',
    'null',
    'undefined',
    '0',
    '-1',
    '\u001b[2J',
    'a'.repeat(10_000),
    1,
    -1,
    1e300,
    true,
    false,
    null,
    [],
    {},
    [null],
    ['', ''],
    [{}],
  ],
];
const elementEdit: fc.Arbitrary<ElementEdit> = fc.record({
  at: fc.nat({ max: 500 }),
  do: fc.constantFrom('drop', 'empty', 'twice', 'rename', 'fill', 'nest'),
  with: fc.constantFrom(
    ...oddTexts,
    ...words.filter((it) => typeof it === 'string'),
    'item',
    'member',
    'nextToken',
    'NextToken',
    'Tag',
  ),
});
/** Errors that mean something to the runner, in every protocol's form at once: a client reads its own of them. */
const error = fc
  .tuple(
    fc.constantFrom(
      ...['Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'DependencyViolation', 'InvalidVpcID.NotFound'],
      ...['NotFoundException', 'NoSuchEntity', 'EntityAlreadyExists', 'ConflictException', 'AccessDenied'],
      ...['ExpiredToken', 'UnrecognizedClientException', 'ResourceInUseException', 'InternalFailure', 'OptInRequired'],
      ...['LimitExceededException', 'ClientException', 'InvalidParameterValue', '', '__proto__', 'constructor', ' '],
    ),
    fc.constantFrom('why', '', '\u001b[2J', 'x'.repeat(10_000), 'é\n\tat Object.<anonymous> (x.js:1:1)'),
    fc.constantFrom('json', 'ec2', 'query'),
  )
  .map(([code, message, form]) => {
    const escaped = message.replace(/[<&\x1b]/g, (it) => `&#${it.charCodeAt(0)};`);
    const inner = `<Error><Code>${code}</Code><Message>${escaped}</Message></Error>`;
    if (form === 'json') return JSON.stringify({ __type: code, message, Message: message });
    return form === 'ec2'
      ? `<Response><Errors>${inner}</Errors></Response>`
      : `<ErrorResponse>${inner}</ErrorResponse>`;
  });
const some = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 1, maxLength: 3 });

export const answerEdit: fc.Arbitrary<AnswerEdit> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ data: some(dataEdit(words)), elements: some(elementEdit) }) },
  { weight: 2, arbitrary: fc.record({ text: some(textEdit(['<', '>', '"', '{', '}', '<a>', '</item>', '&'])) }) },
  { weight: 2, arbitrary: fc.record({ instead: fc.constantFrom(...garbage) }) },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        status: fc.constantFrom(200, 201, 204, 206, 302, 304, 400, 401, 403, 404, 407, 413, 429, 500, 502, 503, 599),
        type: fc.option(fc.constantFrom('text/html', 'application/json', 'text/xml', 'application/cbor', '', 'x'), {
          nil: null,
        }),
        instead: fc.constantFrom(...garbage),
      },
      { requiredKeys: [] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ instead: error, status: fc.constantFrom(400, 403, 404, 409, 429, 500, 503) }) },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        slowMs: fc.constantFrom(1, 1000, 61_000, 700_000),
        lost: fc.constantFrom('ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'TimeoutError', 'AbortError'),
      },
      { requiredKeys: [] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      headers: fc.dictionary(
        fc.constantFrom('retry-after', 'x-amz-retry-after', 'x-amzn-errortype', 'x-amzn-requestid', 'date', 'location'),
        fc.constantFrom('', '-1', '0', '99999999', 'NaN', 'Throttling', '__proto__', 'Wed, 21 Oct 2099 07:28:00 GMT'),
      ),
      status: fc.constantFrom(200, 400, 429, 500),
    }),
  },
);

/** @returns the body as it arrives */
export function spoilBody(body: string, { instead, data = [], elements = [], text = [] }: AnswerEdit): string {
  if (instead !== undefined) return instead;
  const spoilt = body.startsWith('{') ? spoilData(JSON.parse(body), data) : elements.reduce(spoilElement, body);
  return spoilText(spoilt, text);
}

function spoilElement(xml: string, { at, do: how, with: what }: ElementEdit): string {
  const starts = [...xml.matchAll(/<([\w.-]+)(?: [^>]*)?>/g)];
  const found = starts[at % Math.max(1, starts.length)];
  const [start = '', name = ''] = found ?? [];
  if (!found) return xml;
  const from = found.index;
  const inner = from + start.length;
  const end = xml.indexOf(`</${name}>`, inner);
  if (end < 0) return xml;
  const after = end + name.length + 3;
  const [content, whole] = [xml.slice(inner, end), xml.slice(from, after)];
  const text = what.replace(/[<&\0-\x1f\ud800-\udfff]/g, (it) => `&#${it.charCodeAt(0)};`);
  const instead = {
    drop: '',
    empty: `<${name}/>`,
    twice: whole + whole,
    rename: `<x${/^[\w.-]+$/.test(what) ? what : ''}>${content}</x${/^[\w.-]+$/.test(what) ? what : ''}>`,
    fill: `<${name}>${text}</${name}>`,
    nest: `<${name}>${whole}</${name}>`,
  }[how];
  return xml.slice(0, from) + instead + xml.slice(after);
}
