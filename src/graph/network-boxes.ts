import { displayName } from '../display-names.js';
import type { IndexedStep, StepIndex } from './step-index.js';
import type { Box, PictureContents } from './picture.js';
import { subnetNouns } from './running-services.js';

/**
 * The networks: each VPC with its zones, each zone with its subnets.
 * @param contentsOf what is shown in a VPC beside its zones, or in a subnet
 */
export function networkBoxes(stack: StepIndex, contentsOf: (place: IndexedStep) => PictureContents): Box[] {
  return stack.all('vpc', 'existing-vpc').map((vpc) => {
    const subnets = subnetNouns.flatMap((noun) => stack.dependentsOf(vpc, noun));
    const zoneOf = (subnet: IndexedStep) => stack.text(subnet, 'AvailabilityZoneId');
    const zones = [...new Set(subnets.flatMap((subnet) => zoneOf(subnet) ?? []))].toSorted();
    const boxesIn = (zone: string | undefined) =>
      subnets.filter((it) => zoneOf(it) === zone).map((it) => subnetBox(stack, it, contentsOf(it)));
    const zoneBoxes = zones.map((zone): Box => ({
      ...{ id: `${vpc.name} zone ${zone}`, title: `zone ${zone}`, tone: 'plain', nodes: [], isInRow: true },
      boxes: boxesIn(zone),
    }));
    const { nodes, boxes } = contentsOf(vpc);
    // Of subnets that were there before, only AWS knows the zone.
    const all = [...boxes, ...zoneBoxes, ...boxesIn(undefined)];
    return { ...vpcTitle(stack, vpc), id: vpc.name, tone: 'plain', nodes, boxes: all };
  });
}

const vpcTitle = (stack: StepIndex, vpc: IndexedStep) =>
  vpc.resource.type === 'vpc'
    ? { title: `${displayName(vpc.name)}  ${stack.text(vpc, 'CidrBlock')}` }
    : { title: `${displayName(vpc.name)}  ${stack.text(vpc, 'VpcId')}`, note: 'used as it is, with its own ways out' };

function subnetBox(stack: StepIndex, subnet: IndexedStep, { nodes, boxes }: PictureContents): Box {
  const range = stack.text(subnet, 'CidrBlock') ?? stack.text(subnet, 'SubnetId');
  const others = [
    ...stack.dependentsOf(subnet, 'load-balancer').map(() => 'the load balancer'),
    ...stack.dependentsOf(subnet, 'vpc-link').map(() => 'the VPC link'),
  ];
  return {
    ...{ id: subnet.name, title: `${subnet.name}  ${range}`, nodes, boxes },
    ...(others.length > 0 ? { note: `with an interface of ${others.join(' and ')}` } : {}),
    tone: subnet.resource.type !== 'subnet' ? 'plain' : gatewayOf(stack, subnet) ? 'public' : 'private',
  };
}

/** Open is what the internet can reach: its route table leads to an internet gateway. */
export const gatewayOf = (stack: StepIndex, subnet: IndexedStep): IndexedStep | undefined =>
  routesOf(stack, subnet).flatMap((route) => stack.needsOf(route, 'internet-gateway-attachment'))[0];

/** The route tables of a subnet: none is known of one that was there before. */
export const tablesOf = (stack: StepIndex, subnet: IndexedStep): IndexedStep[] =>
  stack.dependentsOf(subnet, 'route-table-association').flatMap((it) => stack.needsOf(it, 'route-table'));

/** The routes that what is in a subnet goes by. */
export const routesOf = (stack: StepIndex, subnet: IndexedStep): IndexedStep[] =>
  tablesOf(stack, subnet).flatMap((table) => stack.dependentsOf(table, 'route'));
