import { ink, palette } from './palette.js';
import {
  nodesIn,
  type Arrow,
  type Box,
  type PictureContents,
  type Picture,
  type PictureNode,
  type Tone,
} from './picture.js';

/**
 * The picture as a Mermaid flowchart, which GitHub and others show where it stands in Markdown. All names in it are
 * ours (`n0`, `b0`), because some words mean something to Mermaid (`end`), and all texts are quoted.
 * Source: https://mermaid.js.org/syntax/flowchart.html
 */
export function mermaidOf(picture: Picture): string {
  const { title, subtitle, direction, arrows } = picture;
  const nodes = nodesIn(picture);
  const names: Names = {
    nodes: new Map(nodes.map(({ id }, at) => [id, `n${at}`])),
    boxes: new Map(boxesIn(picture).map(({ id }, at) => [id, `b${at}`])),
  };
  const tones = [...new Set(nodes.map(({ tone }) => tone))];
  const body = [
    `%% ${plain(subtitle)}`,
    ...inside(picture, names),
    ...arrows.map((it) => arrowLine(it, names)),
    ...tones.map((tone) => `classDef ${classOf(tone)} ${look(tone, 'fill')}`),
    ...tones.map((tone) => {
      const its = nodes.filter((node) => node.tone === tone).map(({ id }) => names.nodes.get(id));
      return `class ${its.join(',')} ${classOf(tone)}`;
    }),
    ...boxesIn(picture).map(({ id, tone }) => `style ${names.boxes.get(id)} ${look(tone, 'wash')}`),
    ...arrowColours(arrows),
  ];
  const heading = ['---', `title: ${JSON.stringify(plain(title))}`, '---'];
  return [...heading, `flowchart ${direction === 'down' ? 'TB' : 'LR'}`, ...indented(body)].join('\n');
}

const look = (tone: Tone, ground: 'fill' | 'wash'): string =>
  `fill:${palette[tone][ground]},stroke:${palette[tone].line},color:${ink.text}`;

interface Names {
  readonly nodes: ReadonlyMap<string, string>;
  readonly boxes: ReadonlyMap<string, string>;
}
const boxesIn = ({ boxes }: PictureContents): Box[] => boxes.flatMap((box) => [box, ...boxesIn(box)]);
const classOf = (tone: Tone): string => tone.replace('-', '');
const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

const inside = ({ nodes, boxes }: PictureContents, names: Names): string[] => [
  ...nodes.map((node) => nodeLine(node, names)),
  ...boxes.flatMap((box) => [
    `subgraph ${names.boxes.get(box.id)}[${quoted(box.title, ...(box.note === undefined ? [] : [box.note]))}]`,
    ...indented(inside(box, names)),
    'end',
  ]),
];

function nodeLine({ id, lines, shape }: PictureNode, names: Names): string {
  const text = quoted(...lines);
  return `${names.nodes.get(id)}${shape === 'pill' ? `([${text}])` : `[${text}]`}`;
}

/** There is no third kind of line: a circle stands for dots. */
const links = { solid: '-->', dashed: '-.->', dotted: '--o', none: '~~~' } as const;

function arrowLine({ from, to, label, line = 'solid' }: Arrow, { nodes }: Names): string {
  const text = label && label.length > 0 ? `|${quoted(...label)}|` : '';
  return `${nodes.get(from)} ${links[line]}${text} ${nodes.get(to)}`;
}

/** Links have no names: they are counted. */
function arrowColours(arrows: readonly Arrow[]): string[] {
  const numbers = new Map<Tone, number[]>();
  arrows.forEach(({ tone, line }, at) => {
    if (tone !== undefined && line !== 'none') numbers.set(tone, [...(numbers.get(tone) ?? []), at]);
  });
  return [...numbers].map(([tone, its]) => `linkStyle ${its.join(',')} stroke:${palette[tone].line}`);
}

const quoted = (...lines: readonly string[]): string => `"${lines.map(escaped).join('<br/>')}"`;
/**
 * By number, as Mermaid writes characters that mean something to it: the end of the text, a beginning of HTML, of a
 * number like these, or of Markdown.
 */
const escaped = (text: string): string => plain(text).replace(/["#&<>`\\*_~]/g, (it) => `#${it.codePointAt(0)};`);
const plain = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ');
