import { MalformedRequest, type Fields, type WireRequest } from './message.js';
import { isServerError, type ErrorAnswer } from './protocol.js';
import type { Labels } from './route.js';
import type { Member } from '../../sdk-schema.js';
import { fromText, formatTimestamp } from './scalar-text.js';
import { types } from 'node:util';
import { plainText } from '../../plain-text.js';

/**
 * Where the members of a REST operation stand: in the path, the query, the headers, or the body.
 * Source: https://smithy.io/2.0/spec/http-bindings.html
 */
export const isPayload = ({ shape }: Member): boolean => shape.traits.httpPayload !== undefined;
export const isInHeaders = ({ shape: { traits } }: Member): boolean =>
  traits.httpHeader !== undefined || traits.httpPrefixHeaders !== undefined;
export const isInBody = (member: Member): boolean => {
  const { httpLabel, httpQuery } = member.shape.traits;
  return httpLabel === undefined && httpQuery === undefined && !isPayload(member) && !isInHeaders(member);
};

/**
 * A member that is neither payload nor in the body.
 * @throws MalformedRequest
 */
export function fromOutside(member: Member, request: WireRequest, labels: Labels): unknown {
  const { name, shape } = member;
  if (isInHeaders(member)) return fromHeaders(member, request.headers);
  const label = labels[name];
  if (shape.traits.httpLabel) return label === undefined ? undefined : fromText(shape, label, name);
  const values = request.query.getAll(shape.traits.httpQuery ?? name);
  const [first] = values;
  if (first === undefined) return undefined;
  if (shape.kind === 'list') return values.map((value) => fromText(shape.item, value, name));
  if (values.length > 1) throw new MalformedRequest(name, 'given more than once');
  return fromText(shape, first, name);
}

function fromHeaders({ name, shape }: Member, headers: WireRequest['headers']): unknown {
  const { httpHeader, httpPrefixHeaders: prefix } = shape.traits;
  if (typeof prefix === 'string') {
    const found = Object.entries(headers).filter(([header]) => header.startsWith(prefix));
    const pairs = found.map(([header, value]) => [header.slice(prefix.length), value]);
    return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
  }
  const value = headers[String(httpHeader).toLowerCase()];
  if (value === undefined) return undefined;
  if (shape.kind !== 'list') return fromText(shape, value, name);
  return value.split(',').map((it) => fromText(shape.item, it.trim(), name));
}

/**
 * The headers that an output's members stand in. A character that no header may hold is a question mark: Node throws
 * where it is asked to send one, and a request can bring any of them in its URL.
 */
export function headersOf(members: readonly Member[], value: Fields): { [header: string]: string } {
  const headers: { [header: string]: string } = {};
  for (const { name, shape } of members) {
    const { httpHeader, httpPrefixHeaders: prefix } = shape.traits;
    const it = value[name];
    if (it === undefined || it === null) continue;
    if (typeof httpHeader === 'string') headers[httpHeader.toLowerCase()] = sendable(headerText(it, shape));
    else if (typeof prefix === 'string')
      for (const [key, text] of Object.entries(it)) headers[prefix + key] = sendable(String(text));
  }
  return headers;
}

/** Source: https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
const sendable = (text: string): string => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');

const headerText = (value: unknown, shape: Member['shape']): string => {
  if (Array.isArray(value)) return value.map(plainText).join(',');
  return types.isDate(value) ? String(formatTimestamp(value, shape, 'http-date')) : plainText(value);
};

/** The status of an error: its own, its shape's, or the usual one. */
export function statusOf(refusal: ErrorAnswer): number {
  const httpError = refusal.shape?.traits['httpError'];
  return refusal.status ?? (typeof httpError === 'number' ? httpError : isServerError(refusal) ? 500 : 400);
}
