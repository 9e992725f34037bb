import { latencies } from '../../../../facts/latencies.js';
import type { NetworkInterfaceType } from '@aws-sdk/client-ec2';
import { backgroundTimer, timer, type Context } from '../../../service.js';
import { interfaceWithElasticIp } from './addresses.js';
import { freeAddressCount } from '../network-interfaces/interface-addresses.js';
import { isAttached } from '../routing/internet-gateways.js';
import { attachInterface, releaseInterface } from '../network-interfaces/network-interfaces.js';
import { addresses, internetGateways, natGateways, subnets, type NatGatewayRow } from '../tables.js';

/**
 * The lifecycle of a NAT gateway: pending, available, deleting, deleted; or pending, failed. From the beginning until
 * it is deleted its interface holds the subnet, the address, and with that the VPC's internet gateway.
 */
interface Which {
  readonly NatGatewayId: string;
}
interface Failure {
  readonly FailureCode: string;
  readonly FailureMessage: string;
}

const availableAfter = latencies['nat-gateway available'].usual;
const deletedAfter = latencies['nat-gateway deleted'].usual;
/** Seconds. AWS tells within the first minute. */
const failedAfter = 5;
/** "A failed NAT gateway is automatically deleted, usually in about an hour"; so is what a deleted one has left. */
const forgottenAfter = 3600;

/** As AWS answers it; the SDK's enumeration has `natGateway`. */
const interfaceType: string = 'nat_gateway';

/** Sets a new gateway on its way, with its interface unless it is bound to fail. */
export function beginNatGateway(context: Context, row: NatGatewayRow): void {
  const { NatGatewayId } = row;
  const failure = failureOf(context, row);
  if (failure) return context.after(failedAfter, natGatewayFails, { NatGatewayId, ...failure });
  const elasticIp = addresses(context).get(row.AllocationId);
  const own = attachInterface(context, {
    subnetId: row.SubnetId,
    groupIds: 'none',
    description: `Interface for NAT Gateway ${NatGatewayId}`,
    interfaceType: interfaceType as NetworkInterfaceType,
    requesterId: 'amazon-aws',
    ...(elasticIp && { elasticIp }),
  });
  own.SourceDestCheck = false;
  row.networkInterfaceId = own.NetworkInterfaceId;
  context.after(availableAfter, natGatewayBecomesAvailable, { NatGatewayId });
}

/** Its interface and address are free only when it is deleted, not yet when it is deleting. */
export function endNatGateway(context: Context, row: NatGatewayRow): void {
  row.State = 'deleting';
  context.after(deletedAfter, natGatewayDeleted, { NatGatewayId: row.NatGatewayId });
}

/** Words: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html */
function failureOf(context: Context, { VpcId, SubnetId, AllocationId }: NatGatewayRow): Failure | undefined {
  const hasWay =
    context.world.isBeingRestored || internetGateways(context).find((gateway) => isAttached(gateway, VpcId));
  if (!hasWay)
    return {
      FailureCode: 'Gateway.NotAttached',
      FailureMessage: `Network ${VpcId} has no Internet gateway attached`,
    };
  if (interfaceWithElasticIp(context, AllocationId))
    return {
      FailureCode: 'Resource.AlreadyAssociated',
      FailureMessage: `Elastic IP address [${AllocationId}] is already associated`,
    };
  const home = subnets(context).get(SubnetId);
  if (home && freeAddressCount(context, home) > 0) return undefined;
  return {
    FailureCode: 'InsufficientFreeAddressesInSubnet',
    FailureMessage: 'Subnet has insufficient free addresses to create this NAT gateway',
  };
}

const natGatewayBecomesAvailable = timer<Which>('ec2/nat-gateway-becomes-available', (context, { NatGatewayId }) => {
  const row = natGateways(context).get(NatGatewayId);
  if (row?.State === 'pending') row.State = 'available';
});

const natGatewayFails = timer<Which & Failure>('ec2/nat-gateway-fails', (context, { NatGatewayId, ...failure }) => {
  const row = natGateways(context).get(NatGatewayId);
  if (row?.State !== 'pending') return;
  Object.assign(row, { State: 'failed', ...failure });
  context.after(forgottenAfter, natGatewayForgotten, { NatGatewayId });
});

const natGatewayDeleted = timer<Which>('ec2/nat-gateway-deleted', (context, { NatGatewayId }) => {
  const row = natGateways(context).get(NatGatewayId);
  if (!row) return;
  if (row.networkInterfaceId !== undefined) releaseInterface(context, row.networkInterfaceId);
  delete row.networkInterfaceId;
  Object.assign(row, { State: 'deleted', DeleteTime: context.now });
  context.after(forgottenAfter, natGatewayForgotten, { NatGatewayId });
});

const natGatewayForgotten = backgroundTimer<Which>('ec2/nat-gateway-forgotten', (context, { NatGatewayId }) => {
  natGateways(context).delete(NatGatewayId);
});

export const natGatewayTimers = [natGatewayBecomesAvailable, natGatewayFails, natGatewayDeleted, natGatewayForgotten];
