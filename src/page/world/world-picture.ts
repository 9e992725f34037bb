import { nodesIn, type Arrow, type Picture, type PictureNode } from '../../graph/picture.js';
import type { Inventory } from '../inventory/inventory.js';
import { arrowsOf, internetId } from './arrows.js';
import { vpcBox } from './boxes.js';
import { clusterBox } from './services.js';
import { apiNode, balancerNode } from './ways-in.js';

const internet: PictureNode = { id: internetId, lines: ['Clients', 'on the internet'], tone: 'plain', shape: 'pill' };

/** What there is in a region, where it is, and how it is. @returns undefined where there is nothing */
export function worldPicture(region: string, world: Inventory): Picture | undefined {
  const { vpcs, apis, loadBalancers, clusters } = world;
  const homeless = loadBalancers.filter(({ VpcId }) => !vpcs.some(({ id }) => id === VpcId));
  // A cluster is drawn in the VPC that its tasks are in. One without any is in none.
  const placed = new Set(vpcs.flatMap((vpc) => clustersIn(world, vpc.id)));
  const boxes = [
    ...vpcs.map((vpc) => vpcBox(world, vpc, clustersIn(world, vpc.id))),
    ...clusters.filter(({ arn }) => !placed.has(arn)).map((it) => clusterBox(world, it)),
  ];
  const nodes = [...apis.map(apiNode), ...homeless.map((it) => balancerNode(world, it))];
  if (boxes.length + nodes.length === 0) return undefined;
  const within = { boxes, nodes };
  const ids = new Set([...nodesIn(within).map(({ id }) => id), internetId]);
  const arrows = arrowsOf(world).filter(({ from, to }) => ids.has(from) && ids.has(to));
  const isCalled = arrows.some(({ from }) => from === internetId);
  return {
    title: region,
    subtitle: 'Requests come in along solid arrows. Dashed ones lead out to the internet.',
    ...{ direction: 'down', arrows: uniqueArrows(arrows), boxes },
    nodes: [...(isCalled ? [internet] : []), ...nodes],
  };
}

/** By the subnets of its services; a cluster of which nothing has a subnet is where nothing is. */
function clustersIn({ clusters, services, tasks, subnets }: Inventory, vpc: string): string[] {
  const isHere = (subnet: string | undefined) => subnets.some(({ id, vpc: of }) => id === subnet && of === vpc);
  return clusters
    .map(({ arn }) => arn)
    .filter((arn) =>
      [
        ...services.filter(({ cluster }) => cluster === arn).flatMap((it) => it.subnets),
        ...tasks.filter(({ cluster }) => cluster === arn).map(({ subnet }) => subnet),
      ].some(isHere),
    );
}

/** Between the same two ends there is one arrow, with the labels of all. */
function uniqueArrows(arrows: readonly Arrow[]): Arrow[] {
  const byEnds = new Map<string, Arrow>();
  for (const arrow of arrows) {
    const ends = JSON.stringify([arrow.from, arrow.to]);
    const label = [...new Set([...(byEnds.get(ends)?.label ?? []), ...(arrow.label ?? [])])];
    byEnds.set(ends, { ...arrow, ...(label.length > 0 && { label }) });
  }
  return [...byEnds.values()];
}
