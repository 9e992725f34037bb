/** Ids in no order: AWS does not promise to give a list back as it got it, and order must not count as a change. */
export type IdSet = { readonly [id: string]: true };

export const idSet = (ids: readonly string[] = []): IdSet => Object.fromEntries(ids.map((id) => [id, true]));

/** Those of `ids` that are not among the `others`: what is to be added, or, the other way round, removed. */
export const without = (ids: IdSet, others: IdSet): string[] => Object.keys(ids).filter((id) => !(id in others));
