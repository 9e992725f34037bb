import { randomUUID } from 'node:crypto';
import { types } from 'node:util';
import type { Shape, Structure } from '../../sdk-schema.js';
import type { Wire } from '../service.js';
import { plainText } from '../../plain-text.js';
import { fromJson } from './json.js';
import { fromText } from './scalar-text.js';
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
  if (!isOfKind(shape, value)) return sentAsOther(carried, shape, value);
  switch (shape.kind) {
    case 'unit':
      return undefined;
    case 'structure':
      return structureSent(carried, shape, value as Fields);
    case 'list': {
      const given = value as readonly unknown[];
      const inner = isInUrl(shape) ? { ...carried, isText: true } : carried;
      const items = given.flatMap((it) => itemSent(inner, shape.item, it));
      const isCarried = items.length > 0 || (given.length === 0 ? carried.emptyLists : carried.emptyOthers);
      return isCarried ? items : undefined;
    }
    case 'map': {
      const entries = Object.entries(value as Fields).flatMap(([name, it]) =>
        itemSent(carried, shape.value, it).map((own) => [name, own] as const),
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
      return types.isDate(value);
    case 'blob':
      return value instanceof Uint8Array;
    default:
      return typeof value === kind;
  }
}

/** @throws MalformedRequest */
function sentAsOther({ isText }: Carried, shape: Shape, value: unknown): unknown {
  const isScalar = shape.kind === 'string' || shape.kind === 'number' || shape.kind === 'boolean';
  if (isText || isInUrl(shape)) return isScalar ? fromText(shape, plainText(value), '') : undefined;
  if (shape.kind === 'timestamp') return fromJson(shape, value, '');
  throw new MalformedRequest('', `a ${shape.kind} is wanted, got ${(JSON.stringify(value) ?? 'nothing').slice(0, 60)}`);
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
      const it = sent(carried, member.shape, given);
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
