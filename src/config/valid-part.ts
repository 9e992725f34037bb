import { isWithin, memberPath, type Path } from './member-path.js';

/** Of zod's issues, the members that are needed here. */
export interface Issue {
  readonly code?: string | undefined;
  readonly path?: PropertyKey[] | undefined;
  readonly params?: unknown;
}

/** A config of which any part may be `undefined`, because it was wrong. Rules between members get this type. */
export type ValidPart<T> = T extends readonly (infer E)[]
  ? readonly (ValidPart<E> | undefined)[]
  : T extends object
    ? { readonly [K in keyof T]?: ValidPart<T[K]> | undefined }
    : T;

/**
 * Takes the wrong members out of a half-parsed config: they become `undefined`. An issue about a name (an unknown
 * member, or a name that is not written as it must be) takes nothing out.
 * @returns `isFaulty`: whether an issue is at this member, in it or around it
 */
export function validPart<T extends object>(config: T, issues: readonly Issue[]) {
  const wrong = issues.filter((issue) => !isAboutName(issue)).map(({ path = [] }) => memberPath(path));
  const value: unknown = wrong.some((one) => one.length === 0) ? {} : structuredClone(config);
  for (const path of wrong) remove(value, path);
  return {
    value: value as ValidPart<T>,
    isFaulty: (path: Path) => wrong.some((one) => isWithin(one, path) || isWithin(path, one)),
  };
}

const isAboutName = ({ code, params }: Issue) =>
  code === 'unrecognized_keys' || (typeof params === 'object' && params !== null && 'isName' in params);

function remove(value: unknown, [segment, ...rest]: Path): void {
  if (typeof value !== 'object' || value === null || segment === undefined) return;
  if (rest.length === 0) Reflect.set(value, segment, undefined);
  else remove(Reflect.get(value, segment), rest);
}
