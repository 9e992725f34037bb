import { editorSchema } from './json-schema.js';
import type { Path } from './member-path.js';
import { typesOf, type MemberSchema } from './member-schema.js';
import { inUnits, unitOf } from './sizes.js';

/** How values are written. */
export interface Writing {
  /** A number or boolean as it is written: `1.10`, `0x10`. */
  spelling(path: Path): string | undefined;
  /** Whether it is a text that has no type of its own: from a variable, or from `--set`. */
  isUntyped(path: Path): boolean;
}

/**
 * Gives values the types that the schema says, as far as that is certain. Whatever else there is stays, for the schema to
 * refuse. A number or boolean where text is wanted becomes the text that it is written as: `010` stays `010`, and is not 10.
 * A variable's text becomes a number or a boolean where such is wanted. A size such as `4GB` becomes a number.
 * @param data is changed
 */
export function giveTypes(data: object, writing: Writing): void {
  within(data, editorSchema(), [], writing);
}

function within(value: unknown, schema: MemberSchema, path: Path, writing: Writing): unknown {
  if (typeof value !== 'object' || value === null) return typed(value, schema, path, writing);
  for (const name of Object.keys(value)) {
    const segment = Array.isArray(value) ? Number(name) : name;
    const member = schemaWithin(schema, segment);
    if (!member) continue;
    const before: unknown = Reflect.get(value, name);
    const after = within(before, member, [...path, segment], writing);
    if (after !== before) Reflect.set(value, name, after);
  }
  return value;
}

function schemaWithin({ items, properties = {}, additionalProperties }: MemberSchema, segment: string | number) {
  if (typeof segment === 'number') return items;
  return Object.hasOwn(properties, segment) ? properties[segment] : additionalProperties || undefined;
}

function typed(value: unknown, schema: MemberSchema, path: Path, writing: Writing): unknown {
  const types = typesOf(schema);
  const unit = unitOf(schema.format);
  if (types.includes('string') && !unit) {
    const isOther = types.length > 1 && (typeof value === 'number' || typeof value === 'boolean');
    const text = isOther ? (writing.spelling(path) ?? String(value)) : value;
    const { required: [only] = [] } = schema;
    // A text in the place of a map is the one member that the map must have.
    return types[0] === 'object' && typeof text === 'string' && only !== undefined ? { [only]: text } : text;
  }
  const read = typeof value === 'string' && writing.isUntyped(path) ? scalarOf(value, types) : value;
  return unit ? inUnits(read, unit) : read;
}

/**
 * What a plain scalar of YAML would be.
 * Source: https://yaml.org/spec/1.2.2/#103-core-schema
 */
function scalarOf(text: string, types: readonly string[]): unknown {
  const plain = text.trim();
  if (types.includes('boolean') && /^(?:true|True|TRUE)$/.test(plain)) return true;
  if (types.includes('boolean') && /^(?:false|False|FALSE)$/.test(plain)) return false;
  const isNumeric = types.includes('integer') || types.includes('number');
  const isNumber = /^(?:[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+)$/.test(plain);
  return isNumeric && isNumber ? Number(plain) : text;
}
