import { CreateSubnetCommand, DeleteSubnetCommand, DescribeSubnetsCommand, type Subnet } from '@aws-sdk/client-ec2';
import { spread } from '../../../delays.js';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, timer, type Context, type Operation } from '../../../service.js';
import { zonesOfRegion } from './availability-zones.js';
import { requiredCidr } from './cidr-parameters.js';
import { rangesOf } from './cidr-associations.js';
import { contains, formatCidr, overlaps, parseCidr } from './cidr.js';
import { refuseSubnetInUse } from '../dependents.js';
import { described, type Description } from '../describe.js';
import { neverMatching } from '../filters.js';
import { freeAddressCount } from '../network-interfaces/interface-addresses.js';
import { arnOf, existingRow, subnet, vpc } from '../resource-kinds.js';
import { invalidCombination, invalid, refuseOtherMembers } from '../refusals.js';
import { routeTables, subnets, type SubnetRow, type VpcRow } from '../tables.js';
import { tagsFor } from '../tag-specifications.js';
import type { Zone } from '../../../../facts/zones.js';

export const subnetOperations: readonly Operation[] = [
  on(CreateSubnetCommand, (input, context) => {
    refuseOtherMembers(input, ['VpcId', 'CidrBlock', 'AvailabilityZone', 'AvailabilityZoneId']);
    const home = existingRow(context, vpc, input.VpcId, 'vpcId');
    const Tags = tagsFor(subnet, input.TagSpecifications);
    const zone = zoneAsked(context, input.AvailabilityZone, input.AvailabilityZoneId);
    const CidrBlock = subnetRange(context, home, input.CidrBlock);
    const there = subnets(context).all(({ VpcId }) => VpcId === home.VpcId).length;
    refuseBeyond(context, 'subnets', there + 1, () => 'The maximum number of subnets has been reached.');
    const row = newSubnet(context, zone, { VpcId: home.VpcId, CidrBlock, Tags });
    subnets(context).set(row.SubnetId, row);
    spread(context, 'network-known', row.SubnetId);
    context.after(1, subnetBecomesAvailable, { SubnetId: row.SubnetId });
    return { Subnet: shown(context, row) };
  }),

  on(DescribeSubnetsCommand, (question, context) => {
    const { rows, ...more } = described(context, description(context), { ...question, ids: question.SubnetIds });
    return { Subnets: rows.map((row) => shown(context, row)), ...more };
  }),

  on(DeleteSubnetCommand, ({ SubnetId }, context) => {
    const { SubnetId: id } = existingRow(context, subnet, SubnetId, 'subnetId');
    refuseSubnetInUse(context, id);
    for (const table of routeTables(context).all())
      table.Associations = table.Associations.filter((association) => association.SubnetId !== id);
    subnets(context).delete(id);
    return {};
  }),
];

/** A subnet can be used, and deleted, before it is available. */
export const subnetBecomesAvailable = timer<{ SubnetId: string }>(
  'ec2/subnet-becomes-available',
  (context, { SubnetId }) => {
    const row = subnets(context).get(SubnetId);
    if (row) row.State = 'available';
  },
);

/** @returns the zone asked for by name or id; the region's first where the request leaves it to EC2 */
function zoneAsked(context: Context, name: string | undefined, id: string | undefined): Zone {
  if (name && id)
    throw invalidCombination('The parameter availabilityZone cannot be used with the parameter availabilityZoneId');
  const zones = zonesOfRegion(context);
  const zone = zones.find(({ ZoneName, ZoneId }) => (name ? ZoneName === name : !id || ZoneId === id));
  if (zone) return zone;
  const [parameter, value] = name ? ['availabilityZone', name] : ['availabilityZoneId', id];
  const known = zones.map(({ ZoneName, ZoneId }) => (name ? ZoneName : ZoneId)).join(', ');
  throw invalid(
    `Value (${value}) for parameter ${parameter} is invalid. ` +
      `Subnets can currently only be created in the following availability zones: ${known}.`,
  );
}

