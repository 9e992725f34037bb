/**
 * A cycle among names that need each other: a way that leads back to where it began, its first member repeated at its end.
 * Names are taken away until only those in cycles, or before one, are left. So it takes no recursion, and any number of names.
 * @param needs by name, the names that it needs; those that are no names here are passed over
 */
export function cycleIn(needs: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const left = new Map([...needs].map(([step, of]) => [step, of.filter((it) => needs.has(it))]));
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const [step, of] of left) if (!of.some((it) => left.has(it))) left.delete(step);
  }
  const [start] = left.keys();
  if (start === undefined) return undefined;
  const path = [start];
  for (;;) {
    const next = left.get(path.at(-1) ?? '')?.find((it) => left.has(it)) ?? start;
    const at = path.indexOf(next);
    path.push(next);
    if (at >= 0) return path.slice(at);
  }
}
