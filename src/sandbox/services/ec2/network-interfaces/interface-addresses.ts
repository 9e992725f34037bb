import { dnsSuffixOf } from '../../../../facts/partitions.js';
import { AwsError, type Context } from '../../../service.js';
import { formatAddress, parseAddress, parseCidr, sizeOf, type Cidr } from '../vpc/cidr.js';
import { addresses, networkInterfaces, type SubnetRow } from '../tables.js';

/**
 * EC2 keeps five addresses of every subnet: the first four and the last one.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
const keptAtStart = 4;
const keptAtEnd = 1;

/** Addresses for measurements (RFC 2544), of no host on the internet: what the sandbox shows can reach nobody. */
const publicRange: Cidr = { first: parseAddress('198.18.0.0'), bits: 15 };

/** How many more interfaces fit in a subnet. */
export const freeAddressCount = (context: Context, { SubnetId, CidrBlock }: SubnetRow): number =>
  rangeOf(CidrBlock).length - networkInterfaces(context).all((row) => row.SubnetId === SubnetId).length;

/**
 * The lowest address of a subnet that no interface has.
 * @throws AwsError InsufficientFreeAddressesInSubnet
 */
export function freeAddress(context: Context, { SubnetId, CidrBlock }: SubnetRow): string {
  const taken = networkInterfaces(context).all((row) => row.SubnetId === SubnetId);
  const address = lowestFree(
    rangeOf(CidrBlock),
    taken.map(({ PrivateIpAddress }) => PrivateIpAddress),
  );
  if (address) return address;
  throw new AwsError(
    'InsufficientFreeAddressesInSubnet',
    `The specified subnet does not have enough free addresses to satisfy the request: ${SubnetId}`,
  );
}

/**
 * The lowest public address that no interface has and nobody has allocated.
 * @param former what the asker had before, which somebody else gets
 */
export function freePublicAddress(context: Context, former?: string): string {
  const carried = networkInterfaces(context)
    .all()
    .flatMap(({ Association }) => Association?.PublicIp ?? []);
  const allocated = addresses(context)
    .all()
    .map(({ PublicIp }) => PublicIp);
  const range = { first: publicRange.first, length: sizeOf(publicRange) };
  const address = lowestFree(range, [...carried, ...allocated, ...(former === undefined ? [] : [former])]);
  if (address) return address;
  throw new AwsError('InsufficientAddressCapacity', 'Not enough available addresses to satisfy your request.');
}

interface Range {
  readonly first: number;
  readonly length: number;
}

function rangeOf(block: string): Range {
  const cidr = parseCidr(block);
  if (!cidr) throw new Error(`a subnet with the range ${block}`);
  return { first: cidr.first + keptAtStart, length: sizeOf(cidr) - keptAtStart - keptAtEnd };
}

function lowestFree({ first, length }: Range, addresses: readonly string[]): string | undefined {
  const taken = new Set(addresses.map(parseAddress));
  for (let number = first; number < first + length; number += 1) if (!taken.has(number)) return formatAddress(number);
  return undefined;
}

/** `ip-10-0-0-4.ec2.internal`; us-east-1 has a name of its own. */
export const privateName = (address: string, region: string): string =>
  `ip-${dashed(address)}.${region === 'us-east-1' ? 'ec2' : `${region}.compute`}.internal`;

/** `ec2-198-18-0-0.compute-1.amazonaws.com` */
export const publicName = (address: string, region: string): string =>
  `ec2-${dashed(address)}.${region === 'us-east-1' ? 'compute-1' : `${region}.compute`}.${dnsSuffixOf(region)}`;

const dashed = (address: string) => address.replaceAll('.', '-');
