import type { Box, Picture } from './picture.js';
import { titleId } from './dot.js';

/** Where boxes are in an SVG of Graphviz, by their titles. */

/** Whether boxes that are to stand side by side do so in their order, or above each other in it. */
export function isInOrder(picture: Picture, svg: string): boolean {
  const places = titlePlaces(svg);
  return rowsIn(picture.boxes).every((row) => {
    const found = row.flatMap(({ id }) => places.get(titleId(id)) ?? []);
    const isRising = (of: readonly number[]) => of.every((it, at) => at === 0 || it > (of[at - 1] ?? it));
    return isRising(found.map(({ x }) => x)) || isRising(found.map(({ y }) => y));
  });
}

function rowsIn(boxes: readonly Box[]): Box[][] {
  return [boxes.filter(({ isInRow }) => isInRow === true), ...boxes.flatMap((it) => rowsIn(it.boxes))];
}

/** The first corner of the box around each title. */
function titlePlaces(svg: string): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  const found = svg.matchAll(
    /class="node title">\s*<title>([^<]*)<\/title>\s*<polygon[^>]* points="([-\d.]+),([-\d.]+)/g,
  );
  return new Map([...found].map(([, title = '', x, y]) => [plain(title), { x: Number(x), y: Number(y) }]));
}

const entities: { readonly [name: string]: string } = { lt: '<', gt: '>', quot: '"', amp: '&' };
const plain = (markup: string): string =>
  markup.replace(/&(?:#(\d+)|(\w+));/g, (all, code: string | undefined, name: string) =>
    code === undefined ? (entities[name] ?? all) : String.fromCodePoint(Number(code)),
  );
