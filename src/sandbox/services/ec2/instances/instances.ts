import {
  DescribeInstancesCommand,
  type Instance,
  type InstanceNetworkInterface,
  type Reservation,
} from '@aws-sdk/client-ec2';
import { on, type Context, type Operation } from '../../../service.js';
import type { InstanceRow } from '../compute-tables.js';
import { described } from '../describe.js';
import { instanceDescription } from './instance-filters.js';
import { networkInterfaces, type NetworkInterfaceRow } from '../tables.js';

export const instanceOperations: readonly Operation[] = [
  /**
   * Instances are grouped by the reservation that they were launched in. The page size counts instances.
   * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
   */
  on(DescribeInstancesCommand, (question, context) => {
    const asked = { ...question, ids: question.InstanceIds };
    const { rows, ...more } = described(context, instanceDescription(context), asked);
    const reservations = new Map<string, InstanceRow[]>();
    for (const row of rows) reservations.set(row.reservationId, [...(reservations.get(row.reservationId) ?? []), row]);
    return { Reservations: [...reservations.values()].map((each) => reservationOf(context, each)), ...more };
  }),
];

/** Rows of one reservation, as EC2 shows them. */
export const reservationOf = (context: Context, rows: readonly InstanceRow[]): Reservation => ({
  ...(rows[0] && { ReservationId: rows[0].reservationId }),
  OwnerId: context.account,
  Groups: [],
  Instances: rows.map((row) => shownInstance(context, row)),
});

function shownInstance(context: Context, { instance, Tags }: InstanceRow): Instance {
  const own = interfacesOf(context, instance.InstanceId);
  const primary = own.find(({ Attachment }) => Attachment?.DeviceIndex === 0);
  return structuredClone({
    ...instance,
    SecurityGroups: primary?.Groups ?? [],
    NetworkInterfaces: own.map(shownInterface),
    Tags,
  });
}

/** The interfaces of an instance, the primary one first. */
const interfacesOf = (context: Context, instanceId: string): NetworkInterfaceRow[] =>
  networkInterfaces(context)
    .all(({ Attachment }) => Attachment?.InstanceId === instanceId)
    .sort((a, b) => (a.Attachment?.DeviceIndex ?? 0) - (b.Attachment?.DeviceIndex ?? 0));

function shownInterface(row: NetworkInterfaceRow): InstanceNetworkInterface {
  const { Association, Attachment, PrivateIpAddresses, PrivateDnsName = '' } = row;
  return {
    NetworkInterfaceId: row.NetworkInterfaceId,
    SubnetId: row.SubnetId,
    VpcId: row.VpcId,
    OwnerId: row.OwnerId,
    Description: row.Description,
    InterfaceType: row.InterfaceType,
    MacAddress: row.MacAddress,
    Status: row.Status,
    SourceDestCheck: row.SourceDestCheck,
    Groups: row.Groups,
    PrivateIpAddress: row.PrivateIpAddress,
    PrivateDnsName,
    PrivateIpAddresses,
    ...(Association && { Association }),
    ...(Attachment && { Attachment }),
  };
}
