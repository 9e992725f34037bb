import { types } from 'node:util';
import { isDeeperThan } from '../../nesting.js';
import { MalformedRequest, type Fields } from './message.js';
import { isOfKind, type Dictionary, type List, type Shape, type Structure } from '../../sdk-schema.js';
import { parseTimestamp, formatTimestamp } from './scalar-text.js';

/**
 * Turns JSON into values and back, member by member as the schema says. `jsonName` is heeded throughout: only
 * services whose protocol knows it carry it in the SDK's schemas.
 */

/** @throws MalformedRequest where the body is not JSON; an empty one is an empty object */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    throw new MalformedRequest('', 'the body is not JSON');
  }
  if (isDeeperThan(mostLevels, json)) throw new MalformedRequest('', 'the body is nested too deep');
  return json;
}

/** More than any input of AWS has. */
const mostLevels = 100;

/**
 * Members that the schema does not have are ignored, as AWS does; nulls count as absent.
 * @throws MalformedRequest naming `path` where a value is of another type than the schema's
 */
export function fromJson(shape: Shape, json: unknown, path: string): unknown {
  switch (shape.kind) {
    case 'structure':
      return structureFrom(shape, json, path);
    case 'list':
      return listFrom(shape, json, path);
    case 'map':
      return mapFrom(shape, json, path);
    case 'timestamp':
      if (typeof json !== 'number' && typeof json !== 'string') throw wanted(shape, json, path);
      return parseTimestamp(json, path);
    case 'blob':
      if (typeof json !== 'string') throw wanted(shape, json, path);
      return new Uint8Array(Buffer.from(json, 'base64'));
    case 'document':
    case 'unit':
      return json;
    default:
      if (typeof json !== shape.kind) throw wanted(shape, json, path);
      return json;
  }
}

function structureFrom(shape: Structure, json: unknown, path: string): Fields {
  const given = objectOf(shape, json, path);
  const fields = shape.members.flatMap((member) => {
    const name = jsonName(member.name, member.shape);
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined || value === null) return [];
    return [[member.name, fromJson(member.shape, value, join(path, name))]];
  });
  if (shape.union && fields.length > 1)
    throw new MalformedRequest(path, `exactly one member of ${shape.name} may be set`);
  return Object.fromEntries(fields);
}

function listFrom(shape: List, json: unknown, path: string): unknown[] {
  if (!Array.isArray(json)) throw wanted(shape, json, path);
  const { item } = shape;
  return json.flatMap((value: unknown, at) => (value === null ? [] : [fromJson(item, value, join(path, String(at)))]));
}

function mapFrom(shape: Dictionary, json: unknown, path: string): Fields {
  const { value } = shape;
  const entries = Object.entries(objectOf(shape, json, path)).filter(([, it]) => it !== null);
  return Object.fromEntries(entries.map(([name, it]) => [name, fromJson(value, it, join(path, name))]));
}

/** What `JSON.stringify` makes the wire's JSON of. */
export function toJson(shape: Shape, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  switch (shape.kind) {
    case 'structure':
      return membersToJson(shape, value as Fields);
    case 'list':
      return (value as readonly unknown[]).map((it) => toJson(shape.item, it));
    case 'map':
      return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, toJson(shape.value, it)]));
    default:
      if (types.isDate(value)) return formatTimestamp(value, shape, 'epoch-seconds');
      if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
      return value;
  }
}

/** A loop, because some 4 % of the time of a plan of 100 services went by here. */
function membersToJson({ members }: Structure, value: Fields): Fields {
  const json: { [name: string]: unknown } = {};
  for (const member of members) {
    const own = value[member.name];
    // A shape is read when it is asked for.
    if (own !== undefined) json[jsonName(member.name, member.shape)] = toJson(member.shape, own);
  }
  return json;
}

function objectOf(shape: Structure | Dictionary, json: unknown, path: string): Fields {
  if (!isOfKind(shape, json)) throw wanted(shape, json, path);
  return json as Fields;
}
const jsonName = (member: string, { traits }: Shape): string => traits.jsonName ?? member;
const join = (path: string, part: string) => (path ? `${path}.${part}` : part);

/** What is said of a value that is not of its shape's kind. */
export const wanted = ({ kind }: Shape, got: unknown, path: string) =>
  new MalformedRequest(
    path,
    `${inJson[kind] ?? `a ${kind}`} is wanted, got ${(JSON.stringify(got) ?? 'nothing').slice(0, 60)}`,
  );
const inJson: { readonly [kind in Shape['kind']]?: string } = {
  structure: 'an object',
  map: 'an object',
  list: 'a list',
  timestamp: 'a time',
  blob: 'a text in base64',
};
