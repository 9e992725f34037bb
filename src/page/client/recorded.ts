import type { Recorded, ShownCost } from '../data.js';
import { element, section, tableOf } from './dom.js';

/** What a page says of a stack that nobody is asked about, and what it costs. */

export const factsView = ({ facts }: Recorded): HTMLElement =>
  section('about', 'About this stack', element('ul', {}, ...facts.map((it) => element('li', {}, it))));

export const costView = ({ sentence, lines, basis }: ShownCost): HTMLElement =>
  section(
    'cost',
    'Cost',
    element('p', {}, sentence),
    lines.length > 0
      ? tableOf(
          'Costs',
          ['Billed', 'How much', 'An hour', 'A month'],
          lines.map(({ item, quantity, perHour, perMonth }) => [item, quantity, perHour, perMonth]),
        )
      : undefined,
    element('p', { class: 'hint' }, basis),
  );
