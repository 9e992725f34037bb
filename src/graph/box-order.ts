import { nodesIn, type Arrow, type Box } from './picture.js';

/**
 * Boxes in the order in which they stand above each other: one from which arrows lead into another stands above it, and where
 * none do, the order stays. So arrows lead down, and need not go around.
 */
export function stackedBoxes(boxes: readonly Box[], arrows: readonly Arrow[]): readonly Box[] {
  const inside = new Map(boxes.map((box) => [box, new Set(nodesIn(box).map(({ id }) => id))]));
  const count = (from: Box, to: Box): number =>
    arrows.filter((it) => inside.get(from)?.has(it.from) && inside.get(to)?.has(it.to)).length;
  const isAbove = (a: Box, b: Box): boolean => count(a, b) > count(b, a);
  const left = [...boxes];
  return boxes.flatMap(() => {
    const first = left.find((box) => !left.some((other) => isAbove(other, box))) ?? left[0];
    if (!first) return [];
    left.splice(left.indexOf(first), 1);
    return [first];
  });
}

/** Arrows from elsewhere into a box, by what they come from. */
export function sourcesOf(box: Box, arrows: readonly Arrow[]): readonly string[] {
  const inside = new Set(nodesIn(box).map(({ id }) => id));
  return [...new Set(arrows.filter(({ from, to }) => inside.has(to) && !inside.has(from)).map(({ from }) => from))];
}
