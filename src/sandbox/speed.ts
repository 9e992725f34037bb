/**
 * How fast the sandbox's life cycles go: `60x` (a minute in a second), `1x`, `0.5x`, … or `instant`.
 * @returns the factor; Infinity for `instant`; undefined if it is neither
 */
export function speedOf(text: string): number | undefined {
  if (text === 'instant') return Infinity;
  const factor = Number(/^(\d+(?:\.\d+)?)x$/.exec(text)?.[1]);
  return factor > 0 ? factor : undefined;
}
