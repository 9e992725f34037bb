import { destinationOf, type Destination } from './destinations.js';
import type { IndexedStep, StepIndex } from './step-index.js';
import type { Arrow, PictureNode } from './picture.js';
import type { RunningService } from './running-services.js';
import { routesOf, tablesOf } from './network-boxes.js';

/** How tasks reach what they call: the destinations, and the arrows to them. */
export interface OutboundTraffic {
  readonly destinations: readonly PictureNode[];
  readonly arrows: readonly Arrow[];
}

/** The tasks of a service in one of its subnets are one node. */
export const taskId = (service: IndexedStep, subnet: IndexedStep): string => `${service.name} in ${subnet.name}`;
/** All interface endpoints of a subnet are one node. */
export const endpointsId = (subnet: IndexedStep): string => `endpoints in ${subnet.name}`;

/** The other one of an internet gateway's two nodes: see `wayInId`. */
export const gatewayOutId = (gateway: IndexedStep): string => `${gateway.name} out`;

/** `com.amazonaws.eu-west-1.ecr.api` is the endpoint of `ecr.api`, `cn.com.amazonaws.cn-north-1.ecr.api` as well. */
export const serviceOfEndpoint = (stack: StepIndex, endpoint: IndexedStep): string =>
  /com\.amazonaws\.[\w-]+\.(.*)/.exec(stack.text(endpoint, 'ServiceName') ?? '')?.[1] ?? '';

/** Finds the paths from every subnet with tasks: along its routes, and through the endpoints of its VPC. */
export function outboundTraffic(stack: StepIndex, services: readonly RunningService[]): OutboundTraffic {
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
const callsFrom = (stack: StepIndex, { calls }: RunningService, subnet: IndexedStep): readonly Destination[] =>
  calls.flatMap((it) => {
    const s3 = destinationOf('s3');
    const path = (to: Destination) => pathTo(stack, to, subnet).join();
    const isSplit = it.id === 'ecr.api' && path(it) !== path(s3);
    return isSplit ? [it, s3] : [it];
  });

/** The nodes between a subnet and a destination. Endpoints come first, because private DNS resolves to them. */
function pathTo(stack: StepIndex, destination: Destination, subnet: IndexedStep): string[] {
  const endpoints = endpointsFor(stack, destination, subnet);
  const [endpoint] = endpoints;
  if (endpoint) {
    const places = stack.needsOf(endpoint, 'subnet');
    return [
      places.length === 0 ? endpoint.name : endpointsId(places.find((it) => it === subnet) ?? places[0] ?? subnet),
    ];
  }
  const [route] = routesOf(stack, subnet);
  if (!route) return [];
  const [nat] = stack.needsOf(route, 'nat-gateway');
  const [outer] = stack.needsOf(nat ?? route, 'internet-gateway-attachment');
  return [...(nat ? [nat.name] : []), ...(outer ? [gatewayOutId(outer)] : [])];
}

/**
 * The endpoints of a destination, if all that it needs exist. A gateway endpoint counts only where the route table
 * has it.
 */
function endpointsFor(stack: StepIndex, { endpoints }: Destination, subnet: IndexedStep): IndexedStep[] {
  const [vpc] = stack.needsOf(subnet, 'vpc', 'existing-vpc');
  const tables = tablesOf(stack, subnet);
  const all = vpc ? stack.dependentsOf(vpc, 'vpc-endpoint') : [];
  const reachable = all.filter((it) => {
    const its = stack.needsOf(it, 'route-table');
    return its.length === 0 || its.some((table) => tables.includes(table));
  });
  const usable = reachable.filter((it) => endpoints.includes(serviceOfEndpoint(stack, it)));
  return usable.length === endpoints.length ? usable : [];
}
