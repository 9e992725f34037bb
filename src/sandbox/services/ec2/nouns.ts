import type { ResourceType } from '@aws-sdk/client-ec2';
import type { Context } from '../../service.js';
import { AwsError } from '../../service.js';
import type { Table } from '../../world.js';
import { instances, keyPairs, launchTemplates, volumes } from './compute-tables.js';
import { given } from './refusals.js';
import {
  addresses,
  internetGateways,
  natGateways,
  networkAcls,
  networkInterfaces,
  routeTables,
  rules,
  securityGroups,
  subnets,
  vpcEndpoints,
  vpcs,
  type Taggable,
} from './tables.js';

/**
 * How EC2 names one kind of thing. The spelling of codes differs from noun to noun and between NotFound and
 * Malformed; clients compare them exactly, so they are written out.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export interface Noun<Row extends Taggable = Taggable> {
  /** As in `TagSpecifications` and in ARNs. */
  readonly type: ResourceType;
  /** What its ids begin with, e.g. `igw`. */
  readonly prefix: string;
  /** As messages call it: `The vpc ID 'vpc-…' does not exist`. */
  readonly called: string;
  readonly notFound: string;
  readonly malformed: string;
  readonly table: (context: Context) => Table<Row>;
}

const noun = <Row extends Taggable>(it: Noun<Row>): Noun<Row> => it;

export const vpc = noun({
  type: 'vpc', prefix: 'vpc', called: 'vpc ID', table: vpcs,
  notFound: 'InvalidVpcID.NotFound', malformed: 'InvalidVpcID.Malformed',
});
export const subnet = noun({
  type: 'subnet', prefix: 'subnet', called: 'subnet ID', table: subnets,
  notFound: 'InvalidSubnetID.NotFound', malformed: 'InvalidSubnetID.Malformed',
});
export const internetGateway = noun({
  type: 'internet-gateway', prefix: 'igw', called: 'internetGateway ID', table: internetGateways,
  notFound: 'InvalidInternetGatewayID.NotFound', malformed: 'InvalidInternetGatewayId.Malformed',
});
export const routeTable = noun({
  type: 'route-table', prefix: 'rtb', called: 'routeTable ID', table: routeTables,
  notFound: 'InvalidRouteTableID.NotFound', malformed: 'InvalidRouteTableId.Malformed',
});
export const networkAcl = noun({
  type: 'network-acl', prefix: 'acl', called: 'networkAcl ID', table: networkAcls,
  notFound: 'InvalidNetworkAclID.NotFound', malformed: 'InvalidNetworkAclID.Malformed',
});
export const securityGroup = noun({
  type: 'security-group', prefix: 'sg', called: 'security group', table: securityGroups,
  notFound: 'InvalidGroup.NotFound', malformed: 'InvalidGroupId.Malformed',
});
export const securityGroupRule = noun({
  type: 'security-group-rule', prefix: 'sgr', called: 'security group rule ID', table: rules,
  notFound: 'InvalidSecurityGroupRuleId.NotFound', malformed: 'InvalidSecurityGroupRuleId.Malformed',
});
export const networkInterface = noun({
  type: 'network-interface', prefix: 'eni', called: 'networkInterface ID', table: networkInterfaces,
  notFound: 'InvalidNetworkInterfaceID.NotFound', malformed: 'InvalidNetworkInterfaceId.Malformed',
});
export const address = noun({
  type: 'elastic-ip', prefix: 'eipalloc', called: 'allocation ID', table: addresses,
  notFound: 'InvalidAllocationID.NotFound', malformed: 'InvalidAllocationID.NotFound',
});
export const natGateway = noun({
  type: 'natgateway', prefix: 'nat', called: 'natGateway ID', table: natGateways,
  notFound: 'NatGatewayNotFound', malformed: 'NatGatewayMalformed',
});
export const vpcEndpoint = noun({
  type: 'vpc-endpoint', prefix: 'vpce', called: 'Vpc Endpoint Id', table: vpcEndpoints,
  notFound: 'InvalidVpcEndpointId.NotFound', malformed: 'InvalidVpcEndpointId.Malformed',
});

export const keyPair = noun({
  type: 'key-pair', prefix: 'key', called: 'key pair ID', table: keyPairs,
  notFound: 'InvalidKeyPair.NotFound', malformed: 'InvalidKeyPairID.Malformed',
});
export const launchTemplate = noun({
  type: 'launch-template', prefix: 'lt', called: 'launch template ID', table: launchTemplates,
  notFound: 'InvalidLaunchTemplateId.NotFound', malformed: 'InvalidLaunchTemplateId.Malformed',
});
export const instance = noun({
  type: 'instance', prefix: 'i', called: 'instance ID', table: instances,
  notFound: 'InvalidInstanceID.NotFound', malformed: 'InvalidInstanceID.Malformed',
});
export const volume = noun({
  type: 'volume', prefix: 'vol', called: 'volume ID', table: volumes,
  notFound: 'InvalidVolume.NotFound', malformed: 'InvalidVolumeID.Malformed',
});

/** All that can be tagged: a new noun is one more. */
export const nouns: readonly Noun[] = [
  vpc, subnet, internetGateway, routeTable, networkAcl, securityGroup, securityGroupRule, networkInterface,
  address, natGateway, vpcEndpoint, keyPair, launchTemplate, instance, volume,
];

/**
 * The one row with this id.
 * @param parameter what the request calls it, e.g. `vpcId`
 * @throws AwsError MissingParameter, or the noun's Malformed or NotFound
 */
export function one<Row extends Taggable>(
  context: Context,
  of: Noun<Row>,
  id: string | undefined,
  parameter: string,
): Row {
  const [row] = named(context, of, [given(id, parameter)]);
  return row as Row;
}

/**
 * The rows with these ids, in this order. Every id's form is checked before any of them is looked up.
 * @throws AwsError the noun's Malformed or NotFound, for the first bad one
 */
export function named<Row extends Taggable>(context: Context, of: Noun<Row>, ids: readonly string[]): Row[] {
  checkForm(of, ids);
  return ids.map((id) => {
    const row = of.table(context).get(id);
    if (!row) throw new AwsError(of.notFound, `The ${of.called} '${id}' does not exist`);
    return row;
  });
}

/** @throws AwsError the noun's Malformed, for the first id that is not of its form */
export function checkForm({ prefix, malformed }: Pick<Noun, 'prefix' | 'malformed'>, ids: readonly string[]): void {
  const form = new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`);
  const odd = ids.find((id) => !form.test(id));
  if (odd !== undefined) throw new AwsError(malformed, `Invalid id: "${odd}" (expecting "${prefix}-...")`);
}

/** `arn:aws:ec2:us-east-1:000000000000:subnet/subnet-…` */
export const arnOf = ({ partition, region, account }: Context, { type }: Noun, id: string): string =>
  `arn:${partition}:ec2:${region}:${account}:${type}/${id}`;
