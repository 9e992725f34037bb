import { makeEditorSchema } from './make-editor-schema.js';
import type { Path } from './member-path.js';
import type { MemberSchema } from './member-schema.js';

/** The config as JSON Schema, made once. */
export const editorSchema = (): MemberSchema => (made ??= makeEditorSchema());
let made: MemberSchema | undefined;

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
