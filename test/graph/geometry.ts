/** Where things are in an SVG, as Graphviz writes it. */

export interface Place {
  /** As the picture calls it. */
  readonly id: string;
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
export type Point = readonly [x: number, y: number];
export interface Line {
  /** `a->b` */
  readonly name: string;
  readonly points: readonly Point[];
}

const groups = (svg: string, kind: string): string[] =>
  [...svg.matchAll(new RegExp(`<g id="[^"]*" class="${kind}">([\\s\\S]*?)</g>`, 'g'))].map(([, body = '']) => body);
const pointsIn = (text: string): Point[] => {
  const numbers = text
    .split(/[\s,MC]+/)
    .filter((it) => it !== '')
    .map(Number);
  return numbers.flatMap((x, at) => (at % 2 === 0 ? [[x, numbers[at + 1] ?? NaN] as const] : []));
};
const read = (markup: string) =>
  markup.replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)));

/** The boxes of the titles. */
export const titlesIn = (svg: string): Place[] =>
  groups(svg, 'node title').map((body) => {
    const points = pointsIn(/<polygon[^>]* points="([^"]*)"/.exec(body)?.[1] ?? '');
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const text = read(/<text[^>]*>([^<]*)</.exec(body)?.[1] ?? '');
    const id = read(/<title>([^<]*)/.exec(body)?.[1] ?? '');
    return { id, text, left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  });

/** The arrows, each as points along its curve that are close to each other. */
export const linesIn = (svg: string): Line[] =>
  groups(svg, 'edge [^"]*').map((body) => ({
    name: read(/<title>([^<]*)/.exec(body)?.[1] ?? '').replace('&gt;', '>'),
    points: alongCurves(pointsIn(/<path[^>]* d="([^"]*)"/.exec(body)?.[1] ?? '')),
  }));

/** Of cubic Bézier curves: a start, then two controls and an end for each. */
function alongCurves(points: readonly Point[]): Point[] {
  const curves = Array.from({ length: (points.length - 1) / 3 }, (_, at) => points.slice(at * 3, at * 3 + 4));
  return curves.flatMap(([a = zero, b = zero, c = zero, d = zero]) =>
    Array.from({ length: 101 }, (_, step): Point => {
      const [t, u] = [step / 100, 1 - step / 100];
      const at = (axis: 0 | 1) =>
        u ** 3 * a[axis] + 3 * u * u * t * b[axis] + 3 * u * t * t * c[axis] + t ** 3 * d[axis];
      return [at(0), at(1)];
    }),
  );
}
const zero: Point = [NaN, NaN];

export const isInside = ([x, y]: Point, { left, right, top, bottom }: Place): boolean =>
  x > left && x < right && y > top && y < bottom;
