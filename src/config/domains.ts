import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** What `ingress.domain` comes to. Rules and steps both use these functions. */
type Domain = ValidPart<NonNullable<Shape['ingress']['domain']>>;

/** All names, the first one first. */
export const namesOf = ({ name, alternativeNames = [] }: Domain): string[] =>
  [name, ...(alternativeNames ?? [])].filter((it) => it !== undefined);

/** A domain and its wildcard are validated by one record. */
export const validatedDomains = (names: readonly string[]): string[] => [
  ...new Set(names.map((name) => name.replace(/^\*\./, ''))),
];

/** Whether records of a name can be in the zone of that name: it is the zone's own name, or one below it. */
export const isInZone = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);
