/**
 * Orders items in stages: while something slow goes on, everything that need not wait for it is done. The order is the
 * same each time.
 * @param items each one after all that it waits for
 * @param waitsFor the items that one waits for, and whether that wait is slow
 */
export function orderInStages<T>(
  items: readonly T[],
  waitsFor: (item: T) => readonly { readonly to: T; readonly isSlow: boolean }[],
): T[] {
  const stages = new Map<T, number>();
  for (const item of items) {
    const before = waitsFor(item).map(({ to, isSlow }) => (stages.get(to) ?? 0) + (isSlow ? 1 : 0));
    stages.set(item, Math.max(0, ...before));
  }
  return items.toSorted((a, b) => (stages.get(a) ?? 0) - (stages.get(b) ?? 0));
}
