import { ModifyVpcEndpointCommand, type ModifyVpcEndpointCommandInput } from '@aws-sdk/client-ec2';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import { endpointServiceByName } from './endpoint-services.js';
import {
  checkIdFormat,
  existingRow,
  existingRows,
  routeTable,
  securityGroup,
  subnet,
  vpc,
  vpcEndpoint,
  type ResourceKind,
} from '../resource-kinds.js';
import { invalidCombination, refuseOtherMembers } from '../refusals.js';
import type { VpcEndpointRow } from '../tables.js';
import {
  attachInterfaces,
  checkedGroups,
  checkedSubnets,
  detachInterfaces,
  interfacesOf,
  setSecurityGroups,
} from './vpc-endpoint-interfaces.js';
import { checkedPolicy, defaultPolicy } from './vpc-endpoint-policy.js';
import { checkPrivateDns } from './vpc-endpoint-private-dns.js';
import { addRoutes, checkedTables, removeRoutes, tablesOf } from './vpc-endpoint-routes.js';

type Input = ModifyVpcEndpointCommandInput;
/** Checks one kind of change, and gives back what does it: nothing is done unless all that is asked for can be. */
type Change = (context: Context, row: VpcEndpointRow, input: Input) => () => void;

const ofAny = ['ResetPolicy', 'PolicyDocument'] as const;
const ofGateways = ['AddRouteTableIds', 'RemoveRouteTableIds'] as const;
const ofInterfaces = [
  'AddSubnetIds',
  'RemoveSubnetIds',
  'AddSecurityGroupIds',
  'RemoveSecurityGroupIds',
  'PrivateDnsEnabled',
] as const;

export const vpcEndpointChangeOperations: readonly Operation[] = [
  on(ModifyVpcEndpointCommand, (input, context) => {
    refuseOtherMembers(input, ['VpcEndpointId', ...ofAny, ...ofGateways, ...ofInterfaces]);
    const row = existingRow(context, vpcEndpoint, input.VpcEndpointId, 'vpcEndpointId');
    const { VpcEndpointId: id, VpcEndpointType: type, State } = row;
    if (State === 'deleting') throw new AwsError(vpcEndpoint.notFound, `The Vpc Endpoint Id '${id}' does not exist`);
    const strange = (type === 'Gateway' ? ofInterfaces : ofGateways).find((member) => input[member] !== undefined);
    if (strange) throw invalidParameter(`${strange} is not supported for ${type} type VPC Endpoints.`);
    const changes = type === 'Gateway' ? [policy, tables] : [policy, network, privateDns];
    for (const apply of changes.map((change) => change(context, row, input))) apply();
    return { Return: true };
  }),
];

const policy: Change = (_context, row, { ResetPolicy, PolicyDocument }) => {
  if (ResetPolicy && PolicyDocument) throw invalidCombination('ResetPolicy cannot be used with PolicyDocument');
  const next = ResetPolicy ? defaultPolicy : PolicyDocument ? checkedPolicy(PolicyDocument) : row.PolicyDocument;
  return () => (row.PolicyDocument = next);
};

const tables: Change = (context, row, { AddRouteTableIds, RemoveRouteTableIds = [] }) => {
  const there = tablesOf(context, row);
  const leaving = existingRows(context, routeTable, RemoveRouteTableIds);
  refuseUnassociated(
    row,
    routeTable,
    RemoveRouteTableIds,
    there.map(({ RouteTableId }) => RouteTableId),
  );
  const coming = checkedTables(context, row, AddRouteTableIds);
  return () => {
    removeRoutes(row, leaving);
    addRoutes(context, row, coming);
  };
};

/** Subnets and groups together: new interfaces come in the new groups. */
const network: Change = (context, row, input) => {
  const { AddSubnetIds = [], RemoveSubnetIds = [], AddSecurityGroupIds = [], RemoveSecurityGroupIds = [] } = input;
  const there = interfacesOf(context, row).map(({ SubnetId }) => SubnetId);
  refuseUnassociated(row, subnet, RemoveSubnetIds, there);
  const beside = existingRows(
    context,
    subnet,
    there.filter((id) => !RemoveSubnetIds.includes(id)),
  );
  const coming = checkedSubnets(context, row.VpcId, AddSubnetIds, beside);

  const groupIds = row.Groups.flatMap(({ GroupId }) => GroupId ?? []);
  refuseUnassociated(row, securityGroup, RemoveSecurityGroupIds, groupIds);
  const after = [...groupIds.filter((id) => !RemoveSecurityGroupIds.includes(id)), ...AddSecurityGroupIds];
  if (!after.length) throw invalidParameter(`${row.VpcEndpointId} must have at least one security group.`);
  const groups = checkedGroups(context, row.VpcId, after);
  return () => {
    detachInterfaces(context, row, RemoveSubnetIds);
    setSecurityGroups(context, row, groups);
    attachInterfaces(context, row, coming);
  };
};

const privateDns: Change = (context, row, { PrivateDnsEnabled = row.PrivateDnsEnabled }) => {
  const home = existingRow(context, vpc, row.VpcId, 'vpcId');
  const service = endpointServiceByName(context, row.ServiceName, 'Interface');
  if (PrivateDnsEnabled && !row.PrivateDnsEnabled) checkPrivateDns(context, home, service, row);
  return () => (row.PrivateDnsEnabled = PrivateDnsEnabled);
};

function refuseUnassociated(
  row: VpcEndpointRow,
  of: Pick<ResourceKind, 'prefix' | 'malformed'>,
  ids: readonly string[],
  there: readonly string[],
): void {
  checkIdFormat(of, ids);
  const stranger = ids.find((id) => !there.includes(id));
  if (stranger) throw invalidParameter(`${stranger} is not associated with ${row.VpcEndpointId}.`);
}

const invalidParameter = (message: string) => new AwsError('InvalidParameter', message);
