/** Cases that one process tries before it is asked again. */
const size = 200;

/** How many cases each portion has, of so many in all. */
export const sharesOf = (runs) =>
  Array.from({ length: Math.ceil(runs / size) }, (_, at) => Math.min(size, runs - at * size));

/**
 * The seed of a portion. The first has the seed that was given, so it can be tried alone; the portions of seeds that
 * are near each other have none in common.
 */
export const seedOf = (seed, at) => (seed + at * 1_000_003) % 2 ** 31;
