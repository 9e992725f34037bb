import type { Senders } from '../aws/services.js';
import { svgOf } from '../graph/svg.js';
import type { Drawn, Entry, Topology } from './data.js';
import type { Inventory } from './inventory/inventory.js';
import { readInventory } from './inventory/read-inventory.js';
import { worldPicture } from './world/world-picture.js';

interface Region {
  readonly region: string;
  readonly senders: Senders;
}

/** Looks at regions and draws what is there. A region with nothing in it is left out. */
export async function liveTopology(regions: readonly Region[]): Promise<Topology> {
  const drawn: Drawn[] = [];
  for (const { region, senders } of regions) {
    const world = await readInventory(senders);
    const picture = worldPicture(region, world);
    if (picture) drawn.push({ region, picture, svg: await svgOf(picture), entries: entriesOf(world) });
  }
  return { regions: drawn };
}

/** What requests from the internet may be sent to, by the names that AWS gives. */
const entriesOf = ({ apis, loadBalancers }: Inventory): Entry[] => [
  ...apis.map(({ Name, ApiEndpoint: url }) => ({ name: `HTTP API ${Name}`, url })),
  ...loadBalancers
    .filter(({ Scheme }) => Scheme === 'internet-facing')
    .flatMap(({ LoadBalancerName, DNSName, listeners }) =>
      listeners.map(({ Port, Protocol }) => ({
        name: `load balancer ${LoadBalancerName}, port ${Port}`,
        url: new URL(`${Protocol.toLowerCase()}://${DNSName}:${Port}`).origin,
      })),
    ),
];
