import type { Step } from '../step.js';
import { emptyId, inSubnet, inVpc } from './contents.js';
import { wayInId } from './firewall.js';
import { inventoryOf, type Inventory } from './inventory.js';
import { nodesIn, type Arrow, type Box, type Inside, type Picture, type PictureNode } from './picture.js';
import { runningServices, subnetNouns, type Running } from './running.js';
import { sites } from './sites.js';
import { waysIn } from './ways-in.js';
import { taskId, wayOutId, waysOut } from './ways-out.js';

/**
 * What runs where, how a request gets there, and which ways lead out. All of it follows from the steps, whatever the
 * config is; of a network that was there before, only what the config says of it is known.
 */
export function topologyPicture(name: string, steps: readonly Step[]): Picture {
  const stack = inventoryOf(steps);
  const services = runningServices(stack);
  const [inward, outward] = [waysIn(stack, services), waysOut(stack, services)];
  const arrows = [...inward.arrows, ...services.flatMap(toTasks), ...outward.arrows, ...fromConsumer(stack)];
  const ends = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  const boxes = sites(stack, (place) => inPlace(stack, services, place, ends));
  return {
    title: `${name}: what runs where`,
    subtitle: 'Requests come in along solid arrows. Tasks fetch images and write logs along dashed ones.',
    direction: 'down',
    nodes: [...inward.clients, ...stack.all('api').map((api) => apiNode(stack, api))],
    boxes: [...boxes, elsewhere(outward.destinations)],
    arrows: [...arrows, ...below(stack, services, new Set(boxes.flatMap(nodesIn).map(({ id }) => id)))],
  };
}

const toTasks = (service: Running): Arrow[] =>
  service.subnets.map((subnet) => ({ from: service.step.name, to: taskId(service.step, subnet), tone: service.tone }));

const apiNode = (stack: Inventory, api: Step): PictureNode => ({
  id: api.name,
  lines: ['HTTP API', stack.text(api, 'Name') ?? api.name],
  tone: 'api',
});

const elsewhere = (nodes: readonly PictureNode[]): Box => ({
  ...{ id: 'elsewhere', title: 'Outside of the network', tone: 'plain', boxes: [] },
  nodes,
});

function inPlace(stack: Inventory, services: readonly Running[], place: Step, ends: ReadonlySet<string>): Inside {
  const isSubnet = subnetNouns.some((noun) => noun === place.resource.type);
  if (isSubnet) return inSubnet(stack, services, place);
  const { nodes, boxes } = inVpc(stack, services, place);
  const gateways = stack.needing(place, 'internet-gateway-attachment').flatMap((it) => gatewayNodes(it, ends));
  return { nodes: [...nodes, ...gateways], boxes };
}

/** Where requests come in and where tasks get out, each where arrows lead through it. */
function gatewayNodes(gateway: Step, ends: ReadonlySet<string>): PictureNode[] {
  const sides = [[wayInId(gateway), 'way in'], [wayOutId(gateway), 'way out']] as const;
  return sides
    .filter(([id]) => ends.has(id))
    .map(([id, side]) => ({ id, lines: ['Internet gateway', side], tone: 'network' }));
}

/** Empty subnets are placed where tasks are, below the services. */
function below(stack: Inventory, services: readonly Running[], ids: ReadonlySet<string>): Arrow[] {
  const vpcOf = (subnet: Step) => stack.needed(subnet, 'vpc', 'existing-vpc')[0];
  return stack.all(...subnetNouns).flatMap((subnet) => {
    const above = services.find(({ subnets }) => subnets.some((it) => vpcOf(it) === vpcOf(subnet)));
    return above && ids.has(emptyId(subnet)) ? [{ from: above.step.name, to: emptyId(subnet), line: 'none' }] : [];
  });
}

/** An instance beside the stack calls what everybody calls, through the internet gateway of its own network. */
function fromConsumer(stack: Inventory): Arrow[] {
  const balancers = stack.all('load-balancer').filter((it) => stack.text(it, 'Scheme') === 'internet-facing');
  const [front] = [...stack.all('api'), ...balancers];
  return stack.all('instance').flatMap((instance) => {
    const routes = stack.needed(instance, 'route');
    const [gateway] = routes.flatMap((route) => stack.needed(route, 'internet-gateway-attachment'));
    if (!gateway || !front) return [];
    const out = wayOutId(gateway);
    return [{ from: instance.name, to: out, tone: 'consumer' }, { from: out, to: front.name, tone: 'consumer' }];
  });
}
