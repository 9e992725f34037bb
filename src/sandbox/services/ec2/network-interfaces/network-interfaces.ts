import {
  CreateNetworkInterfaceCommand,
  DeleteNetworkInterfaceCommand,
  DescribeNetworkInterfacesCommand,
  type NetworkInterface,
  type NetworkInterfaceType,
  type Tag,
} from '@aws-sdk/client-ec2';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import { described } from '../describe.js';
import { freeAddress, freePublicAddress, privateName, publicName } from './interface-addresses.js';
import { networkInterfaceDescription } from './network-interface-filters.js';
import { existingRows, networkInterface, existingRow, securityGroup, subnet } from '../resource-kinds.js';
import { invalid, refuseOtherMembers } from '../refusals.js';
import { tagsFor } from '../tag-specifications.js';
import {
  networkInterfaces,
  securityGroups,
  vpcs,
  type AddressRow,
  type NetworkInterfaceRow,
  type SecurityGroupRow,
  type SubnetRow,
} from '../tables.js';

/** Most interfaces are made by what has them: tasks, VPC links, load balancers. */
export const networkInterfaceOperations: readonly Operation[] = [
  // It is attached to nothing. Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html
  on(CreateNetworkInterfaceCommand, (input, context) => {
    refuseOtherMembers(input, ['SubnetId', 'Description', 'Groups']);
    const row = attachInterface(context, {
      subnetId: input.SubnetId ?? '',
      groupIds: input.Groups ?? [],
      description: input.Description ?? '',
      interfaceType: 'interface',
      requesterId: context.account,
      tags: tagsFor(networkInterface, input.TagSpecifications),
    });
    Object.assign(row, { RequesterManaged: false, Status: 'available', Attachment: undefined });
    return { NetworkInterface: shown(row) };
  }),

  on(DescribeNetworkInterfacesCommand, (question, context) => {
    const asked = { ...question, ids: question.NetworkInterfaceIds };
    const { rows, ...more } = described(context, networkInterfaceDescription, asked);
    return { NetworkInterfaces: rows.map(shown), ...more };
  }),

  // Whoever manages it: what a NAT gateway, a load balancer or an endpoint has is in use. Source: gruntwork-io/cloud-nuke #431, #1132
  on(DeleteNetworkInterfaceCommand, ({ NetworkInterfaceId }, context) => {
    const row = existingRow(context, networkInterface, NetworkInterfaceId, 'networkInterfaceId');
    const { NetworkInterfaceId: id } = row;
    if (row.Status === 'in-use') throw invalid(`Network interface '${id}' is currently in use.`);
    networkInterfaces(context).delete(id);
    return {};
  }),
];

/** What an interface is for. */
export interface InterfaceRequest {
  readonly subnetId: string;
  /** An empty list: the default group of the VPC, as EC2 does. NAT gateways have no groups at all. */
  readonly groupIds: readonly string[] | 'none';
  readonly description: string;
  readonly interfaceType: NetworkInterfaceType;
  /** The account or service it is managed by, e.g. `amazon-elb`; nobody else may then delete it. */
  readonly requesterId: string;
  readonly publicIp?: boolean;
  /** An Elastic IP for it to carry, instead of a public address of Amazon's. */
  readonly elasticIp?: AddressRow;
  readonly tags?: readonly Tag[];
}

/**
 * Creates an interface in a subnet, in use at once. Its owner shows the row's id, addresses and names.
 * @throws AwsError the subnet's or a group's Malformed or NotFound, InvalidParameter for a group of another VPC,
 *   InsufficientFreeAddressesInSubnet
 */
export function attachInterface(context: Context, request: InterfaceRequest): NetworkInterfaceRow {
  const home = existingRow(context, subnet, request.subnetId, 'subnetId');
  const groups = groupsFor(context, home, request.groupIds);
  const row: NetworkInterfaceRow = {
    NetworkInterfaceId: context.id('eni'),
    SubnetId: home.SubnetId,
    VpcId: home.VpcId,
    AvailabilityZone: home.AvailabilityZone,
    AvailabilityZoneId: home.AvailabilityZoneId,
    OwnerId: context.account,
    Description: request.description,
    InterfaceType: request.interfaceType,
    RequesterId: request.requesterId,
    RequesterManaged: true,
    Groups: groups.map(({ GroupId, GroupName }) => ({ GroupId, GroupName })),
    MacAddress: macAddress(context),
    SourceDestCheck: true,
    Status: 'in-use',
    Attachment: {
      AttachmentId: context.id('eni-attach'),
      AttachTime: context.now,
      DeleteOnTermination: true,
      DeviceIndex: 1,
      InstanceOwnerId: request.requesterId,
      Status: 'attached',
    },
    Ipv6Addresses: [],
    Tags: structuredClone([...(request.tags ?? [])]),
    ...addressesFor(context, home, request),
  };
  networkInterfaces(context).set(row.NetworkInterfaceId, row);
  return row;
}

/** Deletes an interface, which frees its addresses, subnet and groups. Does nothing where it does not exist. */
export function releaseInterface(context: Context, id: string): void {
  networkInterfaces(context).delete(id);
}

/** Names exist only where the VPC has DNS hostnames on. */
function addressesFor(context: Context, home: SubnetRow, request: InterfaceRequest) {
  const hasNames = vpcs(context).get(home.VpcId)?.attributes.enableDnsHostnames ?? false;
  const PrivateIpAddress = freeAddress(context, home);
  const own = { PrivateIpAddress, ...(hasNames && { PrivateDnsName: privateName(PrivateIpAddress, context.region) }) };
  const Association = associationFor(context, request, hasNames);
  const also = Association ? { Association } : {};
  return { ...own, ...also, PrivateIpAddresses: [{ ...own, ...also, Primary: true }] };
}

function associationFor(context: Context, { publicIp, elasticIp }: InterfaceRequest, hasNames: boolean) {
  const PublicIp = elasticIp?.PublicIp ?? (publicIp ? freePublicAddress(context) : undefined);
  if (PublicIp === undefined) return undefined;
  const PublicDnsName = hasNames ? publicName(PublicIp, context.region) : '';
  if (!elasticIp) return { PublicIp, IpOwnerId: 'amazon', PublicDnsName };
  const own = { AllocationId: elasticIp.AllocationId, AssociationId: context.id('eipassoc') };
  return { PublicIp, IpOwnerId: context.account, PublicDnsName, ...own };
}

/**
 * The groups of an interface in this subnet.
 * @throws AwsError InvalidGroup.NotFound, InvalidGroupId.Malformed, InvalidParameter for a group of another VPC
 */
export function groupsFor(
  context: Context,
  { SubnetId, VpcId }: SubnetRow,
  ids: InterfaceRequest['groupIds'],
): SecurityGroupRow[] {
  if (ids === 'none') return [];
  const isDefault = (group: SecurityGroupRow) => group.VpcId === VpcId && group.GroupName === 'default';
  if (!ids.length) return securityGroups(context).all(isDefault);
  const groups = existingRows(context, securityGroup, ids);
  const stranger = groups.find((group) => group.VpcId !== VpcId)?.GroupId;
  if (!stranger) return groups;
  const message = `Security group ${stranger} and subnet ${SubnetId} belong to different networks.`;
  throw new AwsError('InvalidParameter', message);
}

/** The second digit says that it is locally administered, as EC2's are. */
const macAddress = ({ world }: Context): string => `02:${world.hex(10).replace(/(..)(?=.)/g, '$1:')}`;

function shown({ Tags, ...row }: NetworkInterfaceRow): NetworkInterface {
  return { ...row, TagSet: Tags };
}
