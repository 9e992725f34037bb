import { parse } from 'yaml';
import { blueprints, blueprintText } from './blueprints.js';
import { editorSchema } from './json-schema.js';

/** The file that `provision init` writes beside the config, for editors. */
export const schemaFile = 'provision.schema.json';

/**
 * The config that `provision init` writes: a blueprint whose first line says where editors find the schema.
 * @param file the name of the file it will be written to; `.json` gives JSON, without the comments
 * @param name the stack's name, instead of the blueprint's
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
