import { sourcesOf, stackedBoxes } from './box-order.js';
import { ink, palette } from './palette.js';
import {
  nodesIn,
  type Arrow,
  type Box,
  type PictureContents,
  type Picture,
  type PictureNode,
  type State,
  type Tone,
} from './picture.js';

/**
 * How boxes are kept side by side in their order. Graphviz has no way to say the order of boxes: it is led to one, and takes
 * another now and then. `level` and `stairs` are two ways to lead it; `stacked` puts the boxes above each other, which it keeps.
 */
export type Arrangement = (typeof arrangements)[number];
export const arrangements = ['level', 'stairs', 'stacked'] as const;

/** What is the same for all that is written of a picture. */
interface Whole {
  readonly arrows: readonly Arrow[];
  readonly arrangement: Arrangement;
}

/**
 * The picture in Graphviz's own language. Every text is an HTML-like label.
 * @param arrangement of boxes that are to stand side by side
 * Source: https://graphviz.org/doc/info/lang.html, https://graphviz.org/doc/info/shapes.html#html
 */
export function dotOf(picture: Picture, arrangement: Arrangement = 'level'): string {
  const { title, subtitle, direction, arrows } = picture;
  const heading = atLeft(styled(title, 16, 'B'), styled(' ', 6), styled(subtitle, 10), styled(' ', 8));
  return lines(
    'digraph {',
    [
      `graph [${attributes({ ...page, rankdir: direction === 'down' ? 'TB' : 'LR', label: heading })}]`,
      `node [${attributes(nodes)}]`,
      `edge [${attributes(edges)}]`,
      ...inside(picture, { arrows, arrangement }),
      ...(direction === 'down' ? picture.boxes.flatMap((box) => belowSources(box, arrows)) : []),
      ...arrows.map((arrow, at) => arrowLine(arrow, at)),
    ],
    '}',
  );
}

/** One whose widths Graphviz knows without asking anybody; DejaVu, which Linux has in its place, has the same. */
const fontname = 'Verdana';
const page = {
  newrank: true,
  labelloc: 't',
  labeljust: 'l',
  fontname,
  fontcolor: ink.text,
  nodesep: 0.14,
  ranksep: 0.45,
  pad: 0.3,
  bgcolor: '#ffffff',
} as const;
const nodes = {
  shape: 'box',
  style: 'rounded,filled',
  fontname,
  fontcolor: ink.text,
  margin: '0.14,0.06',
  height: 0.3,
} as const;
/** Nothing is drawn around a title. Its box is in the picture all the same, and no arrow gets into it. */
const titles = {
  shape: 'box',
  style: '',
  color: 'transparent',
  margin: '0.06,0.02',
  height: 0,
  class: 'title',
} as const;
const edges = { color: ink.arrow, fontname, fontcolor: ink.faint, arrowsize: 0.6, penwidth: 1.1 };

const inside = ({ nodes, boxes }: PictureContents, whole: Whole): string[] => [
  ...nodes.map(nodeLine),
  ...boxes.map((box) => boxLines(box, whole)),
];

/** A box as a whole stands below what leads into it. */
const belowSources = (box: Box, arrows: readonly Arrow[]): string[] =>
  sourcesOf(box, arrows).map((from) => `${quoted(from)} -> ${quoted(titleId(box.id))} [${attributes(unseen)}]`);

/**
 * The title of a box is a node in it, above all else that is there. Graphviz leads arrows around nodes, and through titles that
 * are labels of boxes.
 */
function boxLines({ id, title, note, tone, state, ...within }: Box, whole: Whole): string {
  const { wash, line } = palette[tone];
  const label = atLeft(styled(title, 10, 'B'), ...(note === undefined ? [] : [styled(note, 9)]));
  const look = {
    label: '',
    style: 'rounded,filled',
    fillcolor: wash,
    color: line,
    margin: 10,
    class: classes(tone, state),
  };
  const heading = `${quoted(titleId(id))} [${attributes({ ...titles, label })}]`;
  const below = [...within.boxes.map((box) => titleId(box.id)), ...within.nodes.map((node) => node.id)];
  const rows = within.boxes.filter(({ isInRow }) => isInRow === true);
  return lines(
    `subgraph ${quoted(`cluster ${id}`)} {`,
    [
      `graph [${attributes(look)}]`,
      heading,
      ...inside(within, whole),
      ...below.map((to) => `${quoted(titleId(id))} -> ${quoted(to)} [${attributes(unseen)}]`),
      ...rowLines(rows, whole),
      ...stackLines(within.boxes, whole),
    ],
    '}',
  );
}

export const titleId = (box: string): string => `title of ${box}`;

