import { AwsError } from '../service.js';
import { errorFields } from './aws-json.js';
import { fromOutside, isInBody, isPayload, statusOf } from './bindings.js';
import { fromJson, parseJson, toJson } from './json.js';
import type { Fields, WireRequest, WireResponse } from './message.js';
import type { Protocol, WireOperation } from './protocol.js';
import { matchRoute, type Labels } from './route.js';
import type { Shape, Structure } from '../../sdk-schema.js';
import { plainText } from '../../plain-text.js';

/**
 * API Gateway's protocol: members stand in the path, the query and a JSON body; the error's name in a header.
 * Source: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export const restJson: Protocol = {
  read({ input, route }, request) {
    if (input.kind !== 'structure') return {};
    return membersFrom(input, request, (route && matchRoute(route, request)) ?? {});
  },
  answer({ output, route }, value, requestId) {
    const status = route?.status ?? 200;
    if (output.kind !== 'structure') return respond(status, '', requestId);
    const payload = output.members.find(isPayload);
    if (payload) return payloadAnswer(status, payload.shape, value[payload.name], requestId);
    return respond(status, JSON.stringify(toJson(output, value)), requestId);
  },
  refuse(refusal, requestId) {
    const answer = respond(statusOf(refusal), JSON.stringify(errorFields(refusal)), requestId);
    return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': refusal.code } };
  },
  malformed: 'SerializationException',
  missing: ([first = '']) => new AwsError('BadRequestException', `Missing required field: ${first}`, { status: 400 }),
};

/**
 * Refuses HTTP bindings that this protocol does not implement: no registered service uses them.
 * @throws Error naming the member
 */
export function assertBindings({ name, input, output }: WireOperation): void {
  for (const shape of [input, output])
    for (const member of shape.kind === 'structure' ? shape.members : [])
      for (const binding of ['httpHeader', 'httpPrefixHeaders', 'httpQueryParams', 'httpResponseCode', 'streaming'])
        if (member.shape.traits[binding] !== undefined)
          throw new Error(`the sandbox's wire layer does not know ${binding}, which ${name}.${member.name} has`);
}

function membersFrom(input: Structure, request: WireRequest, labels: Labels): Fields {
  const payload = input.members.find(isPayload);
  const json = payload ? {} : parseJson(request.body);
  const body = fromJson({ ...input, members: input.members.filter(isInBody) }, json, '') as Fields;
  const others = input.members.filter((member) => !isInBody(member));
  const outside = others.flatMap((member) => {
    const value = member === payload ? payloadFrom(member.shape, request.body) : fromOutside(member, request, labels);
    return value === undefined ? [] : [[member.name, value] as const];
  });
  return { ...body, ...Object.fromEntries(outside) };
}

function payloadFrom(shape: Shape, body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (shape.kind === 'blob') return new Uint8Array(body);
  return shape.kind === 'string' ? body.toString('utf8') : fromJson(shape, parseJson(body), '');
}

function payloadAnswer(status: number, shape: Shape, value: unknown, requestId: string): WireResponse {
  if (value instanceof Uint8Array) return respond(status, value, requestId, 'application/octet-stream');
  if (shape.kind === 'string') return respond(status, plainText(value ?? ''), requestId, 'text/plain');
  return respond(status, JSON.stringify(toJson(shape, value) ?? {}), requestId);
}

const respond = (
  status: number,
  body: string | Uint8Array,
  requestId: string,
  type = 'application/json',
): WireResponse => ({
  status,
  headers: { 'content-type': type, 'x-amzn-requestid': requestId },
  body,
});
