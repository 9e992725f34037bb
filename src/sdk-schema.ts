import { types } from 'node:util';
import type { $SchemaRef, SchemaTraits, SchemaTraitsObject, SimpleSchema, StaticSchema } from '@smithy/types';

/**
 * A reader of the schemas that the SDK's clients export. It leans on their public layout alone, the tuples of
 * `StaticSchema` in `@smithy/types`, and turns them into shapes a switch can tell apart.
 * Shapes are read when they are first asked for, and kept: they may contain themselves, and a client has thousands.
 */
export type Shape = Structure | List | Dictionary | Timestamp | Simple;

interface Traited {
  /** Those of the shape and, over them, those of the member that refers to it. */
  readonly traits: SchemaTraitsObject;
}
export interface Structure extends Traited {
  readonly kind: 'structure';
  readonly name: string;
  /** Exactly one member is set. */
  readonly union: boolean;
  readonly members: readonly Member[];
}
export interface Member {
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
}
export interface List extends Traited {
  readonly kind: 'list';
  readonly item: Shape;
}
export interface Dictionary extends Traited {
  readonly kind: 'map';
  readonly key: Shape;
  readonly value: Shape;
}
export interface Timestamp extends Traited {
  readonly kind: 'timestamp';
  /** Absent where the protocol decides. */
  readonly format: TimestampFormat | undefined;
}
export type TimestampFormat = 'date-time' | 'http-date' | 'epoch-seconds';
export interface Simple extends Traited {
  /** `unit`: an operation without input or output. `document`: any JSON. */
  readonly kind: 'string' | 'number' | 'boolean' | 'blob' | 'document' | 'unit';
}

/** Whether a value is of a shape's kind; what is in it is not looked at. */
export function isOfKind({ kind }: Shape, value: unknown): boolean {
  switch (kind) {
    case 'structure':
    case 'map':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'list':
      return Array.isArray(value);
    case 'timestamp':
      return types.isDate(value) && !Number.isNaN(value.getTime());
    case 'blob':
      // Some are handed on as streams.
      return typeof value === 'object' && value !== null;
    case 'document':
    case 'unit':
      return true;
    default:
      return typeof value === kind;
  }
}

const read = new WeakMap<object, Shape>();

/**
 * The shape behind a reference: to a member, a list's item, an operation's input.
 * @throws TypeError for what no public schema of the SDK holds, or a type that no service here uses (big numbers)
 */
export function shapeOf(ref: $SchemaRef): Shape {
  // What may contain itself is referred to by a function.
  if (typeof ref === 'function') return shapeOf(ref());
  if (typeof ref !== 'object') return resolve(ref, {});
  let shape = read.get(ref);
  if (!shape) read.set(ref, (shape = resolve(ref, {})));
  return shape;
}

function resolve(ref: $SchemaRef, memberTraits: SchemaTraitsObject): Shape {
  if (typeof ref === 'function') return resolve(ref(), memberTraits);
  if (ref === 'unit') return { kind: 'unit', traits: memberTraits };
  if (typeof ref === 'number') return sentinel(ref, memberTraits);
  if (!Array.isArray(ref)) throw new TypeError('not a static schema of the SDK');
  if (ref.length === 2) return resolve(ref[0], { ...traitsOf(ref[1]), ...memberTraits });
  return ref[0] === 0 ? resolve(ref[4], { ...traitsOf(ref[3]), ...memberTraits }) : composite(ref, memberTraits);
}

function composite(schema: Exclude<StaticSchema, readonly [0, ...unknown[]]>, memberTraits: SchemaTraitsObject): Shape {
  const traits = { ...traitsOf(schema[3]), ...memberTraits };
  switch (schema[0]) {
    case 1: {
      const item = readOnce(schema[4]);
      return {
        kind: 'list',
        traits,
        get item() {
          return item();
        },
      };
    }
    case 2: {
      const [key, value] = [readOnce(schema[4]), readOnce(schema[5])];
      return {
        kind: 'map',
        traits,
        get key() {
          return key();
        },
        get value() {
          return value();
        },
      };
    }
    case 3:
    case -3:
      return structure(traits, schema[2], schema[4], schema[5], schema[6] ?? 0);
    case 4:
      return { ...structure(traits, schema[2], schema[4], schema[5], 0), union: true };
    default:
      throw new TypeError(`${schema[2]} is an operation where data was expected`);
  }
}

function readOnce(ref: $SchemaRef): () => Shape {
  let shape: Shape | undefined;
  return () => (shape ??= shapeOf(ref));
}

/** The SDK puts the required members first and counts them. */
function structure(
  traits: SchemaTraitsObject,
  name: string,
  names: readonly string[],
  refs: readonly $SchemaRef[],
  required: number,
): Structure {
  const members = names.map((member, at) => {
    const shape = readOnce(refs[at] ?? 'unit');
    return {
      name: member,
      required: at < required,
      get shape() {
        return shape();
      },
    };
  });
  return { kind: 'structure', name, union: false, traits, members };
}

/** Simple types are numbers; one bit makes a list of them, another a map from strings. */
function sentinel(schema: SimpleSchema, traits: SchemaTraitsObject): Shape {
  if (schema >= 256) throw new TypeError(`no type of the SDK's schemas: ${schema}`);
  if (schema >= 128) return { kind: 'map', traits, key: sentinel(0, {}), value: sentinel(schema & 63, {}) };
  if (schema >= 64) return { kind: 'list', traits, item: sentinel(schema & 63, {}) };
  if (schema >= 4 && schema <= 7) return { kind: 'timestamp', traits, format: timestampFormats[schema] };
  const kind = simpleKinds[schema];
  if (!kind) throw new TypeError(`no type that is read here: ${schema}`);
  return { kind, traits };
}
const simpleKinds: { readonly [sentinel: number]: Simple['kind'] } = {
  0: 'string',
  1: 'number',
  2: 'boolean',
  15: 'document',
  21: 'blob',
  42: 'blob',
};
const timestampFormats: { readonly [sentinel: number]: TimestampFormat } = {
  5: 'date-time',
  6: 'http-date',
  7: 'epoch-seconds',
};

/** Traits are an object, or bits where they are only flags. Source: `TraitBitVector` in `@smithy/types`. */
export function traitsOf(traits: SchemaTraits): SchemaTraitsObject {
  if (typeof traits === 'object') return traits;
  return Object.fromEntries(flags.flatMap((flag, bit) => ((traits >> bit) & 1 ? [[flag, 1]] : [])));
}
const flags = [
  'httpLabel',
  'idempotent',
  'idempotencyToken',
  'sensitive',
  'httpPayload',
  'httpResponseCode',
  'httpQueryParams',
] as const;
