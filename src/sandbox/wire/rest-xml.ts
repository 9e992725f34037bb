import { AwsError } from '../service.js';
import { requireIntact, withoutChunks } from './aws-chunked.js';
import { fromOutside, headersOf, isInBody, isInHeaders, isPayload, statusOf } from './bindings.js';
import type { Fields, WireRequest, WireResponse } from './message.js';
import { membersBesidesMessage, type Protocol, type WireOperation } from './protocol.js';
import { codeAndMessage, xmlResponse } from './query.js';
import { matchRoute } from './route.js';
import type { Member, Shape, Structure } from '../../sdk-schema.js';
import { attributes, escape, element, members } from './xml.js';
import { fromXml, parseXml, structureFrom } from './xml-reader.js';
import { plainText } from '../../plain-text.js';

/**
 * The protocol of S3 and Route 53: members stand in the path, the query, the headers and a body, which is XML or the object itself.
 * Sources: https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html,
 * https://smithy.io/2.0/aws/customizations/s3-customizations.html
 * @param signingName as requests are signed for it: S3 leaves out the element around an error
 */
export const restXml = (signingName: string, xmlns: string): Protocol => ({
  read({ input, route }, sent) {
    if (input.kind !== 'structure') return {};
    const request = withoutChunks(sent);
    requireIntact(request);
    const labels = (route && matchRoute(route, request)) ?? {};
    const outside = input.members.filter((it) => !isPayload(it) && !isInBody(it));
    const there = outside.map(({ name }, at) => [name, fromOutside(outside[at] as Member, request, labels)] as const);
    return { ...fromBody(input, request), ...Object.fromEntries(there.filter(([, value]) => value !== undefined)) };
  },
  answer({ output, route }, value, requestId) {
    const status = route?.status ?? 200;
    if (output.kind !== 'structure') return respond(status, '', requestId);
    const { type, body } = bodyOf(output, value, xmlns);
    const answer = respond(status, body, requestId);
    const headers = { ...(type && { 'content-type': type }), ...headersOf(output.members, value) };
    return { ...answer, headers: { ...answer.headers, ...headers } };
  },
  ...restXmlRefusals(signingName),
  // Route 53's are believed.
  malformed: signingName === 's3' ? 'MalformedXML' : 'MalformedInput',
  missing: ([first = '']) =>
    new AwsError(signingName === 's3' ? 'InvalidRequest' : 'InvalidInput', `Missing required field: ${first}`, {
      status: 400,
    }),
});

/**
 * Encodes errors in the protocol REST XML. The region of a bucket is also sent in a header.
 * @param signingName as requests are signed for it
 */
export const restXmlRefusals = (signingName: string): Pick<Protocol, 'refuse'> => ({
  refuse(refusal, requestId) {
    const status = statusOf(refusal);
    const id = `<RequestId>${requestId}</RequestId>`;
    const extra = refusal.shape
      ? members(membersBesidesMessage(refusal.shape), refusal.members)
      : plainMembers(refusal.members);
    const type = status < 500 ? 'Sender' : 'Receiver';
    const body = signingName.startsWith('s3')
      ? `<Error>${codeAndMessage(refusal)}${extra}${id}</Error>`
      : `<ErrorResponse><Error><Type>${type}</Type>${codeAndMessage(refusal)}${extra}</Error>${id}</ErrorResponse>`;
    const answer = xmlResponse(status, body, requestId);
    const region = refusal.members['Region'];
    return typeof region === 'string'
      ? { ...answer, headers: { ...answer.headers, 'x-amz-bucket-region': region } }
      : answer;
  },
});

/** Members of an error that the service does not model. */
const plainMembers = (fields: Fields): string =>
  Object.entries(fields)
    .map(([name, value]) => `<${name}>${escape(plainText(value))}</${name}>`)
    .join('');

/**
 * Whether a request is for an operation. S3 tells many apart by what else is in the query and the headers. So a request
 * with a parameter that the operation does not have is for another one, and so is one without what the operation requires.
 */