/** @throws AwsError InvalidParameterValue, InvalidSubnet.Range outside the VPC, InvalidSubnet.Conflict with another */
function subnetRange(context: Context, home: VpcRow, text: string | undefined): string {
  const cidr = requiredCidr(text, 'cidrBlock');
  if (cidr.bits < 16 || cidr.bits > 28 || !rangesOf(home).some((range) => contains(range, cidr)))
    throw new AwsError('InvalidSubnet.Range', `The CIDR '${text}' is invalid.`);
  const neighbours = subnets(context).all(({ VpcId }) => VpcId === home.VpcId);
  const taken = neighbours.map(({ CidrBlock }) => parseCidr(CidrBlock)).some((other) => other && overlaps(other, cidr));
  if (taken) throw new AwsError('InvalidSubnet.Conflict', `The CIDR '${text}' conflicts with another subnet`);
  return formatCidr(cidr);
}

function newSubnet(context: Context, zone: Zone, it: Pick<SubnetRow, 'VpcId' | 'CidrBlock' | 'Tags'>): SubnetRow {
  const SubnetId = context.id('subnet');
  return {
    SubnetId,
    SubnetArn: arnOf(context, subnet, SubnetId),
    OwnerId: context.account,
    AvailabilityZone: zone.ZoneName,
    AvailabilityZoneId: zone.ZoneId,
    State: 'pending',
    DefaultForAz: false,
    MapPublicIpOnLaunch: false,
    MapCustomerOwnedIpOnLaunch: false,
    AssignIpv6AddressOnCreation: false,
    EnableDns64: false,
    Ipv6Native: false,
    Ipv6CidrBlockAssociationSet: [],
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    ...it,
  };
}

const shown = (context: Context, row: SubnetRow): Subnet =>
  structuredClone({ ...row, AvailableIpAddressCount: freeAddressCount(context, row) });

const description = (context: Context): Description<SubnetRow> => ({
  kind: subnet,
  idsParameter: 'subnetIds',
  filters: {
    'availability-zone': ({ AvailabilityZone }) => AvailabilityZone,
    availabilityZone: ({ AvailabilityZone }) => AvailabilityZone,
    'availability-zone-id': ({ AvailabilityZoneId }) => AvailabilityZoneId,
    availabilityZoneId: ({ AvailabilityZoneId }) => AvailabilityZoneId,
    'available-ip-address-count': (row) => freeAddressCount(context, row),
    cidr: ({ CidrBlock }) => CidrBlock,
    'cidr-block': ({ CidrBlock }) => CidrBlock,
    cidrBlock: ({ CidrBlock }) => CidrBlock,
    'default-for-az': ({ DefaultForAz }) => DefaultForAz,
    defaultForAz: ({ DefaultForAz }) => DefaultForAz,
    'enable-dns64': ({ EnableDns64 }) => EnableDns64,
    'ipv6-native': ({ Ipv6Native }) => Ipv6Native,
    'map-customer-owned-ip-on-launch': ({ MapCustomerOwnedIpOnLaunch }) => MapCustomerOwnedIpOnLaunch,
    'map-public-ip-on-launch': ({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch,
    'owner-id': ({ OwnerId }) => OwnerId,
    'private-dns-name-options-on-launch.hostname-type': (row) => row.PrivateDnsNameOptionsOnLaunch?.HostnameType,
    'private-dns-name-options-on-launch.enable-resource-name-dns-a-record': (row) =>
      row.PrivateDnsNameOptionsOnLaunch?.EnableResourceNameDnsARecord,
    'private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record': (row) =>
      row.PrivateDnsNameOptionsOnLaunch?.EnableResourceNameDnsAAAARecord,
    state: ({ State }) => State,
    'subnet-arn': ({ SubnetArn }) => SubnetArn,
    'subnet-id': ({ SubnetId }) => SubnetId,
    'vpc-id': ({ VpcId }) => VpcId,
    ...neverMatching(
      'customer-owned-ipv4-pool',
      'enable-lni-at-device-index',
      'ipv6-cidr-block-association.association-id',
      'ipv6-cidr-block-association.ipv6-cidr-block',
      'ipv6-cidr-block-association.state',
      'outpost-arn',
    ),
  },
});
