import type { Arrow, Box, Picture, PictureNode } from '../graph/picture.js';
import { nodesIn } from '../graph/picture.js';
import { wrapped } from './prose.js';
import type { Colors, Glyphs } from './terminal.js';

/** The arrows of a picture in words, each way on a line of its own. */

export interface PictureLook {
  readonly columns: number;
  readonly colors: Colors;
  readonly glyphs: Glyphs;
}

/** From one thing to the next: `label` is what stands at the arrow that leads there. */
export interface Way {
  readonly names: readonly { readonly name: string; readonly label?: string }[];
}

/** The ways of requests: from clients, and from what nobody calls, to the services. */
export function waysIn(picture: Picture): Way[] {
  const nodes = new Map(nodesIn(picture).map((node) => [node.id, node]));
  const inPlaces = new Set(
    picture.boxes
      .flatMap(({ boxes }) => boxes.filter(isPlace))
      .flatMap(nodesIn)
      .map(({ id }) => id),
  );
  const solid = picture.arrows.filter(({ line = 'solid', to }) => line === 'solid' && !inPlaces.has(to));
  const starts = [...nodes.keys()].filter(
    (id) => solid.some(({ from }) => from === id) && !solid.some(({ to }) => to === id),
  );
  const seen = new Set<string>();
  return starts.flatMap((start) => waysFrom(start, solid, { nodes, seen }));
}

/** A zone or a subnet, where a cluster is none. */
export const isPlace = ({ tone }: Box): boolean => tone !== 'platform';

interface Known {
  readonly nodes: ReadonlyMap<string, PictureNode>;
  /** What was on a way already: a second way there ends at it. */
  readonly seen: Set<string>;
}

/** Where a way divides, the first branch goes on with it, and each other one begins at the fork. */
function waysFrom(start: string, arrows: readonly Arrow[], known: Known, before: Way['names'] = []): Way[] {
  const { nodes, seen } = known;
  const names = before.length > 0 ? before : [{ name: nameOf(nodes.get(start)) }];
  const next = seen.has(start) ? [] : arrows.filter(({ from }) => from === start);
  seen.add(start);
  if (next.length === 0) return [{ names }];
  return next.flatMap(({ to, label = [] }, index) => {
    const step = { name: nameOf(nodes.get(to)), ...(label.length > 0 && { label: label.join(', ') }) };
    const from = index === 0 ? names : names.slice(-1).map(({ name }) => ({ name }));
    return waysFrom(to, arrows, known, [...from, step]);
  });
}

/** `Clients on the internet`, `Load balancer`; a service by its name. */
const nameOf = (node: PictureNode | undefined): string =>
  node?.shape === 'pill' ? node.lines.join(' ') : (node?.lines[0] ?? '');

/** The ways out of tasks: those that are the same in several zones, or of several services, once. */
export function waysOut(picture: Picture): Way[] {
  const nodes = new Map(nodesIn(picture).map((node) => [node.id, node]));
  const dashed = picture.arrows.filter(({ line }) => line === 'dashed');
  const starts = [...nodes.keys()].filter(
    (id) => dashed.some(({ from }) => from === id) && !dashed.some(({ to }) => to === id),
  );
  const ways = new Map<string, { readonly by: readonly string[]; users: Set<string>; ends: Set<string> }>();
  for (const start of starts)
    for (const path of pathsFrom(start, dashed)) {
      const by = path.slice(1, -1).map((id) => nodes.get(id)?.lines[0] ?? '');
      const way = ways.get(by.join()) ?? { by, users: new Set(), ends: new Set() };
      ways.set(by.join(), way);
      way.users.add(nodes.get(start)?.lines[0] ?? '');
      way.ends.add(endOf(nodes.get(path.at(-1) ?? '')));
    }
  return [...ways.values()].map(({ by, users, ends }) => ({
    names: [[...users].join(', '), ...by, [...ends].join(', ')].map((name) => ({ name })),
  }));
}

function pathsFrom(start: string, arrows: readonly Arrow[]): string[][] {
  const next = arrows.filter(({ from }) => from === start);
  if (next.length === 0) return [[start]];
  return next.flatMap(({ to }) => pathsFrom(to, arrows).map((path) => [start, ...path]));
}

/** `ECR (images)` */
const endOf = (node: PictureNode | undefined): string => {
  const [name = '', ...uses] = node?.lines ?? [];
  return uses.length > 0 ? `${name} (${uses.join(', ')})` : name;
};

/** `Clients on the internet ─HTTPS→ HTTP API → VPC link` */
export const chainLines = (ways: readonly Way[], { columns, glyphs }: PictureLook): string[] =>
  ways.flatMap(({ names }) => {
    const { edge } = glyphs.frame;
    const text = names.map(({ name, label }, index) => {
      if (index === 0) return name;
      return `${label === undefined ? edge : `${edge} ${label} ${edge}`}${glyphs.arrow} ${name}`;
    });
    return wrapped(text.join(' '), columns);
  });
