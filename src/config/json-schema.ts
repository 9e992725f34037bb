import * as z from 'zod';
import type { Path } from './sound.js';
import { configSchema } from './schema.js';

/** The part of a JSON Schema that describes one member, as far as ours uses it. */
export interface MemberSchema {
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: { readonly [member: string]: MemberSchema };
  readonly required?: readonly string[];
  readonly additionalProperties?: MemberSchema | false;
  readonly items?: MemberSchema;
}

/**
 * The config as JSON Schema: what a person may write, with defaults and descriptions. Draft 7, because that is what
 * both VS Code's JSON support and the YAML language server know entirely.
 */
export const editorSchema = (): MemberSchema => (made ??= make());
let made: MemberSchema | undefined;

const make = () =>
  z.toJSONSchema(configSchema, { io: 'input', target: 'draft-07' }) as MemberSchema;

/** What is known about the member at `path`; `undefined` where the schema knows no such member. */
export function memberSchema(path: Path): MemberSchema | undefined {
  let schema: MemberSchema | false | undefined = editorSchema();
  for (const segment of path) {
    if (!schema) return undefined;
    const { items, properties = {}, additionalProperties }: MemberSchema = schema;
    if (typeof segment === 'number') schema = items;
    else schema = Object.hasOwn(properties, segment) ? properties[segment] : additionalProperties;
  }
  return schema || undefined;
}
