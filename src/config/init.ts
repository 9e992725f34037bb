import { blueprints, blueprintText } from './blueprints.js';
import { editorSchema } from './json-schema.js';

/** The file that `provision init` writes beside the config, for editors. */
export const schemaFile = 'provision.schema.json';

/**
 * What `provision init` writes as provision.yaml: a blueprint, and a first line that tells editors its schema.
 * @throws FailureError `bad-usage` where there is no such blueprint
 */
export const initialConfig = (blueprint: string = blueprints[0].name): string =>
  `# yaml-language-server: $schema=./${schemaFile}\n${blueprintText(blueprint)}`;

/** The JSON Schema of the config, as text. A config written as JSON refers to it by its member `$schema`. */
export const jsonSchema = (): string => `${JSON.stringify(editorSchema(), null, 2)}\n`;
