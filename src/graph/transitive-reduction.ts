/** One thing that waits for another: `to` for `from`. */
export interface Dependency {
  readonly from: string;
  readonly to: string;
  /** Only for its id, not until it is in service. */
  readonly onlyId: boolean;
  /** `from` is deleted after `to`, too. */
  readonly outlives: boolean;
}

/**
 * Leaves out what follows from the rest: the transitive reduction of a graph without cycles. `to` may start when `from`
 * is in service: that follows where something else starts then, and `to` after that, in whatever way. `from` must be
 * deleted after `to`: that follows where each on the way is deleted after the next one. So what is left says as much
 * about the order of building and of deleting as the whole did.
 * @param dependencies without cycles, each pair once
 */
export function transitiveReduction(dependencies: readonly Dependency[]): Dependency[] {
  const after = new Map<string, Dependency[]>();
  for (const it of dependencies) after.set(it.from, [...(after.get(it.from) ?? []), it]);
  const any = reach(after, () => true);
  const outliving = reach(after, ({ outlives }) => outlives);
  return dependencies.filter((it) => {
    const others = (after.get(it.from) ?? []).filter((other) => other !== it);
    const starts = others.some((other) => (it.onlyId || !other.onlyId) && any(other.to).has(it.to));
    const ends = !it.outlives || others.some((other) => other.outlives && outliving(other.to).has(it.to));
    return !(starts && ends);
  });
}

/** All that comes after something, along those dependencies that count. */
function reach(after: ReadonlyMap<string, readonly Dependency[]>, counts: (it: Dependency) => boolean) {
  const known = new Map<string, ReadonlySet<string>>();
  const from = (name: string): ReadonlySet<string> => {
    const before = known.get(name);
    if (before) return before;
    const next = (after.get(name) ?? []).filter(counts).map(({ to }) => to);
    const found = new Set([...next, ...next.flatMap((it) => [...from(it)])]);
    known.set(name, found);
    return found;
  };
  return from;
}
