import { emptyId, subnetContents, vpcContents } from './box-contents.js';
import { gatewayInId } from './security-group-rules.js';
import { indexRecords, indexSteps, type IndexedStep, type RecordedStep, type StepIndex } from './step-index.js';
import type { Step } from '../step.js';
import { nodesIn, type Arrow, type Box, type PictureContents, type Picture, type PictureNode } from './picture.js';
import { runningServices, subnetNouns, type RunningService } from './running-services.js';
import { namesOfApi } from './own-names.js';
import { networkBoxes } from './network-boxes.js';
import { inboundTraffic } from './inbound-traffic.js';
import { taskId, gatewayOutId, outboundTraffic } from './outbound-traffic.js';

/**
 * What runs where, how a request gets there, and which ways lead out. All of it follows from the steps, whatever the
 * config is; of a network that was there before, only what the config says of it is known.
 */
export const topologyPicture = (name: string, steps: readonly Step[]): Picture => pictureOf(name, indexSteps(steps));

/** The same of a stack that is there: as it is recorded, and no config is needed. */
export const recordedTopology = (name: string, records: readonly RecordedStep[]): Picture =>
  pictureOf(name, indexRecords(records));

function pictureOf(name: string, stack: StepIndex): Picture {
  const services = runningServices(stack);
  const [inbound, outbound] = [inboundTraffic(stack, services), outboundTraffic(stack, services)];
  const arrows = [...inbound.arrows, ...services.flatMap(taskArrows), ...outbound.arrows, ...consumerArrows(stack)];
  const ends = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  const boxes = networkBoxes(stack, (place) => contentsOf(stack, services, place, ends));
  return {
    title: `${name}: what runs where`,
    subtitle: 'Requests come in along solid arrows. Tasks fetch images and write logs along dashed ones.',
    direction: 'down',
    nodes: [...inbound.clients, ...stack.all('api').map((api) => apiNode(stack, api))],
    boxes: [...boxes, outsideBox(outbound.destinations)],
    arrows: [...arrows, ...emptySubnetArrows(stack, services, new Set(boxes.flatMap(nodesIn).map(({ id }) => id)))],
  };
}

const taskArrows = (service: RunningService): Arrow[] =>
  service.subnets.map((subnet) => ({ from: service.step.name, to: taskId(service.step, subnet), tone: service.tone }));

const apiNode = (stack: StepIndex, api: IndexedStep): PictureNode => ({
  id: api.name,
  lines: ['HTTP API', stack.text(api, 'Name') ?? api.name, ...namesOfApi(stack, api)],
  tone: 'api',
});

const outsideBox = (nodes: readonly PictureNode[]): Box => ({
  ...{ id: 'elsewhere', title: 'Outside of the network', tone: 'plain', boxes: [] },
  nodes,
});

function contentsOf(
  stack: StepIndex,
  services: readonly RunningService[],
  place: IndexedStep,
  ends: ReadonlySet<string>,
): PictureContents {
  const isSubnet = subnetNouns.some((noun) => noun === place.resource.type);
  if (isSubnet) return subnetContents(stack, services, place);
  const { nodes, boxes } = vpcContents(stack, services, place);
  const gateways = stack.dependentsOf(place, 'internet-gateway-attachment').flatMap((it) => gatewayNodes(it, ends));
  return { nodes: [...nodes, ...gateways], boxes };
}

/** Where requests come in and where tasks get out, each where arrows lead through it. */
function gatewayNodes(gateway: IndexedStep, ends: ReadonlySet<string>): PictureNode[] {
  const sides = [
    [gatewayInId(gateway), 'way in'],
    [gatewayOutId(gateway), 'way out'],
  ] as const;
  return sides
    .filter(([id]) => ends.has(id))
    .map(([id, side]) => ({ id, lines: ['Internet gateway', side], tone: 'network' }));
}

/** Empty subnets are placed where tasks are, below the services. */
function emptySubnetArrows(stack: StepIndex, services: readonly RunningService[], ids: ReadonlySet<string>): Arrow[] {
  const vpcOf = (subnet: IndexedStep) => stack.needsOf(subnet, 'vpc', 'existing-vpc')[0];
  return stack.all(...subnetNouns).flatMap((subnet) => {
    const above = services.find(({ subnets }) => subnets.some((it) => vpcOf(it) === vpcOf(subnet)));
    return above && ids.has(emptyId(subnet)) ? [{ from: above.step.name, to: emptyId(subnet), line: 'none' }] : [];
  });
}

/** An instance beside the stack calls what everybody calls, through the internet gateway of its own network. */
function consumerArrows(stack: StepIndex): Arrow[] {
  const balancers = stack.all('load-balancer').filter((it) => stack.text(it, 'Scheme') === 'internet-facing');
  const [entryPoint] = [...stack.all('api'), ...balancers];
  return stack.all('instance').flatMap((instance) => {
    const routes = stack.needsOf(instance, 'route');
    const [gateway] = routes.flatMap((route) => stack.needsOf(route, 'internet-gateway-attachment'));
    if (!gateway || !entryPoint) return [];
    const out = gatewayOutId(gateway);
    return [
      { from: instance.name, to: out, tone: 'consumer' },
      { from: out, to: entryPoint.name, tone: 'consumer' },
    ];
  });
}
