/** Ids as the keys of an object: AWS may return a list in another order, which must not count as a change. */
export type IdSet = { readonly [id: string]: true };

export const idSet = (ids: readonly string[] = []): IdSet => Object.fromEntries(ids.map((id) => [id, true]));

/** The `ids` that are not in `others`: those to add or, with the arguments exchanged, to remove. */
export const without = (ids: IdSet, others: IdSet): string[] => Object.keys(ids).filter((id) => !(id in others));
