import { bytesIn } from './whole-answer.js';

/** What of a request and its answer tells whether AWS has answered. */
export interface Exchange {
  /** As the SDK's clients name theirs: `aws.protocols#ec2Query`. */
  readonly protocol: string;
  readonly operation: string;
  readonly statusCode: number;
  readonly body: unknown;
}

/**
 * Why an answer is no answer of AWS's: a web page of a proxy or a portal, or something that does not have the form
 * that the protocol gives to every answer. The SDK would take it for an answer without members, and a resource for
 * absent.
 * Source: https://smithy.io/2.0/aws/protocols/ (the root of a Query answer is `<OperationResponse>`; the JSON
 * protocols answer an object, or nothing where there are no members)
 * @returns undefined where it may be AWS's
 */
export function whyForeign({ protocol, operation, statusCode, body }: Exchange): string | undefined {
  const expected = formOf(protocol, operation);
  const bytes = bytesIn(body);
  if (!expected || !bytes) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').trimStart();
  if (isHtml(text)) return `HTTP ${statusCode} with a web page`;
  // An error has many forms, and the SDK reads them all.
  if (statusCode >= 300) return undefined;
  return !expected.fits(text) ? `HTTP ${statusCode} without ${expected.what}` : undefined;
}

interface Form {
  readonly what: string;
  fits(text: string): boolean;
}

/** @returns undefined for S3's protocol: an object may be anything, and so may an answer without members */
function formOf(protocol: string, operation: string): Form | undefined {
  switch (protocol) {
    case 'aws.protocols#ec2Query':
    case 'aws.protocols#awsQuery':
      return { what: `<${operation}Response>`, fits: (text) => rootOf(text) === `${operation}Response` };
    case 'aws.protocols#awsJson1_0':
    case 'aws.protocols#awsJson1_1':
    case 'aws.protocols#restJson1':
      return { what: 'a JSON object', fits: (text) => text === '' || isObject(text) };
    default:
      return undefined;
  }
}

const isHtml = (text: string): boolean => /^(<!--[^]{0,2000}?-->\s*)?<(!doctype\s+html|html|head|body)\b/i.test(text);

/** The name of the first element, behind a declaration and comments; a prefix is not part of it. */
const rootOf = (text: string): string | undefined =>
  /^\uFEFF?(?:<\?[^>]*>\s*|<!--(?:(?!-->)[^]){0,2000}-->\s*){0,8}<(?:[\w-]+:)?([\w.-]+)/.exec(text)?.[1];

/** Whether it may be one. What is between the braces is for the SDK to read, which fails where it is no JSON. */
const isObject = (text: string): boolean => text.startsWith('{') && text.trimEnd().endsWith('}');

/**
 * Whether an answer to a question says nothing at all: none of the members that the operation's model has. AWS answers
 * a question with an empty list where there is nothing (believed of all that are asked here), and with an error where
 * it does not know. S3 may say nothing: a bucket that never had versions answers an empty document.
 * @param output as parsed
 * @param members those of the operation's output; empty where it has none
 */
export function saysNothing(protocol: string, output: object, members: readonly string[]): boolean {
  if (!formOf(protocol, '')) return false;
  const given = output as { readonly [member: string]: unknown };
  return members.length > 0 && members.every((member) => given[member] === undefined);
}

/** The error for such an answer. What was sent may have been executed all the same, if it was a success: `aws-errors.ts`. */
export const foreignAnswer = (why: string, statusCode: number): Error =>
  Object.assign(new Error(`${why}, and nothing that AWS would say`), {
    name: foreignAnswerName,
    $metadata: { httpStatusCode: statusCode },
  });
export const foreignAnswerName = 'ForeignAnswer';
