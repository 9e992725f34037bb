import { types } from 'node:util';
import { MalformedRequest } from './message.js';
import type { Shape, Timestamp, TimestampFormat } from '../../sdk-schema.js';
import { plainText } from '../../plain-text.js';

/** Single values as text: in form parameters, URLs and XML. */

/** @throws MalformedRequest naming `path` where the text is not a value of that shape */
export function fromText(shape: Shape, text: string, path: string): unknown {
  switch (shape.kind) {
    case 'number': {
      const number = Number(text);
      if (text.trim() === '' || Number.isNaN(number)) throw new MalformedRequest(path, `'${text}' is not a number`);
      return number;
    }
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw new MalformedRequest(path, `'${text}' is neither true nor false`);
      return text === 'true';
    case 'timestamp':
      return parseTimestamp(/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text, path);
    case 'blob':
      return new Uint8Array(Buffer.from(text, 'base64'));
    default:
      return text;
  }
}

export function toText(value: unknown, shape: Shape): string {
  if (types.isDate(value)) return String(formatTimestamp(value, shape, 'date-time'));
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return plainText(value);
}

/** Seconds since the epoch, or a date in either of its texts. */
export function parseTimestamp(value: number | string, path: string): Date {
  const date = new Date(typeof value === 'number' ? value * 1000 : value);
  if (Number.isNaN(date.getTime())) throw new MalformedRequest(path, `'${value}' is not a time`);
  return date;
}

/** @param byDefault the protocol's format, for timestamps whose schema names none */
export function formatTimestamp(date: Date, shape: Shape, byDefault: TimestampFormat): string | number {
  switch (isTimestamp(shape) ? (shape.format ?? byDefault) : byDefault) {
    case 'date-time':
      return date.toISOString().replace('.000Z', 'Z');
    case 'http-date':
      return date.toUTCString();
    case 'epoch-seconds':
      return date.getTime() / 1000;
  }
}
const isTimestamp = (shape: Shape): shape is Timestamp => shape.kind === 'timestamp';
