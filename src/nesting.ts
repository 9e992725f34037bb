/**
 * Whether lists and maps lie in each other more than this many levels deep. What was read from a text may be nested
 * deeper than a function can call itself; this looks level by level.
 */
export function isDeeperThan(levels: number, value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    level = level.flatMap((it): unknown[] => (typeof it === 'object' && it !== null ? Object.values(it) : []));
  }
  return false;
}
