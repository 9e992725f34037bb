/** Seconds. Each request finds at most a day gone by, so that there are never more than a hundred tries in it. */
const longest = 15 * 60;

/**
 * Seconds until what fails by itself is tried again: twice as long each time, up to a quarter of an hour. Who mends
 * the cause of a failure finds it tried again soon, however long it had failed.
 */
export const backOff = (first: number, tries: number): number => Math.min(first * 2 ** tries, longest);
