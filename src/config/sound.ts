/** Where a member is, from the top of the config. */
export type Path = readonly (string | number)[];

/** The part of zod's issues that says where. */
export interface Issue {
  readonly code?: string | undefined;
  readonly path?: PropertyKey[] | undefined;
  readonly params?: unknown;
}

/** A value of which any part may be `undefined`, because it was wrong. */
export type Sound<T> = T extends readonly (infer E)[]
  ? readonly (Sound<E> | undefined)[]
  : T extends object
    ? { readonly [K in keyof T]?: Sound<T[K]> | undefined }
    : T;

/**
 * What is left of a half-parsed config when everything wrong in it is set to `undefined`. Members that are unknown
 * or have a wrong name spoil nothing else.
 * @returns `isFaulty`: whether an issue is at this member, in it or around it
 */
export function sound<T extends object>(config: T, issues: readonly Issue[]) {
  const faults = issues.filter((issue) => !isAboutName(issue)).map(pathOf);
  const value: unknown = faults.some((fault) => fault.length === 0) ? {} : structuredClone(config);
  for (const fault of faults) spoil(value, fault);
  return {
    value: value as Sound<T>,
    isFaulty: (path: Path) => faults.some((fault) => isWithin(fault, path) || isWithin(path, fault)),
  };
}

const isAboutName = ({ code, params }: Issue) =>
  code === 'unrecognized_keys' || (typeof params === 'object' && params !== null && 'isName' in params);

const pathOf = ({ path = [] }: Issue): Path =>
  path.map((segment) => (typeof segment === 'symbol' ? String(segment) : segment));

/** Whether a member is the other one, or somewhere in it. */
export const isWithin = (path: Path, other: Path): boolean => other.every((segment, i) => segment === path[i]);

function spoil(value: unknown, [segment, ...rest]: Path): void {
  if (typeof value !== 'object' || value === null || segment === undefined) return;
  if (rest.length === 0) Reflect.set(value, segment, undefined);
  else spoil(Reflect.get(value, segment), rest);
}
