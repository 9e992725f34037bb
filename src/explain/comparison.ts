/** One of two architectures, as far as they are held against each other. */
export interface Side {
  readonly name: string;
  /** How many steps there are of each noun. */
  readonly counts: ReadonlyMap<string, number>;
  /** USD, without traffic. */
  readonly perMonth: number;
  /** Something that belongs into the sum has no known price, so it is the least. */
  readonly isLeast: boolean;
  /** Of AWS's time, at least. */
  readonly seconds: { readonly up: number; readonly down: number };
  readonly choices: readonly Chosen[];
}

/** What a config chooses, and what that brings and costs. */
export interface Chosen {
  readonly of: string;
  readonly chosen: string;
  readonly gains: string;
  readonly loses: string;
}

/** What two architectures have in common, and what only one of them has. */
export interface Comparison {
  readonly sides: readonly [Side, Side];
  readonly parts: readonly Part[];
  /** The choices in which they differ. */
  readonly choices: readonly { readonly of: string; readonly sides: readonly [Chosen, Chosen] }[];
}

export interface Part {
  readonly noun: string;
  /** How many each side has. */
  readonly counts: readonly [number, number];
}

/** @param nouns all there are, in the order of teaching */
export function comparisonOf(sides: readonly [Side, Side], nouns: readonly string[]): Comparison {
  const [a, b] = sides;
  const parts = nouns.flatMap((noun): Part[] => {
    const counts = [a.counts.get(noun) ?? 0, b.counts.get(noun) ?? 0] as const;
    return counts[0] + counts[1] > 0 ? [{ noun, counts }] : [];
  });
  const choices = a.choices.flatMap((one) => {
    const other = b.choices.find((it) => it.of === one.of);
    return other && other.chosen !== one.chosen ? [{ of: one.of, sides: [one, other] as const }] : [];
  });
  return { sides, parts, choices };
}

/** How many steps of each noun. */
export function countsByNoun(nouns: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const noun of nouns) counts.set(noun, (counts.get(noun) ?? 0) + 1);
  return counts;
}
