import { randomUUID } from 'node:crypto';
import { types } from 'node:util';
import type { Shape, Structure } from '../../sdk-schema.js';
import type { Wire } from '../service.js';
import { MalformedRequest, type Fields } from './message.js';

/** What of a value a protocol does not carry, and what the sender makes. */
interface Carried {
  readonly emptyLists: boolean;
  /** Structures and maps. */
  readonly emptyOthers: boolean;
  /** Tokens that a request should have and nobody has given: the SDK makes them. */
  readonly tokens: boolean;
}
const all: Carried = { emptyLists: true, emptyOthers: true, tokens: false };
const inputs: { readonly [protocol in Wire['protocol']]?: Carried } = {
  ec2Query: { emptyLists: false, emptyOthers: false, tokens: true },
  awsQuery: { emptyLists: true, emptyOthers: false, tokens: true },
};

/**
 * An operation's input as it would arrive over the wire, without any wire: a copy, with the members that the schema has.
 * Sources: aws-sdk-js-v3, `QueryShapeSerializer` (an empty list of EC2 is not sent), and smithy-typescript, `JsonShapeSerializer`
 * @throws MalformedRequest
 */
export const inputAsSent = (protocol: Wire['protocol'], shape: Shape, input: object): Fields =>
  (sent(inputs[protocol] ?? { ...all, tokens: true }, shape, input) ?? {}) as Fields;

/** The same of an output. Nobody changes what the other one keeps. */
export const outputAsSent = (shape: Shape, output: object): Fields => (sent(all, shape, output) ?? {}) as Fields;

/** @returns undefined for what is not carried */
function sent(carried: Carried, shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'unit':
      return undefined;
    case 'structure':
      return structureSent(carried, shape, value as Fields);
    case 'list': {
      const given = value as readonly unknown[];
      const items = given.flatMap((it) => itemSent(carried, shape.item, it));
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
