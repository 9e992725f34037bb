import { AwsError } from '../service.js';
import { fromJson, parseJson, toJson } from './json.js';
import type { Fields, WireResponse } from './message.js';
import { isServerError, membersBesidesMessage, type Protocol, type ErrorAnswer } from './protocol.js';
import { notNullMessage } from './query.js';

/**
 * The protocol of ECS, ECR, Cloud Map, CloudWatch Logs and SSM: JSON both ways, the operation in a header.
 * Errors are 400 or 500, whatever status their shapes name.
 * Source: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export const awsJson = (version: '1.0' | '1.1'): Protocol => ({
  read: ({ input }, { body }) => (input.kind === 'unit' ? {} : (fromJson(input, parseJson(body), '') as Fields)),
  answer: ({ output }, value, requestId) =>
    json(200, version, output.kind === 'unit' ? '' : JSON.stringify(toJson(output, value)), requestId),
  refuse: (refusal, requestId) =>
    json(
      refusal.status ?? (isServerError(refusal) ? 500 : 400),
      version,
      JSON.stringify({ __type: refusal.code, ...errorFields(refusal) }),
      requestId,
    ),
  malformed: 'SerializationException',
  missing: (names, service) =>
    new AwsError(validationCodes[service] ?? 'InvalidParameterException', notNullMessage(names), { status: 400 }),
});

/** The services that do not call a failed validation `InvalidParameterException`: each models its own error. */
const validationCodes: { readonly [service: string]: string } = {
  servicediscovery: 'InvalidInput',
  ssm: 'ValidationException',
};

/** The message under the name that the error's shape has for it, and what else the error carries. */
export function errorFields({ shape, message, members }: ErrorAnswer): Fields {
  if (!shape) return { message };
  const own = toJson(membersBesidesMessage(shape), members) as Fields;
  const named = shape.members.find(({ name }) => name.toLowerCase() === 'message');
  return { [named?.shape.traits.jsonName ?? named?.name ?? 'message']: message, ...own };
}

const json = (status: number, version: string, body: string, requestId: string): WireResponse => ({
  status,
  headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-requestid': requestId },
  body,
});
