import type { Config } from '../src/config/schema.js';
import type { Step } from '../src/step.js';
import { availabilityZones } from './availability-zones.js';
import { internetGatewayAttachment } from './internet-gateway-attachment.js';
import { internetGateway } from './internet-gateway.js';
import { routeTableAssociation, type RouteTableAssociation } from './route-table-association.js';
import { routeTable } from './route-table.js';
import { defaultRoute, type Route } from './route.js';
import { publicSubnet, type Subnet } from './subnet.js';
import { vpc, type Vpc } from './vpc.js';

/** The network of a stack: what others build on, and all its steps. */
export interface Network {
  readonly vpc: Vpc;
  readonly subnets: readonly Subnet[];
  /** With these in place a task in a subnet reaches the internet. */
  readonly route: Route;
  readonly associations: readonly RouteTableAssociation[];
  readonly steps: readonly Step[];
}

/** A VPC with a public subnet in each zone. Their letters are ours: those of AWS's zones differ by account. */
export function network({ network: { cidr, zones: count }, ingress }: Config): Network {
  const zones = availabilityZones('availability-zones', { count, forVpcLink: ingress.type === 'http-api' });
  const theVpc = vpc('vpc', { cidr });
  const letters = [...'abcdef'].slice(0, count);
  const needs = { vpc: theVpc, zones };
  const subnets = letters.map((letter, index) => publicSubnet(`public-subnet-${letter}`, needs, { cidr, index }));

  const gateway = internetGateway('internet-gateway');
  const attachment = internetGatewayAttachment('internet-gateway-attachment', { gateway, vpc: theVpc });
  const table = routeTable('public-route-table', { vpc: theVpc });
  const route = defaultRoute('public-default-route', { table, attachment });
  const associations = subnets.map((subnet, index) =>
    routeTableAssociation(`public-route-table-association-${letters[index]}`, { table, subnet }),
  );

  const steps = [zones, theVpc, ...subnets, gateway, attachment, table, route, ...associations];
  return { vpc: theVpc, subnets, route, associations, steps };
}
