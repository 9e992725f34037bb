import type { GivenTexts } from '../hidden-values.js';
import { memberSchema } from './json-schema.js';
import type { Path } from './member-path.js';
import { typesOf } from './member-schema.js';
import type { Reading } from './reading.js';

/** Whether a member takes any text at all, so that it may be a secret, and is no name of a thing. */
export function takesAnyText(path: Path): boolean {
  const schema = memberSchema(path) ?? {};
  return typesOf(schema)[0] === 'string' && schema.pattern === undefined && schema.enum === undefined;
}

/** What variables of this machine give to members that take any text, with what is written there. */
export function givenTexts({ data, places }: Pick<Reading, 'data' | 'places'>): GivenTexts {
  const given = new Map<string, string>();
  const look = (value: unknown, path: Path): void => {
    if (typeof value === 'string') {
      const template = places.template(path);
      if (template && takesAnyText(path)) given.set(value, template.text);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const isList = Array.isArray(value);
    for (const [name, it] of Object.entries(value)) look(it, [...path, isList ? Number(name) : name]);
  };
  look(data, []);
  return given;
}
