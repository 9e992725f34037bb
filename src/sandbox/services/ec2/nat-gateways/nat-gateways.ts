import {
  CreateNatGatewayCommand,
  DeleteNatGatewayCommand,
  DescribeNatGatewaysCommand,
  type CreateNatGatewayCommandInput,
  type NatGateway,
  type NatGatewayAddress,
} from '@aws-sdk/client-ec2';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import { idempotent } from '../client-tokens.js';
import { described, type Description } from '../describe.js';
import { beginNatGateway, endNatGateway } from './nat-gateway-lifecycle.js';
import { address, natGateway, existingRow, subnet } from '../resource-kinds.js';
import { notInSandbox, refuseOtherMembers } from '../refusals.js';
import { natGateways, networkInterfaces, subnets, type NatGatewayRow } from '../tables.js';
import { tagsFor } from '../tag-specifications.js';

/**
 * Public, zonal NAT gateways: what is in private subnets gets out through one. Nothing but their tags can be changed.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
 */
export const natGatewayOperations: readonly Operation[] = [
  idempotent(
    on(CreateNatGatewayCommand, (input, context) => {
      const row = createNatGateway(context, input);
      return { NatGateway: shown(context, row), ...(input.ClientToken && { ClientToken: input.ClientToken }) };
    }),
  ),

  on(DescribeNatGatewaysCommand, (question, context) => {
    const asked = { ...question, Filters: question.Filter, ids: question.NatGatewayIds };
    const { rows, ...more } = described(context, description, asked);
    return { NatGateways: rows.map((row) => shown(context, row)), ...more };
  }),

  on(DeleteNatGatewayCommand, ({ NatGatewayId }, context) => {
    const row = existingRow(context, natGateway, NatGatewayId, 'natGatewayId');
    const { NatGatewayId: id, State } = row;
    if (State === 'deleted') throw new AwsError(natGateway.notFound, `The natGateway ID '${id}' does not exist`);
    if (State !== 'deleting') endNatGateway(context, row);
    return { NatGatewayId: id };
  }),
];

/** A problem of its network is no error of the request: the gateway is made, and becomes `failed`. */
function createNatGateway(context: Context, input: CreateNatGatewayCommandInput): NatGatewayRow {
  refuseOtherMembers(input, ['SubnetId', 'AllocationId', 'ConnectivityType', 'AvailabilityMode']);
  if (input.ConnectivityType === 'private') throw notInSandbox('private NAT gateways');
  if (input.AvailabilityMode === 'regional') throw notInSandbox('regional NAT gateways');
  const { SubnetId, VpcId, AvailabilityZone } = existingRow(context, subnet, input.SubnetId, 'subnetId');
  const { AllocationId } = existingRow(context, address, input.AllocationId, 'allocationId');
  const Tags = tagsFor(natGateway, input.TagSpecifications);
  refuseTooMany(context, AvailabilityZone);
  const row: NatGatewayRow = {
    NatGatewayId: context.id('nat'),
    SubnetId,
    VpcId,
    AllocationId,
    ConnectivityType: 'public',
    AvailabilityMode: 'zonal',
    State: 'pending',
    CreateTime: context.now,
    Tags,
  };
  natGateways(context).set(row.NatGatewayId, row);
  beginNatGateway(context, row);
  return row;
}

/** Those that come, serve or go count, in their zone. Source: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
function refuseTooMany(context: Context, zone: string): void {
  const there = natGateways(context).all(
    ({ SubnetId, State }) =>
      ['pending', 'available', 'deleting'].includes(State) && subnets(context).get(SubnetId)?.AvailabilityZone === zone,
  );
  const exceeded = (quota: number) => `Performing this operation would exceed the limit of ${quota} NAT gateways`;
  refuseBeyond(context, 'nat-gateways', there.length + 1, exceeded);
}

function shown(context: Context, row: NatGatewayRow): NatGateway {
  const { networkInterfaceId: _interface, AllocationId: _address, ...it } = row;
  return structuredClone({ ...it, NatGatewayAddresses: [addressOf(context, row)] });
}

/** The address as the interface carries it; its allocation alone where there is no interface. */
function addressOf(context: Context, { AllocationId, networkInterfaceId, State }: NatGatewayRow): NatGatewayAddress {
  const own = networkInterfaces(context).get(networkInterfaceId ?? '');
  if (!own) return { AllocationId, IsPrimary: true };
  return {
    AllocationId,
    AssociationId: own.Association?.AssociationId,
    NetworkInterfaceId: own.NetworkInterfaceId,
    PrivateIp: own.PrivateIpAddress,
    PublicIp: own.Association?.PublicIp,
    IsPrimary: true,
    Status: State === 'pending' ? 'associating' : State === 'deleting' ? 'disassociating' : 'succeeded',
  };
}

const description: Description<NatGatewayRow> = {
  kind: natGateway,
  idsParameter: 'natGatewayIds',
  filters: {
    'nat-gateway-id': ({ NatGatewayId }) => NatGatewayId,
    state: ({ State }) => State,
    'subnet-id': ({ SubnetId }) => SubnetId,
    'vpc-id': ({ VpcId }) => VpcId,
  },
};
