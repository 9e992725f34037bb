import type { Box, Picture, PictureNode } from '../graph/picture.js';
import { nodesIn } from '../graph/picture.js';
import { wrapped } from './prose.js';
import { chainLines, isPlace, waysIn, waysOut, type PictureLook } from './picture-ways.js';
import type { Glyphs } from './terminal.js';
import { padEnd, widthOf } from './text.js';

/**
 * A topology as text: the ways in, a frame for each network with its zones side by side, and the ways out.
 * @returns lines, at most as wide as the columns, as far as words allow
 */
export function pictureLines(picture: Picture, look: PictureLook): string[] {
  const networks = picture.boxes.filter(({ boxes }) => boxes.length > 0);
  return [
    ...chainLines(waysIn(picture), look),
    ...networks.flatMap((network) => networkLines(network, look)),
    ...chainLines(waysOut(picture), look),
  ];
}

function networkLines(network: Box, { columns, colors, glyphs }: PictureLook): string[] {
  const zones = network.boxes.filter((box) => isPlace(box) && box.boxes.length > 0);
  // Of subnets that were there before, nobody tells the zone.
  const subnets = network.boxes.filter((box) => isPlace(box) && box.boxes.length === 0);
  const others = network.boxes.filter((box) => !isPlace(box));
  const inner = columns - 4;
  const services = others.flatMap(({ title, nodes }) => [
    ...wrapped(title, inner),
    ...nodes.flatMap((node) => wrapped(`  ${nodeText(node)}`, inner, 2)),
  ]);
  const beside = sideBySide(
    zones.map((zone) => zoneLines(zone, inner, zones.length, glyphs)),
    inner,
  );
  const rows = others.length > 0 ? beside : zones.flatMap((zone) => subnetRows(zone.boxes, inner, zone.title));
  const lines = [...rows, ...subnetRows(subnets, inner), ...services];
  return framed(titleOf(network), lines, columns, { glyphs, paint: colors.bold });
}

function zoneLines(zone: Box, inner: number, count: number, glyphs: Glyphs): string[] {
  const width = Math.floor((inner - (count - 1)) / count);
  const lines = zone.boxes.flatMap((subnet) => [
    ...wrapped(subnet.title, width - 4),
    ...subnetNodes(subnet).flatMap((text) => wrapped(`  ${text}`, width - 4)),
  ]);
  return framed(zone.title, lines, width, { glyphs });
}

/** A network beside the stack has little in it: a row for each subnet says that. */
const subnetRows = (subnets: readonly Box[], width: number, zone?: string): string[] =>
  subnets.flatMap((subnet) => {
    const where = zone === undefined ? subnet.title : `${zone}, ${subnet.title}`;
    return wrapped(`${where}  ${subnetNodes(subnet).join('; ')}`, width);
  });

/** What is in a subnet, in the instances there too. */
const subnetNodes = (subnet: Box): string[] => [
  ...subnet.nodes.map(nodeText),
  ...subnet.boxes.flatMap((box) => [titleOf(box), ...nodesIn(box).map((node) => `on them: ${nodeText(node)}`)]),
];

const titleOf = ({ title, note }: Box): string => (note === undefined ? title : `${title} (${note})`);

/** `web: 2 tasks on Fargate, 0.25 vCPU, 512 MiB each` */
const nodeText = ({ lines: [name, ...facts] }: PictureNode): string =>
  facts.length > 0 ? `${name}: ${facts.join(', ')}` : name;

/** Blocks of lines beside each other, each filled up to the height of the highest. */
function sideBySide(blocks: readonly (readonly string[])[], width: number): string[] {
  const height = Math.max(0, ...blocks.map(({ length }) => length));
  const each = blocks.length > 0 ? Math.floor((width - (blocks.length - 1)) / blocks.length) : 0;
  const filled = blocks.map((block) => stretched(block, height, each));
  return Array.from({ length: height }, (_, row) => filled.map((block) => block[row] ?? '').join(' '));
}

/** A frame is made higher by empty rows before its last line. */
function stretched(block: readonly string[], height: number, width: number): string[] {
  const side = block.at(-2)?.at(0) ?? ' ';
  const empty = `${side}${' '.repeat(Math.max(0, width - 2))}${side}`;
  return [...block.slice(0, -1), ...Array.from({ length: height - block.length }, () => empty), ...block.slice(-1)];
}

/** Lines in a frame with a title in its upper edge. */
function framed(
  title: string,
  lines: readonly string[],
  width: number,
  { glyphs, paint = (text) => text }: { readonly glyphs: Glyphs; readonly paint?: (text: string) => string },
): string[] {
  const { topLeft, topRight, bottomLeft, bottomRight, side, edge } = glyphs.frame;
  const inner = width - 4;
  const [first = '', ...more] = wrapped(title, width - 6);
  const top = `${topLeft}${edge} ${paint(first)} ${edge.repeat(Math.max(0, width - 5 - widthOf(first)))}${topRight}`;
  const rows = [...more, ...lines].map((line) => `${side} ${padEnd(line, inner)} ${side}`);
  return [top, ...rows, `${bottomLeft}${edge.repeat(Math.max(0, width - 2))}${bottomRight}`];
}
