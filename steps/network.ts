import type { Config } from '../src/config/schema.js';
import { hasPrivateSubnets, hasPublicSubnets } from '../src/config/placement.js';
import type { Step } from '../src/step.js';
import { availabilityZones, type AvailabilityZones } from './availability-zones.js';
import { elasticIp } from './elastic-ip.js';
import { existingNetwork } from './existing-network.js';
import { internetGatewayAttachment, type InternetGatewayAttachment } from './internet-gateway-attachment.js';
import { internetGateway } from './internet-gateway.js';
import { natGateway } from './nat-gateway.js';
import { noSide, type Network, type Side } from './network-parts.js';
import { routeTableAssociation, type RouteTableAssociation } from './route-table-association.js';
import { routeTable, type RouteTable } from './route-table.js';
import { defaultRoute, natRoute, type Route } from './route.js';
import { privateSubnet, publicSubnet } from './subnet.js';
import { vpc, type Vpc } from './vpc.js';

/** A VPC with subnets in several zones, and the ways out of them; or one that exists already. */
export function network(config: Config): Network {
  const { existing, cidr, zones: count } = config.network;
  if (existing) return existingNetwork(config, existing);
  const forVpcLink = config.ingress.type === 'http-api';
  const zones = availabilityZones('availability-zones', { count, forVpcLink });
  const theVpc = vpc('vpc', { cidr });
  // Letters of ours: those of AWS's zones differ by account.
  const base: Base = { vpc: theVpc, zones, letters: [...'abcdef'].slice(0, count), config };
  const open = hasPublicSubnets(config) ? publicSide(base) : undefined;
  const closed = hasPrivateSubnets(config) ? privateSide(base, open) : undefined;
  return {
    vpc: theVpc,
    public: open ?? noSide,
    private: closed ?? noSide,
    attachment: open?.attachment,
    steps: [zones, theVpc, ...(open?.steps ?? []), ...(closed?.steps ?? [])],
  };
}

interface Base {
  readonly vpc: Vpc;
  readonly zones: AvailabilityZones;
  readonly letters: readonly string[];
  readonly config: Config;
}
interface Built extends Side {
  readonly steps: readonly Step[];
}
interface PublicSide extends Built {
  readonly route: Route;
  readonly associations: readonly RouteTableAssociation[];
  readonly attachment: InternetGatewayAttachment;
}

/** Subnets whose route table leads to an internet gateway. */
function publicSide({ vpc, zones, letters, config }: Base): PublicSide {
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
  const ways = [route, ...associations];
  return { subnets, tables: [table], ways, route, associations, attachment, steps: [...subnets, gateway, attachment, table, ...ways] };
}

/** Subnets that nothing on the internet can reach, each with a route table of its own: their ways out may differ. */
function privateSide(base: Base, open: PublicSide | undefined): Built {
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
  const out = open ? translation(base, open, tables) : { routes: [], steps: [] };
  return {
    subnets,
    tables,
    ways: [...out.routes, ...associations],
    steps: [...out.steps, ...subnets, ...tables, ...out.routes, ...associations],
  };
}

/** A NAT gateway for all zones or one in each, and a route to it from every private table. */
function translation({ letters, config }: Base, open: PublicSide, tables: readonly RouteTable[]) {
  const { egress } = config.network;
  if (egress !== 'nat' && egress !== 'nat-per-zone') return { routes: [], steps: [] };
  const { route, associations } = open;
  const gateways = (egress === 'nat' ? letters.slice(0, 1) : letters).map((letter, index) => {
    const address = elasticIp(`nat-address-${letter}`);
    const ways = { attachment: open.attachment, route, association: associations[index] };
    return { address, gateway: natGateway(`nat-gateway-${letter}`, { subnet: at(open.subnets, index), address, ...ways }) };
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
