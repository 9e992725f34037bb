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

/** Whether the hosted zone is given by its id: then only Route 53 knows its name. */
export const isZoneId = (zone: string): boolean => /^Z[A-Z0-9]+$/.test(zone);
