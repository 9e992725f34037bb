import type { Box, PictureNode, Tone } from '../../graph/picture.js';
import type { Endpoint, Inventory, NatGateway, Subnet, Vpc } from '../inventory/inventory.js';
import { clusterBox, instanceNode, taskNode } from './services.js';
import { stateOf } from './states.js';
import { balancerNode, cloudMapNode, groupNode, linkNode } from './ways-in.js';

/** A VPC: its zones in their order, and what is spread over several of them or is in none. */
export function vpcBox(world: Inventory, vpc: Vpc, clusterArns: readonly string[]): Box {
  const subnets = world.subnets.filter((it) => it.vpc === vpc.id);
  const isHere = (id: string) => subnets.some((it) => it.id === id);
  const zones = [...new Set(subnets.map(({ zone }) => zone))].toSorted();
  const clusters = world.clusters.filter(({ arn }) => clusterArns.includes(arn));
  const links = world.vpcLinks.filter(({ SubnetIds }) => SubnetIds.some(isHere));
  return {
    ...{ id: vpc.id, title: `VPC ${vpc.name || vpc.id}  ${vpc.cidr}`, tone: 'plain', about: [vpc.id] },
    ...stateNote(vpc.state),
    nodes: [
      ...links.map(linkNode),
      ...foundThrough(
        world,
        links.map(({ VpcLinkId }) => VpcLinkId),
      ).map(cloudMapNode),
      ...world.loadBalancers.filter(({ VpcId }) => VpcId === vpc.id).map((it) => balancerNode(world, it)),
      ...world.targetGroups.filter((it) => isOwnerless(world, it.TargetGroupArn)).map(groupNode),
      ...world.endpoints.filter((it) => it.vpc === vpc.id && it.subnets.length === 0).map(gatewayEndpointNode),
      ...world.internetGateways.filter((it) => it.vpc === vpc.id).map(({ id }) => gatewayNode(id)),
    ],
    boxes: [
      ...clusters.map((it) => clusterBox(world, it)),
      ...zones.map((zone): Box => ({
        ...{ id: `${vpc.id} ${zone}`, title: `zone ${zone}`, tone: 'plain', nodes: [], isInRow: true },
        boxes: subnets.filter((it) => it.zone === zone).map((it) => subnetBox(world, it)),
      })),
    ],
  };
}

/** The Cloud Map services that links are sent to. Others are told of by the ECS services that they are of. */
function foundThrough({ apis, cloudMapServices }: Inventory, links: readonly string[]) {
  const uris = apis
    .flatMap(({ integrations }) => integrations)
    .filter(({ ConnectionId }) => links.includes(ConnectionId ?? ''))
    .map(({ IntegrationUri }) => IntegrationUri);
  return cloudMapServices.filter(({ Arn }) => uris.includes(Arn));
}

/** What no ECS service registers its tasks in, and a load balancer sends to, is shown by itself. */
const isOwnerless = ({ services, loadBalancers }: Inventory, arn: string): boolean =>
  !services.some(({ targetGroups }) => targetGroups.includes(arn)) &&
  loadBalancers.some(({ listeners }) =>
    listeners.some(({ rules }) => rules.some((it) => it.Actions.some((to) => to.TargetGroupArns.includes(arn)))),
  );

function subnetBox(world: Inventory, subnet: Subnet): Box {
  const { id, name, cidr, wayOut, state } = subnet;
  const tone: Tone = wayOut?.startsWith('igw-') ? 'public' : 'private';
  const nodes = [
    ...world.tasks.filter((task) => subnetOf(world, task) === id).map((it) => taskNode(world, it)),
    ...world.instances.filter((it) => it.subnet === id).map((it) => instanceNode(world, it)),
    ...world.natGateways.filter((it) => it.subnet === id).map(natNode),
    ...world.endpoints.filter((it) => it.subnets.includes(id)).map((it) => endpointNode(it, id)),
  ];
  const title = `${name || id}  ${cidr}`;
  return { id, title, tone, nodes, boxes: [], about: [id], ...stateNote(state) };
}

/** A task without an interface of its own is where its instance is. */
export const subnetOf = (
  { instances }: Inventory,
  { subnet, instance }: Inventory['tasks'][number],
): string | undefined => subnet ?? instances.find(({ id }) => id === instance)?.subnet;

/** What is available is not said to be. */
const stateNote = (state: string) => (stateOf(state) === 'good' ? {} : { note: state, state: stateOf(state) });

const natNode = ({ id, name, state }: NatGateway): PictureNode => ({
  ...{ id, lines: ['NAT gateway', ...(name ? [name] : []), state], tone: 'network' },
  ...{ state: stateOf(state), about: [id] },
});

/** An interface endpoint has a network interface in each of its subnets, and is shown in each. */
const endpointNode = ({ id, service, state }: Endpoint, subnet: string): PictureNode => ({
  ...{ id: `${id} in ${subnet}`, lines: [`${service} endpoint`, state], tone: 'endpoints' },
  ...{ state: stateOf(state), about: [id] },
});

const gatewayEndpointNode = ({ id, service, state }: Endpoint): PictureNode => ({
  ...{ id, lines: [`${service} endpoint`, 'in route tables', state], tone: 'endpoints' },
  ...{ state: stateOf(state), about: [id] },
});

const gatewayNode = (id: string): PictureNode => ({
  ...{ id, lines: ['Internet gateway'], tone: 'network', state: 'good', about: [id] },
});
