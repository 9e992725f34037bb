import { randomUUID } from 'node:crypto';
import { types } from 'node:util';
import type { Shape, Structure } from '../../sdk-schema.js';
import type { Wire } from '../service.js';
import { plainText } from '../../plain-text.js';
import { wantedText } from './json.js';
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
  placed(() => (sent(inputs[protocol] ?? ofJson, shape, input) ?? {}) as Fields);

/** The same of an output. Nobody changes what the other one keeps. */
export const outputAsSent = (shape: Shape, output: object): Fields => (sent(outputs, shape, output) ?? {}) as Fields;

/** What is wrong with a value, and where: the path is put together on the way back, because nearly all values are as they should be. */
class Misplaced extends Error {
  readonly path: string[] = [];
}

/** @throws MalformedRequest */
function placed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Misplaced) throw new MalformedRequest(error.path.join('.'), error.message);
    throw error;
  }
}

function within<T>(part: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Misplaced) error.path.unshift(part);
    throw error;
  }
}

/** @returns undefined for what is not carried */
function sent(carried: Carried, shape: Shape, value: unknown): unknown {
  if (!isOfKind(shape, value)) return sentAsOther(carried, shape, value);
  switch (shape.kind) {
    case 'unit':
      return undefined;
    case 'structure':
      return structureSent(carried, shape, value as Fields);
    case 'list': {
      const given = value as readonly unknown[];
      const inner = isInUrl(shape) ? { ...carried, isText: true } : carried;
      const items = given.flatMap((it, at) => within(String(at), () => itemSent(inner, shape.item, it)));
      const isCarried = items.length > 0 || (given.length === 0 ? carried.emptyLists : carried.emptyOthers);
      return isCarried ? items : undefined;
    }
    case 'map': {
      const entries = Object.entries(value as Fields).flatMap(([name, it]) =>
        within(name, () => itemSent(carried, shape.value, it)).map((own) => [name, own] as const),
      );
      return entries.length > 0 || carried.emptyOthers ? Object.fromEntries(entries) : undefined;
    }
    case 'document':
      return structuredClone(value);
    default:
      if (types.isDate(value)) return new Date(value);
      return value instanceof Uint8Array ? new Uint8Array(value) : value;
  }
}

function isOfKind({ kind }: Shape, value: unknown): boolean {
  switch (kind) {
    case 'unit':
    case 'document':
      return true;
    case 'list':
      return Array.isArray(value);
    case 'structure':
    case 'map':
      return typeof value === 'object' && !Array.isArray(value);
    case 'timestamp':
      return types.isDate(value) && !Number.isNaN(value.getTime());
    case 'blob':
      return value instanceof Uint8Array;
    case 'number':
      return Number.isFinite(value);
    default:
      return typeof value === kind;
  }
}

const wantedIn = ({ kind }: Shape): string =>
  ({ structure: 'an object', map: 'an object', list: 'a list', timestamp: 'a time', blob: 'a text in base64' })[
    kind as string
  ] ?? `a ${kind}`;

function textSent(shape: Shape, text: string): unknown {
  try {
    return fromText(shape, text, '');
  } catch (error) {
    throw error instanceof MalformedRequest ? new Misplaced(error.message) : error;
  }
}

/** @throws Misplaced, MalformedRequest */
function sentAsOther({ isText }: Carried, shape: Shape, value: unknown): unknown {
  const isScalar = shape.kind === 'string' || shape.kind === 'number' || shape.kind === 'boolean';
  if (types.isDate(value)) throw new Misplaced(wantedText(wantedIn(shape), value));
  if (isText || isInUrl(shape)) return isScalar ? textSent(shape, plainText(value)) : undefined;
  // Over the wire, a time is a number or a text.
  if (shape.kind === 'timestamp' && (typeof value === 'number' || typeof value === 'string'))
    return parseTimestamp(value, '');
  throw new Misplaced(wantedText(wantedIn(shape), value));
}

const itemSent = (carried: Carried, shape: Shape, value: unknown): unknown[] => {
  const own = value === undefined || value === null ? undefined : sent(carried, shape, value);
  return own === undefined ? [] : [own];
};

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
      const it = memberSent(carried, member, given);
      if (it === undefined || isUnsaid(member.shape, it)) continue;
      own[member.name] = it;
    }
    count++;
  }
  if (union && count > 1) throw new Misplaced(`exactly one member of ${name} may be set`);
  return count > 0 || carried.emptyOthers ? own : undefined;
}

/** As `within`, without a function for each of many members. */
function memberSent(carried: Carried, { name, shape }: Structure['members'][number], value: unknown): unknown {
  try {
    return sent(carried, shape, value);
  } catch (error) {
    if (error instanceof Misplaced) error.path.unshift(shape.traits.jsonName ?? name);
    throw error;
  }
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
