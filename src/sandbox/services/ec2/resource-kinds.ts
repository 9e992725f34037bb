import type { ResourceType } from '@aws-sdk/client-ec2';
import type { Context } from '../../service.js';
import { AwsError } from '../../service.js';
import type { Table } from '../../table.js';
import { instances, keyPairs, launchTemplates, volumes } from './compute-tables.js';
import { required } from './refusals.js';
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
 * How EC2 names one kind of thing. The spelling of codes differs from kind to kind and between NotFound and
 * Malformed; clients compare them exactly, so they are written out.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export interface ResourceKind<Row extends Taggable = Taggable> {
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

const kind = <Row extends Taggable>(it: ResourceKind<Row>): ResourceKind<Row> => it;

export const vpc = kind({
  type: 'vpc',
  prefix: 'vpc',
  called: 'vpc ID',
  table: vpcs,
  notFound: 'InvalidVpcID.NotFound',
  malformed: 'InvalidVpcID.Malformed',
});
export const subnet = kind({
  type: 'subnet',
  prefix: 'subnet',
  called: 'subnet ID',
  table: subnets,
  notFound: 'InvalidSubnetID.NotFound',
  malformed: 'InvalidSubnetID.Malformed',
});
export const internetGateway = kind({
  type: 'internet-gateway',
  prefix: 'igw',
  called: 'internetGateway ID',
  table: internetGateways,
  notFound: 'InvalidInternetGatewayID.NotFound',
  malformed: 'InvalidInternetGatewayId.Malformed',
});
export const routeTable = kind({
  type: 'route-table',
  prefix: 'rtb',
  called: 'routeTable ID',
  table: routeTables,
  notFound: 'InvalidRouteTableID.NotFound',
  malformed: 'InvalidRouteTableId.Malformed',
});
export const networkAcl = kind({
  type: 'network-acl',
  prefix: 'acl',
  called: 'networkAcl ID',
  table: networkAcls,
  notFound: 'InvalidNetworkAclID.NotFound',
  malformed: 'InvalidNetworkAclID.Malformed',
});
export const securityGroup = kind({
  type: 'security-group',
  prefix: 'sg',
  called: 'security group',
  table: securityGroups,
  notFound: 'InvalidGroup.NotFound',
  malformed: 'InvalidGroupId.Malformed',
});
export const securityGroupRule = kind({
  type: 'security-group-rule',
  prefix: 'sgr',
  called: 'security group rule ID',
  table: rules,
  notFound: 'InvalidSecurityGroupRuleId.NotFound',
  malformed: 'InvalidSecurityGroupRuleId.Malformed',
});
export const networkInterface = kind({
  type: 'network-interface',
  prefix: 'eni',
  called: 'networkInterface ID',
  table: networkInterfaces,
  notFound: 'InvalidNetworkInterfaceID.NotFound',
  malformed: 'InvalidNetworkInterfaceId.Malformed',
});
export const address = kind({
  type: 'elastic-ip',
  prefix: 'eipalloc',
  called: 'allocation ID',
  table: addresses,
  notFound: 'InvalidAllocationID.NotFound',
  malformed: 'InvalidAllocationID.NotFound',
});
export const natGateway = kind({
  type: 'natgateway',
  prefix: 'nat',
  called: 'natGateway ID',
  table: natGateways,
  notFound: 'NatGatewayNotFound',
  malformed: 'NatGatewayMalformed',
});
export const vpcEndpoint = kind({
  type: 'vpc-endpoint',
  prefix: 'vpce',
  called: 'Vpc Endpoint Id',
  table: vpcEndpoints,
  notFound: 'InvalidVpcEndpointId.NotFound',
  malformed: 'InvalidVpcEndpointId.Malformed',
});

export const keyPair = kind({
  type: 'key-pair',
  prefix: 'key',
  called: 'key pair ID',
  table: keyPairs,
  notFound: 'InvalidKeyPair.NotFound',
  malformed: 'InvalidKeyPairID.Malformed',
});
export const launchTemplate = kind({
  type: 'launch-template',
  prefix: 'lt',
  called: 'launch template ID',
  table: launchTemplates,
  notFound: 'InvalidLaunchTemplateId.NotFound',
  malformed: 'InvalidLaunchTemplateId.Malformed',
});
export const instance = kind({
  type: 'instance',
  prefix: 'i',
  called: 'instance ID',
  table: instances,
  notFound: 'InvalidInstanceID.NotFound',
  malformed: 'InvalidInstanceID.Malformed',
});
export const volume = kind({
  type: 'volume',
  prefix: 'vol',
  called: 'volume ID',
  table: volumes,
  notFound: 'InvalidVolume.NotFound',
  malformed: 'InvalidVolumeID.Malformed',
});

/** All kinds of resources that can be tagged. A new kind is added here. */
export const resourceKinds: readonly ResourceKind[] = [
  vpc,
  subnet,
  internetGateway,
  routeTable,
  networkAcl,
  securityGroup,
  securityGroupRule,
  networkInterface,
  address,
  natGateway,
  vpcEndpoint,
  keyPair,
  launchTemplate,
  instance,
  volume,
];

/**
 * The one row with this id.
 * @param parameter what the request calls it, e.g. `vpcId`
 * @throws AwsError MissingParameter, or the kind's Malformed or NotFound
 */
export function existingRow<Row extends Taggable>(
  context: Context,
  of: ResourceKind<Row>,
  id: string | undefined,
  parameter: string,
): Row {
  const [row] = existingRows(context, of, [required(id, parameter)]);
  return row as Row;
}

/**
 * The rows with these ids, in this order. Every id's form is checked before any of them is looked up.
 * @throws AwsError the kind's Malformed or NotFound, for the first bad one
 */
export function existingRows<Row extends Taggable>(
  context: Context,
  of: ResourceKind<Row>,
  ids: readonly string[],
): Row[] {
  checkIdFormat(of, ids);
  return ids.map((id) => {
    const row = of.table(context).get(id);
    if (!row) throw new AwsError(of.notFound, `The ${of.called} '${id}' does not exist`);
    return row;
  });
}

/** @throws AwsError the kind's Malformed, for the first id that is not of its form */
export function checkIdFormat(
  { prefix, malformed }: Pick<ResourceKind, 'prefix' | 'malformed'>,
  ids: readonly string[],
): void {
  const form = new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`);
  const odd = ids.find((id) => !form.test(id));
  if (odd !== undefined) throw new AwsError(malformed, `Invalid id: "${odd}" (expecting "${prefix}-...")`);
}

/** `arn:aws:ec2:us-east-1:000000000000:subnet/subnet-…` */
export const arnOf = ({ partition, region, account }: Context, { type }: ResourceKind, id: string): string =>
  `arn:${partition}:ec2:${region}:${account}:${type}/${id}`;
