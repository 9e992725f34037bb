import type { Config } from '../../src/config/schema.js';
import { hasPrivateSubnets, hasPublicSubnets } from '../../src/config/placement.js';
import type { Step } from '../../src/step.js';
import { availabilityZones, type AvailabilityZones } from '../ec2/availability-zones/resource.js';
import { elasticIp } from '../ec2/elastic-ip/resource.js';
import { existingNetwork } from './existing-network.js';
import {
  internetGatewayAttachment,
  type InternetGatewayAttachment,
} from '../ec2/internet-gateway-attachment/resource.js';
import { internetGateway } from '../ec2/internet-gateway/resource.js';
import { natGateway } from '../ec2/nat-gateway/resource.js';
import { emptyTier, type Network, type SubnetTier } from './network-parts.js';
import { routeTableAssociation, type RouteTableAssociation } from '../ec2/route-table-association/resource.js';
import { routeTable, type RouteTable } from '../ec2/route-table/resource.js';
import { defaultRoute, natRoute, type Route } from '../ec2/route/resource.js';
import { privateSubnet, publicSubnet } from '../ec2/subnet/resource.js';
import { vpc, type Vpc } from '../ec2/vpc/resource.js';

/** A VPC with subnets in several zones and their routes, or a VPC that exists already. */
export function network(config: Config): Network {
  const { existing, cidr, zones: count } = config.network;
  if (existing) return existingNetwork(config, existing);
  const forVpcLink = config.ingress.type === 'http-api';
  const zones = availabilityZones('availability-zones', { count, forVpcLink });
  const theVpc = vpc('vpc', { cidr });
  // The letters are not those of AWS's zone names, which differ by account.
  const base: Base = { vpc: theVpc, zones, letters: [...'abcdef'].slice(0, count), config };
  const publicSubnets = hasPublicSubnets(config) ? publicTier(base) : undefined;
  const privateSubnets = hasPrivateSubnets(config) ? privateTier(base, publicSubnets) : undefined;
  return {
    vpc: theVpc,
    public: publicSubnets ?? emptyTier,
    private: privateSubnets ?? emptyTier,
    attachment: publicSubnets?.attachment,
    groups: new Map(),
    lookedUp: { zones },
    steps: [zones, theVpc, ...(publicSubnets?.steps ?? []), ...(privateSubnets?.steps ?? [])],
  };
}

interface Base {
  readonly vpc: Vpc;
  readonly zones: AvailabilityZones;
  readonly letters: readonly string[];
  readonly config: Config;
}
interface BuiltTier extends SubnetTier {
  readonly steps: readonly Step[];
}
interface PublicTier extends BuiltTier {
  readonly route: Route;
  readonly associations: readonly RouteTableAssociation[];
  readonly attachment: InternetGatewayAttachment;
}

/** Subnets whose route table leads to an internet gateway. */
function publicTier({ vpc, zones, letters, config }: Base): PublicTier {
  const { cidr, subnets: ranges } = config.network;
  const subnets = letters.map((letter, index) =>
    publicSubnet(`public-subnet-${letter}`, { vpc, zones }, { cidr, index, cidrBlock: ranges?.public?.[index] }),
  );
  const gateway = internetGateway('internet-gateway');
  const attachment = internetGatewayAttachment('internet-gateway-attachment', { gateway, vpc });
  const table = routeTable('public-route-table', { vpc });
  const route = defaultRoute('public-default-route', { table, attachment });
  const associations = subnets.map((subnet, index) =>
    routeTableAssociation(`public-route-table-association-${letters[index]}`, { table, subnet }),
  );
  const egress = [route, ...associations];
  return {
    subnets,
    tables: [table],
    routes: egress,
    route,
    associations,
    attachment,
    steps: [...subnets, gateway, attachment, table, ...egress],
  };
}

/** Subnets that nothing on the internet can reach. Each has its own route table, because their routes may differ. */
function privateTier(base: Base, publicSubnets: PublicTier | undefined): BuiltTier {
  const { vpc, zones, letters, config } = base;
  const { cidr, subnets: ranges } = config.network;
  const subnets = letters.map((letter, index) =>
    privateSubnet(`private-subnet-${letter}`, { vpc, zones }, { cidr, index, cidrBlock: ranges?.private?.[index] }),
  );
  const tables = letters.map((letter) => routeTable(`private-route-table-${letter}`, { vpc }, { of: 'private' }));
  const associations = letters.flatMap((letter, index) => {
    const [table, subnet] = [tables[index], subnets[index]];
    return table && subnet
      ? [routeTableAssociation(`private-route-table-association-${letter}`, { table, subnet })]
      : [];
  });
  const out = publicSubnets ? natGateways(base, publicSubnets, tables) : { routes: [], steps: [] };
  return {
    subnets,
    tables,
    routes: [...out.routes, ...associations],
    steps: [...out.steps, ...subnets, ...tables, ...out.routes, ...associations],
  };
}

/** A NAT gateway for all zones or one in each, and a route to it from every private table. */
function natGateways({ letters, config }: Base, publicSubnets: PublicTier, tables: readonly RouteTable[]) {
  const { egress } = config.network;
  if (egress !== 'nat' && egress !== 'nat-per-zone') return { routes: [], steps: [] };
  const { route, associations } = publicSubnets;
  const gateways = (egress === 'nat' ? letters.slice(0, 1) : letters).map((letter, index) => {
    const address = elasticIp(`nat-address-${letter}`);
    const egress = { attachment: publicSubnets.attachment, route, association: associations[index] };
    return {
      address,
      gateway: natGateway(`nat-gateway-${letter}`, { subnet: at(publicSubnets.subnets, index), address, ...egress }),
    };
  });
  const routes = tables.map((table, index) => {
    const { gateway } = gateways[index] ?? at(gateways, 0);
    return natRoute(`private-default-route-${letters[index]}`, { table, gateway });
  });
  return { routes, steps: gateways.flatMap(({ address, gateway }) => [address, gateway]) };
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`there is no number ${index} among ${list.length}`);
  return item;
}
