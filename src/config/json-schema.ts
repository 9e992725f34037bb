import * as z from 'zod';
import type { Path } from './member-path.js';
import type { MemberSchema } from './member-schema.js';
import { configSchema } from './schema.js';

/**
 * The config as JSON Schema: what a user may write, with defaults and descriptions. Draft 7, because both VS Code's
 * JSON support and the YAML language server support all of it.
 */
export const editorSchema = (): MemberSchema => (made ??= make());
let made: MemberSchema | undefined;

const make = () => z.toJSONSchema(configSchema, { io: 'input', target: 'draft-07' }) as MemberSchema;

/** The schema of the member at `path`; `undefined` if there is no such member. */
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

/** Whether the value at `path` may be a secret. No message shows it, nor a name in it that may be a secret itself. */
export const isHidden = (path: Path): boolean =>
  path.some((_segment, index) => memberSchema(path.slice(0, index + 1))?.writeOnly === true);
