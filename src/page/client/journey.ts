import type { Arrow, Picture, PictureNode } from '../../graph/picture.js';
import { nodesIn } from '../../graph/picture.js';
import type { Way } from '../../hops.js';

/** The way of a request over a picture: pure, so that it can be tested without a browser. */

/** One stop of the way, in its order. */
export interface Stop {
  /** What it is, `VPC link vpcl-1234`, and what it did. */
  readonly what: string;
  readonly why: string;
  /** The node that it is shown at. */
  readonly node?: string | undefined;
  /** The numbers of the arrows that lead there from the stop before, and the nodes on the way. */
  readonly arrows: readonly number[];
  readonly through: readonly string[];
  readonly is: 'passed' | 'arrived' | 'dropped';
  /** Where it is dropped between two nodes: the arrow that it does not get along. */
  readonly brokenArrow?: number | undefined;
}

/** @param way undefined where the name that was asked for leads nowhere */
export function journeyOf(picture: Picture, way: Way): readonly Stop[] {
  const nodes = nodesIn(picture);
  const stops: Stop[] = [
    { what: 'Client', why: 'sends it', node: start(nodes)?.id, arrows: [], through: [], is: 'passed' },
  ];
  const last = () => stops.findLast(({ node }) => node !== undefined)?.node;
  for (const { at, id, why, rule } of way.hops) {
    const node = nodes.find((it) => it.about?.includes(id))?.id;
    const by = rule === undefined ? '' : ` (${rule})`;
    stops.push({
      what: `${wordOf(at)} ${shortOf(id)}`,
      why: `${why}${by}`,
      node,
      ...ways(picture, last(), node),
      is: 'passed',
    });
  }
  const { ending } = way;
  if (ending.is === 'answered') {
    const node = nodes.find((it) => it.about?.includes(ending.id))?.id;
    const said = ending.status === undefined ? ending.why : `${ending.why}: ${ending.status}`;
    return [
      ...stops,
      { what: 'Answered', why: said, node: node ?? last(), ...ways(picture, last(), node), is: 'arrived' },
    ];
  }
  const node = placeOfDrop(nodes, ending);
  const stop = {
    what: `Dropped at ${wordOf(ending.at)} ${shortOf(ending.id)}`,
    why: ending.why,
    is: 'dropped',
  } as const;
  const from = last();
  const brokenArrow = node === undefined ? arrowFrom(picture, from) : undefined;
  return [...stops, { ...stop, node, ...ways(picture, from, node), brokenArrow }];
}

const start = (nodes: readonly PictureNode[]) => nodes.find(({ shape }) => shape === 'pill');

/** By its own id, or as that which is in the security group. */
function placeOfDrop(nodes: readonly PictureNode[], { id }: { readonly id: string }): string | undefined {
  const ids = id.split(', ');
  const own = nodes.find((it) => it.about?.some((about) => ids.includes(about)));
  return (own ?? nodes.find((it) => it.groups?.some((group) => ids.includes(group))))?.id;
}

const arrowFrom = ({ arrows }: Picture, from: string | undefined): number | undefined => {
  const at = arrows.findIndex((it) => it.from === from && (it.line ?? 'solid') === 'solid');
  return at < 0 ? undefined : at;
};

/** The shortest way along solid arrows; none where there is none. */
function ways(picture: Picture, from: string | undefined, to: string | undefined): Pick<Stop, 'arrows' | 'through'> {
  if (from === undefined || to === undefined || from === to) return { arrows: [], through: [] };
  const reached = new Map<string, readonly number[]>([[from, []]]);
  const queue = [from];
  for (const at of queue) {
    for (const [number, arrow] of picture.arrows.entries()) {
      if (arrow.from !== at || !isWay(arrow) || reached.has(arrow.to)) continue;
      reached.set(arrow.to, [...(reached.get(at) ?? []), number]);
      queue.push(arrow.to);
    }
  }
  const arrows = reached.get(to) ?? [];
  return { arrows, through: arrows.slice(0, -1).flatMap((number) => picture.arrows[number]?.to ?? []) };
}

const isWay = ({ line = 'solid' }: Arrow): boolean => line === 'solid';

/** `vpc-link` → `VPC link` */
const wordOf = (kind: string): string => {
  const words = kind
    .split('-')
    .map((it) => spelled[it] ?? it)
    .join(' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
};
const spelled: { readonly [word: string]: string } = { api: 'API', vpc: 'VPC', acl: 'ACL', cloud: 'Cloud', map: 'Map' };

/** An ARN without what is the same for the whole account. */
const shortOf = (id: string): string => (id.startsWith('arn:') ? id.split(':').slice(5).join(':') : id);
