/**
 * Puts in an order what waits for other things: so that what is slow goes on while everything else is done that need
 * not wait for it. The same things always come in the same order.
 * @param things each after all that it waits for
 * @param waitsFor of a thing: the others, and whether it has to wait for their slow end, too
 */
export function inStages<T>(things: readonly T[], waitsFor: (thing: T) => readonly { readonly to: T; readonly slowly: boolean }[]): T[] {
  const stages = new Map<T, number>();
  for (const thing of things) {
    const before = waitsFor(thing).map(({ to, slowly }) => (stages.get(to) ?? 0) + (slowly ? 1 : 0));
    stages.set(thing, Math.max(0, ...before));
  }
  return things.toSorted((a, b) => (stages.get(a) ?? 0) - (stages.get(b) ?? 0));
}
