import {
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  type Tag,
} from '@aws-sdk/client-ec2';
import type { Senders } from '../../aws/services.js';
import { all } from '../../all.js';
import { pages } from '../../pages.js';
import { routeTableOf } from '../../path-facts/network-of.js';
import { everywhere } from '../../path/end.js';
import { routeTo } from '../../path/network.js';
import type { RouteTable } from '../../path/network-facts.js';
import type { Inventory } from './inventory.js';

type Networks = Pick<Inventory, 'vpcs' | 'subnets' | 'internetGateways' | 'natGateways' | 'endpoints' | 'instances'>;

/** The networks, and what stands in them by itself. What has ended, and AWS shows for a while, is left out. */
export async function readNetworks({ ec2 }: Pick<Senders, 'ec2'>): Promise<Networks> {
  const [vpcs, subnets, tables, internetGateways, natGateways, endpoints, reservations] = await all([
    pages(async (NextToken) => {
      const answer = await ec2.send(new DescribeVpcsCommand({ NextToken }));
      return { items: answer.Vpcs, next: answer.NextToken };
    }),
    pages(async (NextToken) => {
      const answer = await ec2.send(new DescribeSubnetsCommand({ NextToken }));
      return { items: answer.Subnets, next: answer.NextToken };
    }),
    pages(async (NextToken) => {
      const answer = await ec2.send(new DescribeRouteTablesCommand({ NextToken }));
      return { items: answer.RouteTables, next: answer.NextToken };
    }),
    pages(async (NextToken) => {
      const answer = await ec2.send(new DescribeInternetGatewaysCommand({ NextToken }));
      return { items: answer.InternetGateways, next: answer.NextToken };
    }),
    pages(async (NextToken) => {
      const answer = await ec2.send(new DescribeNatGatewaysCommand({ NextToken }));
      return { items: answer.NatGateways, next: answer.NextToken };
    }),
    pages(async (NextToken) => {
      const answer = await ec2.send(new DescribeVpcEndpointsCommand({ NextToken }));
      return { items: answer.VpcEndpoints, next: answer.NextToken };
    }),
    pages(async (NextToken) => {
      const answer = await ec2.send(new DescribeInstancesCommand({ NextToken }));
      return { items: answer.Reservations, next: answer.NextToken };
    }),
  ]);
  const routeTables = tables.map(routeTableOf);
  return {
    vpcs: vpcs.map(({ VpcId: id = '', CidrBlock: cidr = '', State: state = '', Tags }) => ({
      ...{ id, cidr, state, name: nameIn(Tags) },
    })),
    subnets: subnets.map(({ SubnetId: id = '', VpcId: vpc = '', CidrBlock: cidr = '', State: state = '', ...it }) => ({
      ...{ id, vpc, cidr, state, name: nameIn(it.Tags), zone: it.AvailabilityZone ?? '' },
      wayOut: wayOut(routeTables, id, vpc),
    })),
    internetGateways: internetGateways.flatMap(({ InternetGatewayId: id = '', Attachments = [] }) =>
      Attachments.flatMap(({ VpcId: vpc }) => (vpc === undefined ? [] : [{ id, vpc }])),
    ),
    natGateways: natGateways
      .filter(({ State }) => State !== 'deleted')
      .map(({ NatGatewayId: id = '', SubnetId: subnet = '', State: state = '', Tags }) => ({
        ...{ id, subnet, state, name: nameIn(Tags) },
      })),
    endpoints: endpoints
      .filter(({ State }) => String(State).toLowerCase() !== 'deleted')
      .map(({ VpcEndpointId: id = '', VpcId: vpc = '', ServiceName = '', SubnetIds: subnets = [], State }) => ({
        ...{ id, vpc, subnets, state: State ?? '' },
        service: /com\.amazonaws\.[\w-]+\.(.*)/.exec(ServiceName)?.[1] ?? ServiceName,
      })),
    instances: reservations
      .flatMap(({ Instances = [] }) => Instances)
      .filter(({ State }) => State?.Name !== 'terminated')
      .map(({ InstanceId: id = '', InstanceType: type = '', SubnetId: subnet = '', State, Tags }) => ({
        ...{ id, type, subnet, state: State?.Name ?? '', name: nameIn(Tags) },
      })),
  };
}

/** Its own name; of a stack of ours, which gives none, that of its step. */
const nameIn = (tags: readonly Tag[] = []): string =>
  ['Name', 'provision:step'].flatMap((key) => tags.find(({ Key }) => Key === key)?.Value ?? [])[0] ?? '';

/** What the default route of a subnet leads to, where that is still there. */
function wayOut(routeTables: readonly RouteTable[], SubnetId: string, VpcId: string): string | undefined {
  const { route } = routeTo({ routeTables }, { SubnetId, VpcId }, everywhere) ?? {};
  return route?.State === 'active' ? route.Target : undefined;
}
