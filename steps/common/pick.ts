/** The members of `from` that are named in `names`: what an update sends if AWS accepts single members. */
export function pick<T extends object>(from: T, names: readonly string[]): Partial<T> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name))) as Partial<T>;
}
