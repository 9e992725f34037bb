import type { Stop } from './journey.js';
import { svgSpace, type Drawing } from './svg.js';

/** Shows a request travelling over a drawing: each arrow and node in its order, and where it is dropped. */

const stepMs = 420;
const marks = ['is-passed', 'is-arrived', 'is-dropped'];

const wantsStillness = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/**
 * @param reached is told of each stop when the request is there
 * @param isCurrent false where another request was sent meanwhile
 */
export async function travel(
  drawing: Drawing,
  stops: readonly Stop[],
  { reached, isCurrent }: { reached(at: number): void; isCurrent(): boolean },
): Promise<void> {
  clearMarks(drawing);
  for (const [at, stop] of stops.entries()) {
    for (const number of stop.arrows) {
      await along(drawing, number, isCurrent);
      if (!isCurrent()) return;
    }
    markStop(drawing, stop);
    reached(at);
    if (!wantsStillness()) await pause(stop.arrows.length > 0 || at === 0 ? stepMs : stepMs / 2);
    if (!isCurrent()) return;
  }
}

/** All marks at once, as after a travel: on a drawing that was made anew. */
export function markAll(drawing: Drawing, stops: readonly Stop[]): void {
  for (const stop of stops) {
    for (const number of stop.arrows) drawing.arrows.get(number)?.classList.add('is-passed');
    markStop(drawing, stop);
  }
}

export function clearMarks({ svg, nodes, arrows }: Drawing): void {
  for (const it of [...nodes.values(), ...arrows.values()]) it.classList.remove(...marks);
  for (const it of [...svg.querySelectorAll('.mark')]) it.remove();
}

function markStop(drawing: Drawing, { is, node, through, brokenArrow }: Stop): void {
  for (const id of through) drawing.nodes.get(id)?.classList.add('is-passed');
  const group = node === undefined ? undefined : drawing.nodes.get(node);
  group?.classList.add(`is-${is}`);
  if (is !== 'dropped') return;
  const arrow = brokenArrow === undefined ? undefined : drawing.arrows.get(brokenArrow);
  arrow?.classList.add('is-dropped');
  const path = arrow?.querySelector('path');
  if (path) return cross(path, pointOf(path, 0.5));
  if (!group) return;
  const { x, y, width } = group.getBBox();
  cross(group, { x: x + width, y });
}

const pointOf = (path: SVGPathElement, share: number) => path.getPointAtLength(path.getTotalLength() * share);

/** A cross in a disc, beside what it is about: seen without colours, too. */
function cross(beside: SVGElement, { x, y }: { readonly x: number; readonly y: number }): void {
  const mark = document.createElementNS(svgSpace, 'g');
  mark.setAttribute('class', 'mark');
  mark.setAttribute('transform', `translate(${x} ${y})`);
  const disc = document.createElementNS(svgSpace, 'circle');
  disc.setAttribute('r', '9');
  const lines = document.createElementNS(svgSpace, 'path');
  lines.setAttribute('d', 'M-4-4L4 4M4-4L-4 4');
  mark.append(disc, lines);
  beside.closest('svg > g')?.append(mark);
}

/** Moves a dot along an arrow. */
async function along({ arrows }: Drawing, number: number, isCurrent: () => boolean): Promise<void> {
  const arrow = arrows.get(number);
  const path = arrow?.querySelector('path');
  arrow?.classList.add('is-passed');
  if (!arrow || !path || wantsStillness()) return;
  const dot = document.createElementNS(svgSpace, 'circle');
  dot.setAttribute('class', 'mark dot');
  dot.setAttribute('r', '6');
  arrow.append(dot);
  const began = performance.now();
  for (let share = 0; share < 1 && isCurrent(); share = (performance.now() - began) / stepMs) {
    const { x, y } = pointOf(path, share);
    dot.setAttribute('cx', String(x));
    dot.setAttribute('cy', String(y));
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }
  dot.remove();
}
