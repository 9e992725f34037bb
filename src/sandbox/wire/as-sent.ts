import { randomUUID } from 'node:crypto';
import { types } from 'node:util';
import { isOfKind, type Shape, type Structure } from '../../sdk-schema.js';
import type { Wire } from '../service.js';
import { plainText } from '../../plain-text.js';
import { wanted } from './json.js';
import { fromText, parseTimestamp } from './scalar-text.js';
import { MalformedRequest, type Fields } from './message.js';

/** What of a value a protocol does not carry, and what the sender makes. */
interface Carried {
  readonly emptyLists: boolean;
  /** Structures and maps. */
  readonly emptyOthers: boolean;
  /** Tokens that a request should have and nobody has given: the SDK makes them. */
  readonly tokens: boolean;
  /** What is of another type is a text like any other. JSON tells what it is, and it is refused. */
  readonly isText: boolean;
}
const outputs: Carried = { emptyLists: true, emptyOthers: true, tokens: false, isText: false };
const ofJson: Carried = { ...outputs, tokens: true };
const inputs: { readonly [protocol in Wire['protocol']]?: Carried } = {
  ec2Query: { emptyLists: false, emptyOthers: false, tokens: true, isText: true },
  awsQuery: { emptyLists: true, emptyOthers: false, tokens: true, isText: true },
};

/**
 * An operation's input as it would arrive over the wire, without any wire: a copy, with the members that the schema has.
 * Sources: aws-sdk-js-v3, `QueryShapeSerializer` (an empty list of EC2 is not sent), and smithy-typescript, `JsonShapeSerializer`
 * @throws MalformedRequest
 */
export const inputAsSent = (protocol: Wire['protocol'], shape: Shape, input: object): Fields =>
  (sent(inputs[protocol] ?? ofJson, shape, input) ?? {}) as Fields;

/** The same of an output. Nobody changes what the other one keeps. */
export const outputAsSent = (shape: Shape, output: object): Fields => (sent(outputs, shape, output) ?? {}) as Fields;

/** @returns undefined for what is not carried */
function sent(carried: Carried, shape: Shape, value: unknown): unknown {
  const isNoNumber = typeof value === 'number' && !Number.isFinite(value);
  if (isNoNumber || !isOfKind(shape, value)) return sentAsOther(carried, shape, value);
  switch (shape.kind) {
    case 'unit':
      return undefined;
    case 'structure':
      return structureSent(carried, shape, value as Fields);
    case 'list': {
      const given = value as readonly unknown[];
      const inner = isInUrl(shape) ? { ...carried, isText: true } : carried;
      const items = given.map((it, at) => partSent(inner, shape.item, it, String(at))).filter(isThere);
      const isCarried = items.length > 0 || (given.length === 0 ? carried.emptyLists : carried.emptyOthers);
      return isCarried ? items : undefined;
    }
    case 'map': {
      const entries = Object.entries(value as Fields)
        .map(([name, it]) => [name, partSent(carried, shape.value, it, name)] as const)
        .filter(([, it]) => isThere(it));
      return entries.length > 0 || carried.emptyOthers ? Object.fromEntries(entries) : undefined;
    }
    case 'document':
      return structuredClone(value);
    default:
      if (types.isDate(value)) return new Date(value);
      return value instanceof Uint8Array ? new Uint8Array(value) : value;
  }
}

/** @throws MalformedRequest */
function sentAsOther({ isText }: Carried, shape: Shape, value: unknown): unknown {
  const isScalar = shape.kind === 'string' || shape.kind === 'number' || shape.kind === 'boolean';
  if (types.isDate(value)) throw wanted(shape, value, '');
  if (isText || isInUrl(shape)) return isScalar ? fromText(shape, plainText(value), '') : undefined;
  // Over the wire, a time is a number or a text.
  if (shape.kind === 'timestamp' && (typeof value === 'number' || typeof value === 'string'))
    return parseTimestamp(value, '');
  throw wanted(shape, value, '');
}

/** A part of something. The path to what is wrong is put together on the way back: nearly all values are as they should be. */
function partSent(carried: Carried, shape: Shape, value: unknown, part: string): unknown {
  try {
    return value === undefined || value === null ? undefined : sent(carried, shape, value);
  } catch (error) {
    throw error instanceof MalformedRequest ? error.below(shape.traits.jsonName ?? part) : error;
  }
}

const isThere = (value: unknown): boolean => value !== undefined;

function structureSent(carried: Carried, { name, union, members }: Structure, value: Fields): Fields | undefined {
  const own: { [name: string]: unknown } = {};
  let count = 0;
  for (const member of members) {
    const given = value[member.name];
    // A shape is read when it is asked for: some inputs have a hundred members, and requests few of them.
    if (given === undefined || given === null) {
      if (!carried.tokens || !isToken(members, member)) continue;
      own[member.name] = randomUUID();
    } else {
      const it = partSent(carried, member.shape, given, member.name);
      if (it === undefined || isUnsaid(member.shape, it)) continue;
      own[member.name] = it;
    }
    count++;
  }
  if (union && count > 1) throw new MalformedRequest('', `exactly one member of ${name} may be set`);
  return count > 0 || carried.emptyOthers ? own : undefined;
}

const isInUrl = ({ traits }: Shape): boolean =>
  traits.httpQuery !== undefined || traits.httpLabel !== undefined || traits.httpHeader !== undefined;

/** A list in a URL is as many parameters as it has items. */
const isUnsaid = ({ traits }: Shape, value: unknown): boolean =>
  Array.isArray(value) && value.length === 0 && traits.httpQuery !== undefined;

const tokensOf = new WeakMap<Structure['members'], ReadonlySet<string>>();

function isToken(members: Structure['members'], { name }: Structure['members'][number]): boolean {
  let tokens = tokensOf.get(members);
  if (!tokens) {
    tokens = new Set(members.filter(({ shape }) => shape.traits.idempotencyToken).map((it) => it.name));
    tokensOf.set(members, tokens);
  }
  return tokens.has(name);
}
