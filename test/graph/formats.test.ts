import { expect, test } from '@jest/globals';
import { instance } from '@viz-js/viz';
import { dotOf } from '../../src/graph/dot.js';
import { mermaidOf } from '../../src/graph/mermaid.js';
import { palette } from '../../src/graph/palette.js';
import { nodesIn, type Picture } from '../../src/graph/picture.js';
import { svgOf } from '../../src/graph/svg.js';
import { everyThird, inFull } from '../full.js';
import { stacks } from './stacks.js';

const pictures = stacks.flatMap(([name, { dependencies, topology }]) => [
  [`${name}, steps`, dependencies] as const,
  [`${name}, topology`, topology] as const,
]);

// The fastest of its engines: all of them read the same.
test.each(inFull(pictures, everyThird(pictures)))(
  '%s: Graphviz understands it without a warning, and finds every node',
  async (_name, picture) => {
    const viz = await instance();
    const { status, errors, output = '' } = viz.render(dotOf(picture), { format: 'canon', engine: 'osage' });
    expect({ status, errors }).toEqual({ status: 'success', errors: [] });
    for (const { id } of nodesIn(picture)) expect(output).toContain(id);
  },
);

/** What a line of a flowchart may be: a text is quoted, and has no quote in it. */
const text = '"[^"<>]*(?:<br/>[^"<>]*)*"';
const lines = new RegExp(
  `^(?:%% .*|n\\d+(?:\\[${text}\\]|\\(\\[${text}\\]\\))|n\\d+ (?:-->|-\\.->|--o|~~~)(?:\\|${text}\\|)? n\\d+|` +
    `subgraph b\\d+\\[${text}\\]|end|classDef [a-z]+\\d? fill:\\S+|class n\\d+(?:,n\\d+)* [a-z]+\\d?|` +
    `style b\\d+ fill:\\S+|linkStyle \\d+(?:,\\d+)* stroke:#\\w{6})$`,
);
test.each(pictures)('%s: Mermaid gets quoted texts and names of ours, and nothing else', (_name, picture) => {
  const [open, title, close, kind, ...rest] = mermaidOf(picture).split('\n');
  expect([open, close]).toEqual(['---', '---']);
  expect(title).toMatch(/^title: ".+"$/);
  expect(kind).toMatch(/^flowchart (TB|LR)$/);
  expect(rest.map((line) => line.trim()).filter((line) => !lines.test(line))).toEqual([]);
  const count = (pattern: RegExp) => rest.filter((line) => pattern.test(line)).length;
  expect(count(/^ *subgraph /)).toBe(count(/^ *end$/));
});

const nasty = '"end" & <b>\\N\\" #35; `x` *y* → ünï 標\u0007籤]';
const picture: Picture = {
  title: nasty,
  subtitle: nasty,
  direction: 'down',
  nodes: [
    { id: nasty, lines: [nasty, nasty], tone: 'plain' },
    { id: `${nasty}\\`, lines: ['b'], tone: 'api', shape: 'pill' },
  ],
  boxes: [
    {
      ...{ id: nasty, title: nasty, note: nasty, tone: 'private', boxes: [] },
      nodes: [{ id: 'in', lines: ['in'], tone: 'plain' }],
    },
  ],
  arrows: [
    { from: nasty, to: `${nasty}\\`, label: [nasty], line: 'dotted', tone: 'api' },
    { from: nasty, to: 'in', line: 'none' },
  ],
};
const shown = nasty.replace('\u0007', ' ');

test('whatever a text has in it comes out as it is: in a picture by Graphviz', async () => {
  const svg = await svgOf(picture);
  const entities: { [name: string]: string } = { lt: '<', gt: '>', quot: '"', amp: '&', '#45': '-', '#160': ' ' };
  const read = (markup: string) => markup.replace(/&(#?\w+);/g, (all, name: string) => entities[name] ?? all);
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, markup = '']) => read(markup));
  expect(texts.join('').split(shown)).toHaveLength(7 + 1);
  expect(svg).not.toMatch(/(?!\n)\p{Cc}/u);
});

test('whatever a text has in it comes out as it is: in Mermaid, by numbers for what means something to it', () => {
  const chart = mermaidOf(picture);
  const read = (line: string) => line.replace(/#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)));
  const quoted = [...chart.matchAll(/"([^"]*)"/g)].flatMap(([, it = '']) => it.split('<br/>')).map(read);
  expect(quoted.filter((it) => it === shown)).toHaveLength(5);
  expect(
    chart
      .split('\n')
      .slice(4)
      .map((line) => line.trim())
      .filter((line) => !lines.test(line)),
  ).toEqual([]);
});

test('every tone has colours', () => {
  const colours = Object.values(palette).flatMap(({ fill, wash, line }) => [fill, wash, line]);
  expect(colours.filter((it) => !/^#[0-9a-f]{6}$/.test(it))).toEqual([]);
});
