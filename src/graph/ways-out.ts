import type { Step } from '../step.js';
import { destinationOf, type Destination } from './destinations.js';
import type { Inventory } from './inventory.js';
import type { Arrow, PictureNode } from './picture.js';
import type { Running } from './running.js';
import { routesOf, tablesOf } from './sites.js';

/** How what runs in a subnet reaches what it calls. */
export interface WaysOut {
  readonly destinations: readonly PictureNode[];
  readonly arrows: readonly Arrow[];
}

/** The tasks of a service in one of its subnets are one node. */
export const taskId = (service: Step, subnet: Step): string => `${service.name} in ${subnet.name}`;
/** All interface endpoints of a subnet are one node. */
export const doorsId = (subnet: Step): string => `endpoints in ${subnet.name}`;

/** The other one of an internet gateway's two nodes: see `wayInId`. */
export const wayOutId = (gateway: Step): string => `${gateway.name} out`;

/** `com.amazonaws.eu-west-1.ecr.api` is the endpoint of `ecr.api`. */
export const serviceOfEndpoint = (stack: Inventory, endpoint: Step): string =>
  (stack.text(endpoint, 'ServiceName') ?? '').split('.').slice(3).join('.');

/** From every subnet with tasks in it, along its routes and through the endpoints of its VPC. */
export function waysOut(stack: Inventory, services: readonly Running[]): WaysOut {
  const arrows = new Map<string, Arrow>();
  const destinations = new Map<string, Destination>();
  for (const service of services)
    for (const subnet of service.subnets)
      for (const destination of callsFrom(stack, service, subnet)) {
        destinations.set(destination.id, destination);
        const path = [taskId(service.step, subnet), ...pathTo(stack, destination, subnet), idOf(destination)];
        path.slice(1).forEach((to, at) => {
          const from = path[at] ?? to;
          const tone = at === 0 ? service.tone : 'plain';
          arrows.set(`${from} > ${to}`, { from, to, line: 'dashed', tone });
        });
      }
  return { destinations: [...destinations.values()].map(nodeOf), arrows: [...arrows.values()] };
}

const idOf = ({ id }: Destination): string => `to ${id}`;
const nodeOf = (destination: Destination): PictureNode => ({
  id: idOf(destination),
  lines: [destination.title, destination.use],
  tone: 'plain',
  shape: 'pill',
});

/** Images of ECR have their layers in S3: shown where one of them is reached in another way than the other. */
const callsFrom = (stack: Inventory, { calls }: Running, subnet: Step): readonly Destination[] =>
  calls.flatMap((it) => {
    const s3 = destinationOf('s3');
    const path = (to: Destination) => pathTo(stack, to, subnet).join();
    const isSplit = it.id === 'ecr.api' && path(it) !== path(s3);
    return isSplit ? [it, s3] : [it];
  });

/** What lies between a subnet and what is called from it. Endpoints come first: private DNS leads everybody to them. */
function pathTo(stack: Inventory, destination: Destination, subnet: Step): string[] {
  const endpoints = endpointsFor(stack, destination, subnet);
  const [endpoint] = endpoints;
  if (endpoint) {
    const places = stack.needed(endpoint, 'subnet');
    return [places.length === 0 ? endpoint.name : doorsId(places.find((it) => it === subnet) ?? places[0] ?? subnet)];
  }
  const [route] = routesOf(stack, subnet);
  if (!route) return [];
  const [nat] = stack.needed(route, 'nat-gateway');
  const [outer] = stack.needed(nat ?? route, 'internet-gateway-attachment');
  return [...(nat ? [nat.name] : []), ...(outer ? [wayOutId(outer)] : [])];
}

/** The endpoints that lead there, where all that it takes are; a gateway endpoint only from tables that have it. */
function endpointsFor(stack: Inventory, { through }: Destination, subnet: Step): Step[] {
  const [vpc] = stack.needed(subnet, 'vpc', 'existing-vpc');
  const tables = tablesOf(stack, subnet);
  const all = vpc ? stack.needing(vpc, 'vpc-endpoint') : [];
  const near = all.filter((it) => {
    const its = stack.needed(it, 'route-table');
    return its.length === 0 || its.some((table) => tables.includes(table));
  });
  const leading = near.filter((it) => through.includes(serviceOfEndpoint(stack, it)));
  return leading.length === through.length ? leading : [];
}
