/** A drawing on the page: its nodes by their ids, its arrows by their numbers. */
export interface Drawing {
  readonly svg: SVGSVGElement;
  readonly nodes: ReadonlyMap<string, SVGGElement>;
  readonly arrows: ReadonlyMap<number, SVGGElement>;
}

export const svgSpace = 'http://www.w3.org/2000/svg';
const allowedTags = new Set(['svg', 'g', 'path', 'polygon', 'polyline', 'ellipse', 'rect', 'line', 'text', 'tspan']);
const allowedAttributes = new Set(
  (
    'class d points x y x1 y1 x2 y2 cx cy rx ry width height viewBox transform fill stroke stroke-width stroke-dasharray ' +
    'font-size font-weight font-family text-anchor opacity'
  ).split(' '),
);

/**
 * Makes the elements of an SVG anew, out of the few tags and attributes that a drawing has. What else may be in the text is left
 * out: a script, a link, a style. Ids become data, because a page may have several drawings.
 */
export function drawingOf(text: string, label: string): Drawing {
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  const nodes = new Map<string, SVGGElement>();
  const arrows = new Map<number, SVGGElement>();
  const copy = (from: Element): SVGElement => {
    const made = document.createElementNS(svgSpace, from.localName) as SVGElement;
    for (const { name, value } of [...from.attributes]) if (allowedAttributes.has(name)) made.setAttribute(name, value);
    for (const child of [...from.childNodes]) {
      if (child instanceof Element && allowedTags.has(child.localName)) made.append(copy(child));
      else if (child.nodeType === Node.TEXT_NODE) made.append(child.textContent ?? '');
    }
    register(from, made, { nodes, arrows });
    return made;
  };
  const svg = copy(parsed) as SVGSVGElement;
  // Its texts stay large enough to be read: what is wider than its place is scrolled.
  svg.style.minWidth = `${Number(/^\S+ \S+ (\S+)/.exec(svg.getAttribute('viewBox') ?? '')?.[1] ?? 0)}px`;
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  return { svg, nodes, arrows };
}

interface Found {
  readonly nodes: Map<string, SVGGElement>;
  readonly arrows: Map<number, SVGGElement>;
}

/** A group says in its title which node it is, and in its id which arrow. */
function register(from: Element, made: SVGElement, { nodes, arrows }: Found): void {
  if (!(made instanceof SVGGElement)) return;
  const title = [...from.children].find(({ localName }) => localName === 'title')?.textContent ?? '';
  if (made.classList.contains('node')) nodes.set(title, made);
  const number = /^arrow-(\d+)$/.exec(from.id)?.[1];
  if (number !== undefined) arrows.set(Number(number), made);
}
