import { isIP } from 'node:net';
import { mapStrings } from '../src/rehearsal/json-strings.js';

/**
 * A function that takes out of answers what tells whose they are: the account, ids, addresses, names of users, the run's
 * id. The same text becomes the same replacement, so what refers to what can still be seen.
 * @param own the account and the run's id
 */
export function anonymiser(own: { readonly account: string; readonly id: string }): <T>(value: T) => T {
  const replaced = new Map<string, string>();
  const counts = new Map<string, number>();
  const numbered = (text: string, kind: string, write: (count: number) => string): string => {
    const known = replaced.get(text);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const replacement = write(count);
    replaced.set(text, replacement);
    return replacement;
  };
  const digits = (count: number, length: number) => count.toString(16).padStart(length, '0');
  const change = (text: string): string =>
    text
      .replaceAll(own.id, 'therunid')
      .replaceAll(own.account, '111122223333')
      // Another account, as in an ARN or in the owner of an image. AWS's own begin the names of its registries.
      .replace(/(?<=[:/]|^)\d{12}(?=[:.]|$)/g, (it) =>
        it === '111122223333' ? it : numbered(it, 'account', (count) => String(444455556666 + count)),
      )
      // `vpc-0123456789abcdef0`, `eni-attach-…`; older ids have eight digits.
      .replace(/\b([a-z]+(?:-[a-z]+)?-)([0-9a-f]{17}|[0-9a-f]{8})\b/g, (it, prefix: string, hex: string) =>
        numbered(it, prefix, (count) => prefix + digits(count, hex.length)),
      )
      .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, (it) =>
        numbered(it, 'uuid', (count) => `00000000-0000-4000-8000-${digits(count, 12)}`),
      )
      // The ids of tasks and of what Elastic Load Balancing makes.
      .replace(/(?<=\/)(?:[0-9a-f]{32}|[0-9a-f]{16})(?![0-9a-f])/g, (it) =>
        numbered(it, 'hex', (count) => digits(count, it.length)),
      )
      // The unique ids of IAM, and access keys.
      .replace(/\bA[A-Z]{2}A[A-Z0-9]{16,}\b/g, (it) =>
        numbered(it, 'iam', (count) => `${it.slice(0, 4)}EXAMPLE${String(count).padStart(9, '0')}`),
      )
      .replace(/(?<=:(?:user|assumed-role|federated-user)\/)[^\s"']+/g, (it) =>
        numbered(it, 'caller', (count) => `somebody-${count}`),
      )
      .replace(/[\w.+-]+@[\w-]+\.[\w.-]+/g, (it) => numbered(it, 'mail', (count) => `somebody${count}@example.com`))
      .replace(/(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w./])/g, (it) => addressFor(it, numbered))
      .replace(/(?<=\b(?:ec2|ip)-)\d{1,3}(?:-\d{1,3}){3}(?=\.)/g, (it) =>
        addressFor(it.replaceAll('-', '.'), numbered).replaceAll('.', '-'),
      );
  return (value) => {
    const plain: unknown = JSON.parse(JSON.stringify(value, withoutSecrets) ?? 'null');
    return mapStrings(plain, change) as typeof value;
  };
}

type Numbered = (text: string, kind: string, write: (count: number) => string) => string;

/** Public addresses become those that RFC 5737 keeps for documentation. */
function addressFor(text: string, numbered: Numbered): string {
  if (isIP(text) === 0 || /^(0\.0\.0\.0|127\.|255\.)/.test(text)) return text;
  const isPrivate = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(text);
  return isPrivate
    ? numbered(text, 'private', (count) => `10.0.0.${count}`)
    : numbered(text, 'public', (count) => `203.0.113.${count}`);
}

/** Leaves out what nobody may see, and what says nothing. */
function withoutSecrets(member: string, value: unknown): unknown {
  if (member === '$metadata') return undefined;
  if (/^(KeyMaterial|authorizationToken|PublicKeyMaterial|UserId|SessionToken|SecretAccessKey)$/.test(member))
    return value === undefined ? undefined : '***';
  return value;
}