/** Boxes side by side in their order: below a chain of points, each with an arrow to its box. */
function rowLines(boxes: readonly Box[], { arrangement }: Whole): string[] {
  if (boxes.length < 2 || arrangement === 'stacked') return [];
  const points = boxes.map(({ id }) => quoted(`place of ${id}`));
  return [
    ...points.map((it) => `${it} [${attributes({ shape: 'point', width: 0, height: 0, style: 'invis' })}]`),
    ...(arrangement === 'level' ? [`{ rank=same; ${points.join('; ')} }`] : []),
    `${points.join(' -> ')} [${attributes(unseen)}]`,
    ...boxes.map(({ id }, at) => `${points[at]} -> ${quoted(titleId(id))} [${attributes({ ...unseen, weight: 20 })}]`),
  ];
}

/** What stands above the next box: the last of the contents of this one. */
function stackLines(boxes: readonly Box[], { arrows, arrangement }: Whole): string[] {
  const row = boxes.filter(({ isInRow }) => isInRow === true);
  const others = stackedBoxes(
    boxes.filter(({ isInRow }) => isInRow !== true),
    arrows,
  );
  const levels = [...others.map((it) => [it]), ...(arrangement === 'stacked' ? row.map((it) => [it]) : [row])];
  return levels.flatMap((level, at) =>
    level
      .flatMap(nodesIn)
      .flatMap(({ id }) =>
        (levels[at + 1] ?? []).map((it) => `${quoted(id)} -> ${quoted(titleId(it.id))} [${attributes(unseen)}]`),
      ),
  );
}

const unseen = { style: 'invis' } as const;

function nodeLine({ id, lines: [name, ...more], tone, shape, state }: PictureNode): string {
  const { fill, line } = palette[tone];
  const label = [styled(name, 10, 'B'), ...more.map((text) => styled(text, 9))].join('<BR/>');
  const look = {
    ...{ label: html(label), fillcolor: fill, color: line, class: classes(tone, state) },
    ...(shape === 'pill' ? { shape: 'ellipse' } : {}),
  };
  return `${quoted(id)} [${attributes(look)}]`;
}

/** What a page finds it by: its tone and its state. */
const classes = (tone: Tone, state?: State): string => [`tone-${tone}`, ...(state ? [`is-${state}`] : [])].join(' ');

/** @param at its number in the picture, by which a page finds it */
function arrowLine({ from, to, label, line = 'solid', tone }: Arrow, at: number): string {
  const look = {
    ...{ id: `arrow-${at}`, class: classes(tone ?? 'plain') },
    ...(tone === undefined ? {} : { color: palette[tone].line }),
    ...styles[line],
    ...(label === undefined ? {} : { label: html(label.map((text) => styled(` ${text} `, 9)).join('<BR/>')) }),
  };
  return `${quoted(from)} -> ${quoted(to)} [${attributes(look)}]`;
}

const styles = {
  solid: {},
  dashed: { style: 'dashed' },
  dotted: { style: 'dotted', penwidth: 1.7 },
  none: { style: 'invis' },
} as const;

/** Markup of an HTML-like label, apart from text to be quoted. */
interface Html {
  readonly html: string;
}
const html = (markup: string): Html => ({ html: markup });
const atLeft = (...texts: readonly string[]): Html => html(texts.map((text) => `${text}<BR ALIGN="LEFT"/>`).join(''));
type Value = string | number | boolean | Html;

const attributes = (all: { readonly [name: string]: Value }): string =>
  Object.entries(all)
    .map(([name, value]) => `${name}=${valueOf(value)}`)
    .join(' ');
const valueOf = (value: Value): string =>
  typeof value === 'object' ? `<${value.html}>` : typeof value === 'string' ? quoted(value) : String(value);

/** A quote ends it, but for one after a backslash. */
const quoted = (text: string): string => `"${printable(text).replace(/["\\]/g, '\\$&')}"`;

/** Graphviz puts a node's name in the place of `\N`, even here: after a backslash another piece of text begins. */
function styled(text: string, size: number, bold?: 'B'): string {
  const colour = bold ? '' : ` COLOR="${ink.faint}"`;
  const pieces = text.split(/(?<=\\)/).map((it) => `<FONT POINT-SIZE="${size}"${colour}>${escaped(it)}</FONT>`);
  return bold ? `<${bold}>${pieces.join('')}</${bold}>` : pieces.join('');
}

const escaped = (text: string): string => printable(text).replace(/[&<>"]/g, (it) => `&#${it.codePointAt(0)};`);
/** XML, in which the picture may end, has no control characters. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, ' ');

/** Lines, those of a list indented. */
const lines = (...parts: readonly (string | readonly string[])[]): string =>
  parts.flatMap((part) => (typeof part === 'string' ? [part] : part.map((it) => it.replace(/^/gm, '  ')))).join('\n');
