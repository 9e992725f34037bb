/** Seconds. One request lets at most a day pass, so it never runs more than a hundred tries. */
const longest = 15 * 60;

/**
 * Seconds until something that failed is tried again. The delay doubles with each try, up to a quarter of an hour, so a
 * cause that was removed is noticed soon, however long the failure lasted.
 */
export const backOff = (first: number, tries: number): number => Math.min(first * 2 ** tries, longest);