export function isFor({ name, input, route }: WireOperation, request: WireRequest): boolean {
  const { query, headers } = request;
  if (!route || !matchRoute(route, request)) return false;
  const id = query.get('x-id');
  if (id !== null && id !== name) return false;
  const inputs = input.kind === 'structure' ? input.members : [];
  const parameters = new Set([
    ...route.query.map(([it]) => it),
    ...inputs.flatMap(({ shape }) => shape.traits.httpQuery ?? []),
  ]);
  if (![...query.keys()].every((it) => parameters.has(it) || it === 'x-id' || /^x-amz-/i.test(it))) return false;
  const own = new Set(inputs.flatMap(({ shape }) => shape.traits.httpHeader?.toLowerCase() ?? []));
  const isKnown = (header: string) => !header.startsWith('x-amz-') || own.has(header) || envelope.test(header);
  return Object.keys(headers).every(isKnown) && inputs.every((it) => !it.required || isThere(it, request));
}

/** Headers that belong to the request, not to the operation. */
const envelope =
  /^x-amz-(date|content-sha256|security-token|user-agent|target|trailer|te|decoded-content-length|sdk-.*|checksum-.*|meta-.*|region-set)$/;

const isThere = ({ shape: { traits } }: Member, { query, headers }: WireRequest): boolean => {
  if (traits.httpQuery !== undefined) return query.has(traits.httpQuery);
  return traits.httpHeader === undefined || headers[traits.httpHeader.toLowerCase()] !== undefined;
};

/** How much an operation requires besides its path: of two that a request may be for, the one that requires more. */
export const requirements = ({ input }: WireOperation): number =>
  input.kind === 'structure'
    ? input.members.filter(({ required, shape: { traits } }) => required && (traits.httpQuery ?? traits.httpHeader))
        .length
    : 0;

function fromBody(input: Structure, { body }: WireRequest): Fields {
  const payload = input.members.find(isPayload);
  if (body.length === 0) return {};
  if (!payload) {
    const inBody = input.members.filter(isInBody);
    return inBody.length === 0 ? {} : structureFrom({ ...input, members: inBody }, parseXml(body.toString('utf8')), '');
  }
  return { [payload.name]: payloadFrom(payload.shape, body) };
}

function payloadFrom(shape: Shape, body: Buffer): unknown {
  if (shape.kind === 'blob') return new Uint8Array(body);
  return shape.kind === 'string' ? body.toString('utf8') : fromXml(shape, parseXml(body.toString('utf8')), '');
}

function bodyOf(output: Structure, value: Fields, xmlns: string): { type?: string; body: string | Uint8Array } {
  const payload = output.members.find(isPayload);
  if (payload) return payloadAnswer(payload, value[payload.name], xmlns);
  const inBody = { ...output, members: output.members.filter((it) => !isInHeaders(it)) };
  if (inBody.members.length === 0) return { body: '' };
  const root = output.traits.xmlName ?? output.name;
  const [only] = inBody.members;
  // S3's GetBucketLocation: the text stands in the root itself.
  const content =
    only?.name === root && only.shape.kind === 'string' ? escape(plainText(value[root] ?? '')) : members(inBody, value);
  return { type: 'application/xml', body: `${declaration}<${root} xmlns="${xmlns}">${content}</${root}>` };
}

function payloadAnswer(
  { name, shape }: Member,
  value: unknown,
  xmlns: string,
): { type?: string; body: string | Uint8Array } {
  if (value === undefined) return { body: '' };
  if (value instanceof Uint8Array) return { type: 'binary/octet-stream', body: value };
  if (shape.kind === 'string') return { type: 'text/plain', body: plainText(value) };
  if (shape.kind !== 'structure') return { type: 'application/xml', body: declaration + element(name, shape, value) };
  const root = shape.traits.xmlName ?? name;
  const own = ` xmlns="${xmlns}"${attributes(shape, value as Fields)}`;
  return { type: 'application/xml', body: `${declaration}<${root}${own}>${members(shape, value as Fields)}</${root}>` };
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

const respond = (status: number, body: string | Uint8Array, requestId: string): WireResponse => ({
  status,
  headers: { 'x-amz-request-id': requestId },
  body,
});
