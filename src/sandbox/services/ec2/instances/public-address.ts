import type { Context } from '../../../service.js';
import type { InstanceRow } from '../compute-tables.js';
import { freePublicAddress, publicName } from '../network-interfaces/interface-addresses.js';
import { networkInterfaces, vpcs, type NetworkInterfaceRow } from '../tables.js';

/**
 * The public address that Amazon lends to an instance: it goes while the instance is stopped, and another one comes with
 * the next start. An Elastic IP stays.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/how-ec2-instance-stop-start-works.html
 */
export function releasePublicAddress(context: Context, row: InstanceRow): void {
  const own = primaryInterface(context, row);
  const { PublicIp, IpOwnerId } = own?.Association ?? {};
  if (!own || PublicIp === undefined || IpOwnerId !== 'amazon') return;
  delete own.Association;
  for (const address of own.PrivateIpAddresses ?? []) delete address.Association;
  delete row.instance.PublicIpAddress;
  row.instance.PublicDnsName = '';
  row.formerAddress = PublicIp;
}

export function givePublicAddress(context: Context, row: InstanceRow): void {
  const own = primaryInterface(context, row);
  if (!own || own.Association || row.formerAddress === undefined) return;
  const PublicIp = freePublicAddress(context, row.formerAddress);
  delete row.formerAddress;
  const hasNames = vpcs(context).get(own.VpcId)?.attributes.enableDnsHostnames ?? false;
  const PublicDnsName = hasNames ? publicName(PublicIp, context.region) : '';
  own.Association = { PublicIp, IpOwnerId: 'amazon', PublicDnsName };
  const [first] = own.PrivateIpAddresses ?? [];
  if (first) first.Association = { ...own.Association };
  Object.assign(row.instance, { PublicIpAddress: PublicIp, PublicDnsName });
}

const primaryInterface = (context: Context, { instance }: InstanceRow): NetworkInterfaceRow | undefined =>
  networkInterfaces(context).find(
    ({ Attachment }) => Attachment?.InstanceId === instance.InstanceId && Attachment.DeviceIndex === 0,
  );
