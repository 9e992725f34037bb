import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { KeyType } from '@aws-sdk/client-ec2';

/** The public half of a key pair. */
export interface PublicKey {
  readonly KeyType: KeyType;
  /** `ssh-ed25519 AAAA… comment` */
  readonly PublicKey: string;
  readonly KeyFingerprint: string;
}

/**
 * Reads a public key as OpenSSH writes it.
 * @returns undefined where it is none, or of a kind that EC2 does not take
 */
export function parsePublicKey(text: string): PublicKey | undefined {
  const [name = '', base64 = ''] = text.trim().split(/\s+/);
  const blob = Buffer.from(base64, 'base64');
  const fields = fieldsOf(blob);
  if (fields?.[0]?.toString() !== name) return undefined;
  const PublicKey = text.trim();
  const [, first, second] = fields;
  if (name === 'ssh-ed25519' && first?.length === 32)
    return { KeyType: 'ed25519', PublicKey, KeyFingerprint: createHash('sha256').update(blob).digest('base64') };
  if (name !== 'ssh-rsa' || !first || !second) return undefined;
  const jwk = { kty: 'RSA', e: first.toString('base64url'), n: withoutSign(second).toString('base64url') };
  const spki = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'der' });
  return { KeyType: 'rsa', PublicKey, KeyFingerprint: fingerprint('md5', spki) };
}

/** An RSA key as OpenSSH writes it. */
export function opensshOf(key: KeyObject): string {
  const { e = '', n = '' } = key.export({ format: 'jwk' });
  const fields = [Buffer.from('ssh-rsa'), signed(Buffer.from(e, 'base64url')), signed(Buffer.from(n, 'base64url'))];
  return `ssh-rsa ${Buffer.concat(fields.map(withLength)).toString('base64')}`;
}

/** `1f:51:ae:…`: MD5 of the public half for imported keys, SHA-1 of the private one for those EC2 made. */
export const fingerprint = (algorithm: 'md5' | 'sha1', bytes: Buffer): string =>
  createHash(algorithm)
    .update(bytes)
    .digest('hex')
    .replace(/(..)(?=.)/g, '$1:');

/** Each field has its length before it, in four bytes. Undefined where the lengths do not add up. */
function fieldsOf(blob: Buffer): Buffer[] | undefined {
  const fields: Buffer[] = [];
  let rest = blob;
  while (rest.length >= 4) {
    const end = 4 + rest.readUInt32BE(0);
    if (rest.length < end) return undefined;
    fields.push(rest.subarray(4, end));
    rest = rest.subarray(end);
  }
  return rest.length === 0 ? fields : undefined;
}

function withLength(field: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(field.length);
  return Buffer.concat([length, field]);
}

/** A number whose first bit is set would be negative: a zero goes before it. */
const signed = (number: Buffer) => ((number[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), number]) : number);
const withoutSign = (number: Buffer) => (number[0] === 0 ? number.subarray(1) : number);
