import { createCipheriv, createDecipheriv } from 'node:crypto';
import { global, type Context } from '../service.js';

/**
 * Values that are not kept in plain text: those of secrets, and of parameters of the type SecureString. The key is in the
 * same world, as AWS has its own keys at its side. So this is no protection from who has the world's file and looks for
 * them; it keeps values out of sight where a world is looked at, searched or handed on.
 */
const keys = global<{ hex: string }>('kms/key-of-values');

function keyOf({ world }: Pick<Context, 'world'>): Buffer {
  const table = keys({ world });
  const key = table.get('key') ?? { hex: world.hex(64) };
  table.set('key', key);
  return Buffer.from(key.hex, 'hex');
}

const tagBytes = 16;
const nonceBytes = 12;

/** @returns base64: a nonce that is never repeated, the tag, and the text, encrypted with AES-256-GCM */
export function sealed(context: Pick<Context, 'world'>, text: string): string {
  const nonce = Buffer.from(context.world.hex(2 * nonceBytes), 'hex');
  const cipher = createCipheriv('aes-256-gcm', keyOf(context), nonce);
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), bytes]).toString('base64');
}

/** The text again. @throws Error where it was not sealed in this world */
export function unsealed(context: Pick<Context, 'world'>, text: string): string {
  const all = Buffer.from(text, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(context), all.subarray(0, nonceBytes));
  decipher.setAuthTag(all.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(all.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
}
