import { AwsError } from '../service.js';
import { formOf, readForm } from './form.js';
import type { Fields, WireResponse } from './message.js';
import { isServerError, membersBesidesMessage, type Protocol, type ErrorAnswer } from './protocol.js';
import type { Shape } from '../../sdk-schema.js';
import { escape, members } from './xml.js';

/**
 * EC2's protocol. Its errors are codes without shapes.
 * Sources: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export const ec2Query = (xmlns: string): Protocol => ({
  read: ({ input }, request) => (input.kind === 'structure' ? readForm('ec2Query', input, formOf(request)) : {}),
  answer({ name, output }, value, requestId) {
    const result = `<requestId>${requestId}</requestId>${content(output, value)}`;
    return xmlResponse(200, `<${name}Response xmlns="${xmlns}">${result}</${name}Response>`, requestId);
  },
  refuse(refusal, requestId) {
    const error = `<Error>${codeAndMessage(refusal)}</Error>`;
    const body = `<Response><Errors>${error}</Errors><RequestID>${requestId}</RequestID></Response>`;
    return xmlResponse(statusOf(refusal), body, requestId);
  },
  malformed: 'InvalidParameterValue',
  missing: ([first = '']) =>
    new AwsError('MissingParameter', `The request must contain the parameter ${first}`, { status: 400 }),
});

/**
 * The protocol of IAM, STS, ELB and Auto Scaling. A modelled error may have another code on the wire than its name.
 * Source: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export const awsQuery = (xmlns: string): Protocol => ({
  read: ({ input }, request) => (input.kind === 'structure' ? readForm('awsQuery', input, formOf(request)) : {}),
  answer({ name, output }, value, requestId) {
    const result = output.kind === 'unit' ? '' : `<${name}Result>${content(output, value)}</${name}Result>`;
    const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
    return xmlResponse(200, `<${name}Response xmlns="${xmlns}">${result}${metadata}</${name}Response>`, requestId);
  },
  refuse(refusal, requestId) {
    const status = statusOf(refusal);
    const type = `<Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>`;
    const extra = refusal.shape ? members(membersBesidesMessage(refusal.shape), refusal.members) : '';
    const error = `<Error>${type}${codeAndMessage(refusal, wireError(refusal)?.code)}${extra}</Error>`;
    const body = `<ErrorResponse xmlns="${xmlns}">${error}<RequestId>${requestId}</RequestId></ErrorResponse>`;
    return xmlResponse(status, body, requestId);
  },
  malformed: 'MalformedInput',
  missing: (names, service) =>
    new AwsError('ValidationError', notNullMessage(names, service === 'iam' ? '' : ' null'), { status: 400 }),
});

/**
 * AWS's framework counts what is wrong and names members with a small first letter.
 * @param shown how it shows that there is no value: IAM shows no values at all
 */
export function notNullMessage(names: readonly string[], shown = ' null'): string {
  const each = names.map((name) => {
    const member = name.charAt(0).toLowerCase() + name.slice(1);
    return `Value${shown} at '${member}' failed to satisfy constraint: Member must not be null`;
  });
  return `${each.length} validation error${each.length === 1 ? '' : 's'} detected: ${each.join('; ')}`;
}

const content = (shape: Shape, value: Fields) => (shape.kind === 'structure' ? members(shape, value) : '');
/** @param code where the wire has another one than the error's name */
export const codeAndMessage = ({ code: name, message }: ErrorAnswer, code = name): string =>
  `<Code>${escape(code)}</Code><Message>${escape(message)}</Message>`;

/** The error's code and status on the wire, where they differ from its name. */
export function wireError({ shape }: Pick<ErrorAnswer, 'shape'>): { code: string; status: number } | undefined {
  const trait = shape?.traits['awsQueryError'];
  if (!Array.isArray(trait)) return undefined;
  const [code, status]: unknown[] = trait;
  return typeof code === 'string' && typeof status === 'number' ? { code, status } : undefined;
}
function statusOf(refusal: ErrorAnswer): number {
  const httpError = refusal.shape?.traits['httpError'];
  if (refusal.status !== undefined) return refusal.status;
  return wireError(refusal)?.status ?? (typeof httpError === 'number' ? httpError : isServerError(refusal) ? 500 : 400);
}

/** An answer in XML. */
export const xmlResponse = (status: number, body: string, requestId: string): WireResponse => ({
  status,
  headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});
