import type { ConfigDocument } from '../yaml-document.js';
import type { Path } from '../member-path.js';

/** The formats that `provision init --from` reads. */
export type SourceFormat = 'compose' | 'task-definition' | 'copilot' | 'ecs-params';

/** What people call them. */
export const formatNames: { readonly [Format in SourceFormat]: string } = {
  compose: 'a compose file',
  'task-definition': 'a task definition of ECS',
  copilot: 'a manifest of Copilot',
  'ecs-params': 'an ecs-params file',
};

/** A file that a config is made from. */
export interface Source {
  /** Its name as the user knows it. */
  readonly file: string;
  readonly format: SourceFormat;
  /** The directory that its paths start in, from that of the config: `.` where it is the same. */
  readonly base: string;
  readonly document: ConfigDocument;
  /** What is in it, with its texts as a config writes them (`Source.rewrites`). */
  readonly data: unknown;
  /** Texts that a config writes in another way, by their paths as JSON: what was done to them. */
  readonly rewrites: ReadonlyMap<string, string>;
}

/** A value of a file, and where it stands there. */
export interface Value {
  readonly source: Source;
  readonly path: Path;
  readonly value: unknown;
}

export const isMap = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All of a file. */
export const rootOf = (source: Source): Value => ({ source, path: [], value: source.data });

/** A member of a map or an entry of a list; its value is undefined where it is not there. */
export const within = ({ source, path, value }: Value, segment: string | number): Value => ({
  source,
  path: [...path, segment],
  value:
    typeof value === 'object' && value !== null && Object.hasOwn(value, segment)
      ? (value as { readonly [segment: string]: unknown })[segment]
      : undefined,
});

/** Another member of the map that a value is in. */
export const beside = ({ source, path }: Value, name: string): Value =>
  within(path.slice(0, -1).reduce<Value>(within, rootOf(source)), name);

/** The members of a map, or the entries of a list; none of anything else. */
export const partsOf = (whole: Value): readonly Value[] => {
  if (Array.isArray(whole.value)) return whole.value.map((_, i) => within(whole, i));
  return isMap(whole.value) ? Object.keys(whole.value).map((name) => within(whole, name)) : [];
};

/** The name of a member, or the number of an entry. */
export const nameOf = ({ path }: Value): string => String(path.at(-1) ?? '');

/** All that stands in a value and has no parts: numbers, texts, empty lists. */
export function leavesOf(whole: Value): readonly Value[] {
  const parts = partsOf(whole);
  return parts.length === 0 ? [whole] : parts.flatMap(leavesOf);
}

/** Nothing is written there: it is empty, or all that is in it is. A text that is empty is something. */
export const isNothing = ({ value }: Value): boolean => isEmpty(value);

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'object' && Object.values(value).every(isEmpty));

/** Where it stands, for people and programs. */
export const lineOf = ({ source, path }: Value): number => source.document.find(path)?.line ?? 1;
