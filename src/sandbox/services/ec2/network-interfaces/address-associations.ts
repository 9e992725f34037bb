import { AssociateAddressCommand, DisassociateAddressCommand, type AssociateAddressRequest } from '@aws-sdk/client-ec2';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import { instances } from '../compute-tables.js';
import { interfaceWithElasticIp } from '../nat-gateways/addresses.js';
import { invalidCombination, missingParameter, refuseOtherMembers } from '../refusals.js';
import { address, existingRow, instance, networkInterface } from '../resource-kinds.js';
import { isAttached } from '../routing/internet-gateways.js';
import { internetGateways, networkInterfaces, vpcs, type NetworkInterfaceRow } from '../tables.js';
import { publicName } from './interface-addresses.js';

/**
 * Elastic IPs on the interfaces of instances. Those of NAT gateways come and go with the gateways.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html
 */
export const addressAssociationOperations: readonly Operation[] = [
  /** An address that something else has moves here, unless the request says that it must not. */
  on(AssociateAddressCommand, (input, context) => {
    refuseOtherMembers(input, ['AllocationId', 'InstanceId', 'NetworkInterfaceId', 'AllowReassociation']);
    const { AllocationId, PublicIp } = existingRow(context, address, input.AllocationId, 'allocationId');
    const target = checkedTarget(context, input);
    const before = interfaceWithElasticIp(context, AllocationId);
    if (before?.RequesterManaged) throw notPermitted();
    if (before && before !== target && input.AllowReassociation === false)
      throw new AwsError(
        'Resource.AlreadyAssociated',
        `resource ${AllocationId} is already associated with associate-id ${before.Association?.AssociationId ?? ''}`,
      );
    if (before) setAssociation(context, before, undefined);
    const AssociationId = context.id('eipassoc');
    setAssociation(context, target, { PublicIp, AllocationId, AssociationId, IpOwnerId: context.account });
    return { AssociationId };
  }),

  /** A public address that the interface had before does not come back. */
  on(DisassociateAddressCommand, (input, context) => {
    refuseOtherMembers(input, ['AssociationId']);
    if (!input.AssociationId) throw missingParameter('associationId');
    const carrier = networkInterfaces(context).find(
      ({ Association }) => Association?.AssociationId === input.AssociationId,
    );
    if (!carrier)
      throw new AwsError('InvalidAssociationID.NotFound', `The association ID '${input.AssociationId}' does not exist`);
    if (carrier.RequesterManaged) throw notPermitted();
    setAssociation(context, carrier, undefined);
    return {};
  }),
];

/** As for an address that is released while a NAT gateway has it. */
const notPermitted = () => new AwsError('AuthFailure', 'You do not have permission to access the specified resource.');

/** @throws AwsError where the interface or its instance cannot have an address */
function checkedTarget(context: Context, input: AssociateAddressRequest): NetworkInterfaceRow {
  const row = target(context, input);
  if (row.RequesterManaged) throw notPermitted();
  if (!internetGateways(context).find((gateway) => isAttached(gateway, row.VpcId)))
    throw new AwsError('Gateway.NotAttached', `Network ${row.VpcId} is not attached to any internet gateway`);
  return row;
}

function target(context: Context, { InstanceId, NetworkInterfaceId }: AssociateAddressRequest): NetworkInterfaceRow {
  if (InstanceId && NetworkInterfaceId)
    throw invalidCombination('You may specify either an instance ID or a network interface ID, but not both');
  if (NetworkInterfaceId) return existingRow(context, networkInterface, NetworkInterfaceId, 'networkInterfaceId');
  const { State } = existingRow(context, instance, InstanceId, 'instanceId').instance;
  const own = networkInterfaces(context).find(
    ({ Attachment }) => Attachment?.InstanceId === InstanceId && Attachment?.DeviceIndex === 0,
  );
  // Message, as far as clients compare it: terraform-provider-aws, internal/service/ec2/ec2_eip.go ("pending instance")
  if (!own || State.Name !== 'running')
    throw new AwsError(
      'InvalidInstanceID',
      `The ${State.Name ?? ''} instance '${InstanceId ?? ''}' is not in a valid state for this operation.`,
    );
  return own;
}

type Association = Omit<NonNullable<NetworkInterfaceRow['Association']>, 'PublicDnsName'>;

/** Sets or removes the public address of an interface, and of its instance where it is the primary one. */
function setAssociation(context: Context, row: NetworkInterfaceRow, wanted: Association | undefined): void {
  const hasNames = vpcs(context).get(row.VpcId)?.attributes.enableDnsHostnames ?? false;
  const PublicDnsName = wanted?.PublicIp && hasNames ? publicName(wanted.PublicIp, context.region) : '';
  if (wanted) row.Association = { ...wanted, PublicDnsName };
  else delete row.Association;
  row.PrivateIpAddresses = (row.PrivateIpAddresses ?? []).map(({ Association: _, ...own }) => ({
    ...own,
    ...(row.Association && own.Primary && { Association: row.Association }),
  }));
  const owner = instances(context).get(row.Attachment?.InstanceId ?? '');
  if (!owner || row.Attachment?.DeviceIndex !== 0) return;
  owner.instance.PublicDnsName = PublicDnsName;
  if (wanted?.PublicIp) owner.instance.PublicIpAddress = wanted.PublicIp;
  else delete owner.instance.PublicIpAddress;
}
