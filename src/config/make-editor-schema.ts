import * as z from 'zod';
import type { MemberSchema } from './member-schema.js';
import { configSchema } from './schema.js';

/**
 * The config as JSON Schema: what a user may write, with defaults and descriptions. Draft 7, because both VS Code's
 * JSON support and the YAML language server support all of it.
 * The bundle has the result instead: making it takes half as long as starting Node (scripts/build/made-schema.js).
 */
export const makeEditorSchema = (): MemberSchema =>
  z.toJSONSchema(configSchema, { io: 'input', target: 'draft-07' }) as MemberSchema;
