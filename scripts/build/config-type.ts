import { editorSchema } from '../../src/config/json-schema.js';
import { typesOf, type MemberSchema } from '../../src/config/member-schema.js';

/**
 * Writes the TypeScript type of a config from the JSON Schema that editors complete from, so that both have one source.
 * @returns a module that exports `StackConfig`, not laid out yet
 */
export const configModule =
  (): string => `// Written by scripts/config-type.js from the schema of the config. Do not edit it by hand.

${comment(['A config as an object: what a config file may say. Members that are left out have their defaults.'])}
export interface StackConfig ${typeOf(editorSchema())}
`;

function typeOf(schema: MemberSchema): string {
  const { items, additionalProperties } = schema;
  const [type, ...others] = typesOf(schema);
  if (others.length > 0)
    return [...new Set([type, ...others].map((it) => typeOf({ ...schema, type: it ?? '' })))].join(' | ');
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (type === 'array' && items) return `readonly (${typeOf(items)})[]`;
  if (type === 'integer') return 'number';
  if (type === 'string' || type === 'number' || type === 'boolean') return type;
  if (type !== 'object') throw new Error(`a config has a member that has no type here: ${JSON.stringify(schema)}`);
  return additionalProperties ? `{ readonly [name: string]: ${typeOf(additionalProperties)} }` : membersOf(schema);
}

function membersOf({ properties = {}, required = [] }: MemberSchema): string {
  const members = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?';
    return `${comment(commentLines(schema))}\nreadonly ${/^[\w$]+$/.test(name) ? name : JSON.stringify(name)}${mark}: ${typeOf(schema)};`;
  });
  return `{\n${members.join('\n')}\n}`;
}

/** What a member is for, and its default. The default of a group of members is in the members. */
function commentLines({ description, default: value }: MemberSchema): string[] {
  const hasDefault = value !== undefined && (typeof value !== 'object' || Array.isArray(value));
  return [...(description ? [description] : []), ...(hasDefault ? [`@default ${JSON.stringify(value)}`] : [])];
}

const comment = (lines: readonly string[]): string =>
  lines.length > 1 ? `/**\n${lines.map((line) => ` * ${line}`).join('\n')}\n */` : `/** ${lines.join('')} */`;
