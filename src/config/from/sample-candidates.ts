import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ConfigProblem } from '../../failure.js';
import { memberSchema } from '../json-schema.js';
import { typesOf, type MemberSchema } from '../member-schema.js';
import { plainText } from '../../plain-text.js';
import type { Member } from './draft.js';
import { isMap } from './source.js';

/** What a variable may give where nothing more is known of it: something of each kind that a config has. */
export const ofEachKind = [
  ...['1', 'a', 'a-b', '/a', 'example.com', '512', '1024', 'true'],
  ...['us-east-1', '123456789012', '10.0.0.0/16', '2001:db8::/32', 'rate(1 hour)', 'm5.large', 'nginx:latest'],
  ...['vpc-00000000', 'subnet-00000000', 'sg-00000000', 'fs-00000000', 'fsap-00000000', 'Z0123456789ABCDEFGHIJ'],
  ...['secretsmanager:a', 'ssm:a', '/a/b', 's3:GetObject', 's3://a-b/a', 'ro', 'NET_ADMIN', 'GET', 'GET /'],
  'ssh-ed25519 AAAA',
  'arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf',
  'arn:aws:iam::123456789012:role/a',
  'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000',
  'arn:aws:ecs:us-east-1:123456789012:cluster/a',
  'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/a/0123456789abcdef',
];

/**
 * Values for a variable in a member that the loader has refused, the likeliest first.
 * @param texts of the config: its accounts and regions may be those that the variable stands for
 */
export function candidatesFor(
  { to, value, isEntry }: Member,
  { message, hint = '' }: ConfigProblem,
  { texts, directory }: { readonly texts: readonly string[]; readonly directory: string },
  name: string,
): readonly string[] {
  const schema = memberSchema(isEntry ? [...to, 0] : to);
  return [
    ...new Set([
      ...[...`${message}; ${hint}`.matchAll(/(?:as in|or) "?([^\s",;]+)/g)].flatMap(([, it]) => it ?? []),
      ...valuesIn(schema),
      ...texts.flatMap((text) => text.match(/\b\d{12}\b|\b[a-z]{2,4}(?:-[a-z]+){1,2}-\d\b/g) ?? []),
      ...(to.includes('envFile') ? filesLike(plainText(value), name, directory) : []),
      ...ofEachKind,
    ]),
  ];
}

/** What a schema names itself. */
function valuesIn(schema: MemberSchema | undefined): readonly string[] {
  if (!schema) return [];
  const said = [...(schema.enum ?? []), schema.const, schema.default, schema.minimum, schema.maximum];
  return said.filter((it) => it !== undefined && it !== null && !isMap(it) && !Array.isArray(it)).map(plainText);
}

/** What the variable is in the names of files that are there. */
function filesLike(path: string, name: string, directory: string): readonly string[] {
  const last = basename(path);
  const [found, ...more] = [...last.matchAll(/\$\{([^{}]*)\}/g)].filter(([, it = '']) => /^\w+/.exec(it)?.[0] === name);
  if (!found || more.length > 0) return [];
  const [before, after] = [last.slice(0, found.index), last.slice(found.index + found[0].length)];
  return namesIn(join(directory, dirname(path))).flatMap((file) => {
    const isLike = file.startsWith(before) && file.endsWith(after) && file.length > before.length + after.length;
    return isLike ? [file.slice(before.length, file.length - after.length)] : [];
  });
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** Whether a text can be what a member is, as far as its pattern says. */
export function fitsPattern(member: Member, text: string): boolean {
  const pattern = patternOf(member);
  return pattern === undefined || new RegExp(pattern).test(text);
}

/** Whether a member is a text that is written in a certain way. */
export const hasPattern = (member: Member): boolean => patternOf(member) !== undefined;

/** A size has a pattern as well, and may be a number. */
function patternOf({ to, isEntry }: Member): string | undefined {
  const { pattern, ...schema } = memberSchema(isEntry ? [...to, 0] : to) ?? {};
  return typesOf(schema).every((it) => it === 'string') ? pattern : undefined;
}
