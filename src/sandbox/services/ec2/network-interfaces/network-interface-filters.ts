import type { Description } from '../describe.js';
import { neverMatching } from '../filters.js';
import { networkInterface } from '../resource-kinds.js';
import type { NetworkInterfaceRow } from '../tables.js';

/** Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html */
export const networkInterfaceDescription: Description<NetworkInterfaceRow> = {
  kind: networkInterface,
  idsParameter: 'networkInterfaceIds',
  filters: {
    'addresses.association.owner-id': ({ Association }) => Association?.IpOwnerId,
    'addresses.association.public-ip': ({ Association }) => Association?.PublicIp,
    'addresses.primary': ({ PrivateIpAddresses = [] }) => PrivateIpAddresses.map(({ Primary }) => Primary),
    'addresses.private-ip-address': ({ PrivateIpAddress }) => PrivateIpAddress,
    'association.allocation-id': ({ Association }) => Association?.AllocationId,
    'association.association-id': ({ Association }) => Association?.AssociationId,
    'association.ip-owner-id': ({ Association }) => Association?.IpOwnerId,
    'association.public-dns-name': ({ Association }) => Association?.PublicDnsName,
    'association.public-ip': ({ Association }) => Association?.PublicIp,
    'attachment.attachment-id': ({ Attachment }) => Attachment?.AttachmentId,
    'attachment.attach-time': ({ Attachment }) => Attachment?.AttachTime?.toISOString(),
    'attachment.delete-on-termination': ({ Attachment }) => Attachment?.DeleteOnTermination,
    'attachment.device-index': ({ Attachment }) => Attachment?.DeviceIndex,
    'attachment.instance-id': ({ Attachment }) => Attachment?.InstanceId,
    'attachment.instance-owner-id': ({ Attachment }) => Attachment?.InstanceOwnerId,
    'attachment.status': ({ Attachment }) => Attachment?.Status,
    'availability-zone': ({ AvailabilityZone }) => AvailabilityZone,
    'availability-zone-id': ({ AvailabilityZoneId }) => AvailabilityZoneId,
    description: ({ Description: text }) => text,
    'group-id': ({ Groups }) => Groups.map(({ GroupId }) => GroupId),
    'group-name': ({ Groups }) => Groups.map(({ GroupName }) => GroupName),
    'interface-type': ({ InterfaceType }) => InterfaceType,
    'mac-address': ({ MacAddress }) => MacAddress,
    'network-interface-id': ({ NetworkInterfaceId }) => NetworkInterfaceId,
    'owner-id': ({ OwnerId }) => OwnerId,
    'private-dns-name': ({ PrivateDnsName }) => PrivateDnsName,
    'private-ip-address': ({ PrivateIpAddress }) => PrivateIpAddress,
    'requester-id': ({ RequesterId }) => RequesterId,
    'requester-managed': ({ RequesterManaged }) => RequesterManaged,
    'source-dest-check': ({ SourceDestCheck }) => SourceDestCheck,
    status: ({ Status }) => Status,
    'subnet-id': ({ SubnetId }) => SubnetId,
    'vpc-id': ({ VpcId }) => VpcId,
    ...neverMatching('ipv6-addresses.ipv6-address', 'operator.managed', 'operator.principal'),
  },
};
