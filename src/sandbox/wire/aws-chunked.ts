import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../service.js';
import type { WireRequest } from './message.js';

/**
 * The body as it was before it was cut in chunks, with the headers that came after it among the others. Signatures of
 * chunks are not checked: there are no secrets.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 * @throws AwsError `IncompleteBody` where the chunks do not add up
 */
export function withoutChunks(request: WireRequest): WireRequest {
  const { headers } = request;
  const encodings = (headers['content-encoding'] ?? '').split(',').map((it) => it.trim());
  if (!encodings.includes('aws-chunked') && !headers['x-amz-content-sha256']?.startsWith('STREAMING-')) return request;
  const { body, trailers } = joined(request.body);
  const length = headers['x-amz-decoded-content-length'];
  if (length !== undefined && Number(length) !== body.length) throw incomplete();
  const { 'content-encoding': _, ...others } = headers;
  const left = encodings.filter((it) => it !== 'aws-chunked' && it !== '').join(',');
  return {
    ...request,
    body,
    headers: {
      ...others,
      'content-length': String(body.length),
      ...(left && { 'content-encoding': left }),
      ...trailers,
    },
  };
}

function joined(wire: Buffer): { body: Buffer; trailers: { [header: string]: string } } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = wire.indexOf('\r\n', at);
    const size = /^[\da-f]+(?=;|$)/i.exec(wire.toString('latin1', at, end))?.[0];
    if (end < 0 || size === undefined) throw incomplete();
    const bytes = parseInt(size, 16);
    at = end + 2;
    if (bytes === 0) break;
    if (at + bytes > wire.length) throw incomplete();
    chunks.push(wire.subarray(at, at + bytes));
    at += bytes + 2;
  }
  const lines = wire.toString('latin1', at).split(/\r?\n/);
  const pairs = lines.flatMap((line) => {
    const [, name, value] = /^([\w-]+):\s*(.*?)\s*$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value]];
  });
  return { body: Buffer.concat(chunks), trailers: Object.fromEntries(pairs) as { [header: string]: string } };
}

const incomplete = () => new AwsError('IncompleteBody', 'The request body terminated unexpectedly', { status: 400 });

/**
 * Compares the body with every checksum that came with it.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 * @throws AwsError `BadDigest` or `XAmzContentSHA256Mismatch`; 501 for an algorithm that the sandbox does not have
 */
export function requireIntact({ headers, body }: WireRequest): void {
  const md5 = headers['content-md5'];
  if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64'))
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.', { status: 400 });
  const sha256 = headers['x-amz-content-sha256'] ?? '';
  if (/^[\da-f]{64}$/.test(sha256) && sha256 !== createHash('sha256').update(body).digest('hex'))
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      { status: 400 },
    );
  for (const [header, value] of Object.entries(headers)) {
    const algorithm = /^x-amz-checksum-(?!algorithm|mode|type)(.+)$/.exec(header)?.[1];
    if (algorithm === undefined) continue;
    const digest = digests[algorithm];
    if (!digest)
      throw new AwsError('NotImplemented', `the sandbox does not have the checksum ${algorithm}; nothing was changed`, {
        status: 501,
      });
    if (digest(body) !== value) {
      const message = `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`;
      throw new AwsError('BadDigest', message, { status: 400 });
    }
  }
}

const digests: { readonly [algorithm: string]: (body: Buffer) => string } = {
  crc32: (body) => crc32Of(body),
  sha1: (body) => createHash('sha1').update(body).digest('base64'),
  sha256: (body) => createHash('sha256').update(body).digest('base64'),
};

/** As S3 writes it: the four bytes, the highest first, in base64. */
export function crc32Of(body: Uint8Array): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
}
