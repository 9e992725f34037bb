import type { Recorded, RecordedRun, ShownCost, TimelineStep } from '../data.js';
import { element, section } from './dom.js';

/** What a page says of a stack that nobody is asked about: its last run, and what it costs. */

export const factsView = ({ facts }: Recorded): HTMLElement =>
  section('about', 'About this stack', element('ul', {}, ...facts.map((it) => element('li', {}, it))));

export function timelineView({ command, began, seconds, end, steps }: RecordedRun): HTMLElement {
  const most = Math.max(1, ...steps.map(({ to }) => to));
  return section(
    'timeline',
    `The last run: ${command}`,
    element('p', {}, `It began at ${new Date(began).toLocaleString()} and took ${seconds} s. ${end}`),
    element(
      'div',
      { class: 'scrolls', tabindex: '0', role: 'group', 'aria-label': 'Timeline, may be scrolled' },
      table(
        ['Step', 'From, s', 'To, s', 'Ended', 'When'],
        steps.map((it) => rowOf(it, most)),
      ),
    ),
  );
}

const rowOf = ({ step, from, to, outcome, isFailed }: TimelineStep, most: number): readonly (Node | string)[] => {
  const track = element('div', { class: isFailed ? 'track bad' : 'track', 'aria-hidden': 'true' });
  const part = element('div');
  part.style.marginLeft = `${(from / most) * 100}%`;
  part.style.width = `${Math.max(0.5, ((to - from) / most) * 100)}%`;
  track.append(part);
  return [step, from.toFixed(1), to.toFixed(1), outcome, track];
};

export const costView = ({ sentence, lines, basis }: ShownCost): HTMLElement =>
  section(
    'cost',
    'Cost',
    element('p', {}, sentence),
    lines.length > 0
      ? element(
          'div',
          { class: 'scrolls', tabindex: '0', role: 'group', 'aria-label': 'Costs, may be scrolled' },
          table(
            ['Billed', 'How much', 'An hour', 'A month'],
            lines.map(({ item, quantity, perHour, perMonth }) => [item, quantity, perHour, perMonth]),
          ),
        )
      : undefined,
    element('p', { class: 'hint' }, basis),
  );

const table = (heads: readonly string[], rows: readonly (readonly (Node | string)[])[]): HTMLElement =>
  element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...heads.map((it) => element('th', { scope: 'col' }, it)))),
    element(
      'tbody',
      {},
      ...rows.map(([first = '', ...rest]) =>
        element('tr', {}, element('th', { scope: 'row' }, first), ...rest.map((it) => element('td', {}, it))),
      ),
    ),
  );
