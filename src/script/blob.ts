import { word } from './bash.js';

/** Bytes, as they are sent or as JSON tells of them. */
export const isBlob = (member: string, value: unknown): value is object =>
  ArrayBuffer.isView(value) || (/(Material|Blob)$/.test(member) && value !== null && typeof value === 'object');

/**
 * Bytes as a file for the CLI, which takes them raw from there, whatever its version and settings; a text as it is.
 * Source: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
 */
export function blobWord(blob: object): string {
  const bytes = Buffer.from(listed(blob));
  const text = bytes.toString('utf8');
  const isText = Buffer.from(text).equals(bytes) && !/\p{Cc}/u.test(text);
  return `"fileb://"<(${isText ? `printf %s ${word(text)}` : `base64 -d <<< ${bytes.toString('base64')}`})`;
}

function listed(blob: object): Uint8Array {
  if (ArrayBuffer.isView(blob)) return new Uint8Array(blob.buffer, blob.byteOffset, blob.byteLength);
  const { data } = blob as { data?: unknown };
  return Uint8Array.from(Array.isArray(data) ? data.map(Number) : Object.values(blob).map(Number));
}
