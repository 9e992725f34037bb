/** Where a member is, from the top of the config: `['services', 'web', 'routes', 0]`. */
export type Path = readonly (string | number)[];

/** A path as zod gives it. Its symbols are none that a config could have. */
export const memberPath = (path: readonly PropertyKey[]): Path =>
  path.map((segment) => (typeof segment === 'symbol' ? String(segment) : segment));

/** Whether a member is the other one, or somewhere in it. */
export const isWithin = (path: Path, other: Path): boolean => other.every((segment, i) => segment === path[i]);
