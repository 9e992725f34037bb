/** Where values lie that were measured several times. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * With fewer values a claim is worth little: by chance alone, four values of one kind lie all below or all above four others
 * once in 35 times; three and three do once in ten.
 */
export const fewestToClaim = 4;

/** @throws RangeError where there are no values */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) throw new RangeError('no values have no spread');
  const middle = (sorted.length - 1) / 2;
  const [below = min, above = min] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return { median: (below + above) / 2, min, max };
}

/**
 * Whether all of one's values are below all of the other's.
 * @returns `less` or `more` for the first; `overlap` where a value of one lies among those of the other; `too few` to say
 */
export function comparison(one: readonly number[], other: readonly number[]): 'less' | 'more' | 'overlap' | 'too few' {
  if (Math.min(one.length, other.length) < fewestToClaim) return 'too few';
  const [ours, theirs] = [spreadOf(one), spreadOf(other)];
  if (ours.max < theirs.min) return 'less';
  return theirs.max < ours.min ? 'more' : 'overlap';
}
