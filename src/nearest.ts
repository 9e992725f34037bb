import { closest, distance } from 'fastest-levenshtein';

/**
 * The word that was probably meant: one with few letters different (case counts for nothing), or the only one that
 * contains what was written, as `memory` for `mem`.
 * @returns `undefined` where none is near: a far-fetched guess is worse than none
 */
export function nearest(word: string, among: readonly string[]): string | undefined {
  if (among.length === 0) return undefined;
  const lower = word.toLowerCase();
  const best = closest(
    lower,
    among.map((one) => one.toLowerCase()),
  );
  const far = distance(lower, best);
  const tolerated = Math.max(2, Math.ceil(word.length / 3));
  if (far <= tolerated && far < best.length) return among.find((one) => one.toLowerCase() === best);
  const containing = among.filter((one) => one.toLowerCase().includes(lower));
  return word.length >= 3 && containing.length === 1 ? containing[0] : undefined;
}

/** The hint that goes with it. */
export const didYouMean = (word: string | undefined): string | undefined =>
  word === undefined ? undefined : `did you mean ${JSON.stringify(word)}?`;
