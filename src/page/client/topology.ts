import type { Box, PictureContents, PictureNode } from '../../graph/picture.js';
import type { Drawn, Topology } from '../data.js';
import { element, section } from './dom.js';
import { drawingOf, type Drawing } from './svg.js';

/** A region as it is shown, with its drawing, along which a request is shown travelling. */
export interface Shown {
  readonly drawn: Drawn;
  readonly drawing: Drawing;
}

/** The topology: a picture for each region, and the same as a list. */
export class TopologyView {
  readonly root: HTMLElement;
  readonly #regions = element('div');
  readonly #empty: readonly (Node | string)[];
  #shown: readonly Shown[] = [];

  /** @param empty what is said where there is nothing */
  constructor(empty: readonly (Node | string)[]) {
    this.#empty = empty;
    this.root = section('topology', 'Topology', this.#regions);
  }

  get shown(): readonly Shown[] {
    return this.#shown;
  }

  /** Which lists are open stays as it is, and where pictures are scrolled to. */
  show({ regions }: Topology): void {
    const before = new Map(this.#shown.map(({ drawn }) => [drawn.region, this.#partOf(drawn.region)]));
    const isFocused = document.activeElement?.closest('[data-region]')?.getAttribute('data-region');
    this.#shown = regions.map((drawn) => ({
      drawn,
      drawing: drawingOf(drawn.svg, `Picture of what is in ${drawn.region}. The list below it says the same.`),
    }));
    const parts = this.#shown.map((it) => regionOf(it, before.get(it.drawn.region), regions.length > 1));
    this.#regions.replaceChildren(...(parts.length > 0 ? parts : this.#empty));
    for (const { drawn } of this.#shown) {
      const [from, to] = [before.get(drawn.region), this.#partOf(drawn.region)].map((it) =>
        it?.querySelector('.picture'),
      );
      if (from && to) to.scrollLeft = Number(from.getAttribute('data-left') ?? 0);
    }
    if (isFocused) this.#partOf(isFocused)?.querySelector<HTMLElement>('.picture')?.focus({ preventScroll: true });
  }

  #partOf(region: string): Element | undefined {
    return [...this.#regions.children].find((it) => it.getAttribute('data-region') === region);
  }
}

function regionOf({ drawn, drawing }: Shown, before: Element | undefined, isOneOfSeveral: boolean): HTMLElement {
  const picture = element(
    'div',
    { class: 'picture', tabindex: '0', role: 'group', 'aria-label': `Picture of ${drawn.region}, may be scrolled` },
    drawing.svg,
  );
  picture.addEventListener('scroll', () => picture.setAttribute('data-left', String(picture.scrollLeft)));
  const left = before?.querySelector('.picture')?.getAttribute('data-left');
  if (left) picture.setAttribute('data-left', left);
  const isOpen = before?.querySelector('details')?.open === true;
  return element(
    'div',
    { 'data-region': drawn.region },
    isOneOfSeveral ? element('h3', {}, drawn.region) : undefined,
    picture,
    element('p', { class: 'hint' }, drawn.picture.subtitle),
    element(
      'details',
      { open: isOpen ? '' : undefined },
      element('summary', {}, `The same as a list`),
      listOf(drawn.picture),
    ),
  );
}

const listOf = ({ nodes, boxes }: PictureContents): HTMLElement =>
  element('ul', { class: 'things' }, ...nodes.map(nodeItem), ...boxes.map(boxItem));

const nodeItem = ({ lines: [name, ...more], state }: PictureNode): HTMLElement =>
  element(
    'li',
    { class: state && `is-${state}` },
    element('strong', {}, name),
    ...(more.length > 0 ? [`: ${more.join(', ')}`] : []),
  );

const boxItem = (box: Box): HTMLElement =>
  element(
    'li',
    { class: box.state && `is-${box.state}` },
    element('strong', {}, box.title),
    ...(box.note === undefined ? [] : [`, ${box.note}`]),
    box.nodes.length + box.boxes.length > 0 ? listOf(box) : ': nothing in it',
  );
