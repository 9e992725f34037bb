/** The members of `from` that are named in `names`: what an update sends if AWS accepts single members. */
export function pick<T extends object>(from: T, names: readonly string[]): Partial<T> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name))) as Partial<T>;
}

/** All members of `from` but these. */
export const omit = <T extends object, Name extends keyof T>(from: T, names: readonly Name[]): Omit<T, Name> =>
  Object.fromEntries(Object.entries(from).filter(([name]) => !names.some((it) => it === name))) as Omit<T, Name>;
