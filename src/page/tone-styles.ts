import { ink, palette } from '../graph/palette.js';

/** The colours of pictures on a page: those of the palette, and darker ones where the reader wants it dark. */

const dark = { ground: '#12181f', text: '#e6edf3', faint: '#aab6c2' };

/** CSS, a rule for each tone. Colours in the SVG itself are for viewers of files: these come before them. */
export function toneStyles(): string {
  const rules = Object.entries(palette).map(([tone, { line }]) =>
    [
      `.node.tone-${tone}>${shape}{fill:${mixed(line, 0.26)}}`,
      `.cluster.tone-${tone}>${shape}{fill:${mixed(line, 0.07)}}`,
    ].join(''),
  );
  return [
    `svg text[fill="${ink.text}"]{fill:var(--ink)}svg text[fill="${ink.faint}"]{fill:var(--faint)}`,
    `@media (prefers-color-scheme:dark){${rules.join('')}}`,
  ].join('\n');
}

const shape = ':is(path,rect,ellipse,polygon)';

/** A colour over the dark ground. @param share of it, from 0 to 1 */
function mixed(colour: string, share: number): string {
  const [over, under] = [colour, dark.ground].map((it) => [1, 3, 5].map((at) => parseInt(it.slice(at, at + 2), 16)));
  const parts = [0, 1, 2].map((at) => Math.round((over?.[at] ?? 0) * share + (under?.[at] ?? 0) * (1 - share)));
  return `#${parts.map((it) => it.toString(16).padStart(2, '0')).join('')}`;
}
