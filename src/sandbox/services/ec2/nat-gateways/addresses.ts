import {
  AllocateAddressCommand,
  DescribeAddressesCommand,
  ReleaseAddressCommand,
  type Address,
  type AllocateAddressCommandInput,
} from '@aws-sdk/client-ec2';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import { described, type Description } from '../describe.js';
import { freePublicAddress } from '../network-interfaces/interface-addresses.js';
import { address, existingRow } from '../resource-kinds.js';
import { invalid, refuseOtherMembers } from '../refusals.js';
import { addresses, networkInterfaces, type AddressRow, type NetworkInterfaceRow } from '../tables.js';
import { tagsFor } from '../tag-specifications.js';

/** Elastic IPs. They cost by the hour from their allocation until their release, used or not. */
export const addressOperations: readonly Operation[] = [
  on(AllocateAddressCommand, (input, context) => {
    const Tags = tagsFor(address, input.TagSpecifications);
    checkPlace(context, input);
    const reached = () => 'The maximum number of addresses has been reached.';
    refuseBeyond(context, 'elastic-ips', addresses(context).size + 1, reached);
    const PublicIp = freePublicAddress(context);
    const place = { Domain: 'vpc' as const, PublicIpv4Pool: 'amazon', NetworkBorderGroup: context.region };
    const row: AddressRow = { AllocationId: context.id('eipalloc'), PublicIp, ...place, Tags };
    addresses(context).set(row.AllocationId, row);
    return { AllocationId: row.AllocationId, PublicIp, ...place };
  }),

  on(DescribeAddressesCommand, ({ AllocationIds, PublicIps = [], Filters }, context) => {
    refuseUnknown(context, PublicIps);
    const { rows } = described(context, description(context), { Filters, ids: AllocationIds });
    const asked = rows.filter(({ PublicIp }) => PublicIps.length === 0 || PublicIps.includes(PublicIp));
    return { Addresses: asked.map((row) => shown(context, row)) };
  }),

  // To AWS the address of a NAT gateway is used by itself: it refuses as if the caller lacked permission. See
  // https://github.com/genevieve/leftovers/issues/33
  on(ReleaseAddressCommand, (input, context) => {
    refuseOtherMembers(input, ['AllocationId', 'NetworkBorderGroup']);
    const { AllocationId, PublicIp } = existingRow(context, address, input.AllocationId, 'allocationId');
    const carrier = interfaceWithElasticIp(context, AllocationId);
    if (carrier?.RequesterManaged)
      throw new AwsError('AuthFailure', 'You do not have permission to access the specified resource.');
    if (carrier) throw new AwsError('InvalidIPAddress.InUse', `Address ${PublicIp} is in use.`);
    addresses(context).delete(AllocationId);
    return {};
  }),
];

/** The network interface that carries an Elastic IP; undefined while it is associated with nothing. */
export const interfaceWithElasticIp = (context: Context, allocationId: string): NetworkInterfaceRow | undefined =>
  networkInterfaces(context).find(({ Association }) => Association?.AllocationId === allocationId);

function checkPlace(context: Context, input: AllocateAddressCommandInput): void {
  refuseOtherMembers(input, ['Domain', 'NetworkBorderGroup']);
  const { Domain = 'vpc', NetworkBorderGroup = context.region } = input;
  if (Domain !== 'vpc') throw invalid(`Value (${Domain}) for parameter domain is invalid.`);
  if (NetworkBorderGroup !== context.region)
    throw invalid(`Value (${NetworkBorderGroup}) for parameter networkBorderGroup is invalid.`);
}

function refuseUnknown(context: Context, asked: readonly string[]): void {
  const unknown = asked.find((ip) => !addresses(context).find(({ PublicIp }) => PublicIp === ip));
  if (unknown) throw new AwsError('InvalidAddress.NotFound', `Address '${unknown}' not found.`);
}

function shown(context: Context, row: AddressRow): Address {
  const carrier = interfaceWithElasticIp(context, row.AllocationId);
  if (!carrier) return row;
  return {
    ...row,
    AssociationId: carrier.Association?.AssociationId,
    ...(carrier.Attachment?.InstanceId !== undefined && { InstanceId: carrier.Attachment.InstanceId }),
    NetworkInterfaceId: carrier.NetworkInterfaceId,
    NetworkInterfaceOwnerId: carrier.OwnerId,
    PrivateIpAddress: carrier.PrivateIpAddress,
  };
}

const description = (context: Context): Description<AddressRow> => ({
  kind: address,
  idsParameter: 'allocationIds',
  filters: {
    'allocation-id': ({ AllocationId }) => AllocationId,
    'association-id': (row) => shown(context, row).AssociationId,
    'network-border-group': ({ NetworkBorderGroup }) => NetworkBorderGroup,
    'network-interface-id': (row) => shown(context, row).NetworkInterfaceId,
    'network-interface-owner-id': (row) => shown(context, row).NetworkInterfaceOwnerId,
    'private-ip-address': (row) => shown(context, row).PrivateIpAddress,
    'public-ip': ({ PublicIp }) => PublicIp,
    'instance-id': (row) => shown(context, row).InstanceId,
  },
});
