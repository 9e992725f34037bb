import { parse } from 'yaml';
import { blueprints, blueprintText } from './blueprints.js';
import { editorSchema } from './json-schema.js';

/** The file that `provision init` writes beside the config, for editors. */
export const schemaFile = 'provision.schema.json';

/**
 * What `provision init` writes: a blueprint, and where editors find its schema, in the first line.
 * @param file what it will be written to: JSON where its name says so, without the comments then
 * @param name the stack's, in place of the blueprint's
 * @throws FailureError `bad-usage` where there is no such blueprint
 */
export function initialConfig(blueprint: string = blueprints[0].name, file = 'provision.yaml', name?: string): string {
  const text = blueprintText(blueprint);
  const own = name === undefined ? text : text.replace(/^name: .*$/m, `name: ${name}`);
  if (!file.endsWith('.json')) return `# yaml-language-server: $schema=./${schemaFile}\n${own}`;
  return `${JSON.stringify({ $schema: `./${schemaFile}`, ...parse(own) }, null, 2)}\n`;
}

/** The JSON Schema of the config, as text. A config written as JSON refers to it by its member `$schema`. */
export const jsonSchema = (): string => `${JSON.stringify(editorSchema(), null, 2)}\n`;
