/** An address range: its first address as a 32-bit number, and the length of its prefix in bits. */
interface Range {
  readonly base: number;
  readonly bits: number;
}

/**
 * The range of subnet number `index`: a sixteenth of the VPC's, so /20 in a /16 and /28, AWS's smallest, in a /24.
 * @param vpcCidr an IPv4 range from /16 to /24, e.g. `10.0.0.0/16`
 * @param index 0 to 15
 * @throws Error when the range is malformed or of another size, or the index is out of it
 */
export function subnetCidr(vpcCidr: string, index: number): string {
  const { base, bits } = vpcRange(vpcCidr);
  if (!Number.isInteger(index) || index < 0 || index > 15) throw new Error(`a VPC has subnets 0 to 15, not ${index}`);
  return written({ base: base + index * 2 ** (28 - bits), bits: bits + 4 });
}

/**
 * The range of a subnet that none is given for. Private ones are in the upper half of the VPC's range, and public ones in the
 * lower half, so one more zone never changes the range of an existing subnet.
 * @param index of its zone among the chosen zones: 0 to 7
 */
export const subnetCidrOf = (kind: 'public' | 'private', vpcCidr: string, index: number): string =>
  subnetCidr(vpcCidr, (kind === 'public' ? 0 : 8) + index);

/**
 * The range as EC2 writes it: `10.0.5.1/16` is `10.0.0.0/16`. Without this, the wanted range would never equal what is
 * there. Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html
 * @throws Error when it is malformed or not from /16 to /24
 */
export const canonicalCidr = (vpcCidr: string): string => written(vpcRange(vpcCidr));

/**
 * Any IPv4 range as EC2 writes it, from `0.0.0.0/0` to a single address as a /32. Without this, the wanted range of a
 * subnet or a rule would never equal the live one.
 * @throws Error when it is malformed
 */
export const canonicalRange = (cidr: string): string => written(range(cidr));

/** Whether an IPv4 address is in a range. @throws Error when one of them is malformed */
export const isInRange = (address: string, cidr: string): boolean => {
  const { base, bits } = range(cidr);
  return range(`${address}/${bits}`).base === base;
};

/**
 * Whether all addresses of a range are in another one.
 * @param inner a range, or a single address
 * @throws Error when one of them is malformed
 */
export const isWithin = (inner: string, cidr: string): boolean => {
  const [address = '', bits = '32'] = inner.split('/');
  return Number(bits) >= prefixLength(cidr) && isInRange(address, cidr);
};

/** How many leading bits are fixed: the longer, the narrower the range. @throws Error when it is malformed */
export const prefixLength = (cidr: string): number => range(cidr).bits;

function vpcRange(cidr: string): Range {
  const { base, bits } = range(cidr);
  if (bits < 16 || bits > 24) throw new Error(`${cidr} is a /${bits}; the VPC's range must be from /16 to /24`);
  return { base, bits };
}

/** What was read of texts. A plan of many services asks the same few of them at each start of a task. */
const read = new Map<string, Range>();
const mostRead = 10_000;

function range(cidr: string): Range {
  let found = read.get(cidr);
  if (!found) {
    found = readRange(cidr);
    if (read.size >= mostRead) read.clear();
    read.set(cidr, found);
  }
  return found;
}

function readRange(cidr: string): Range {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr)?.slice(1).map(Number);
  const bits = parts?.[4] ?? 0;
  if (!parts || bits > 32 || parts.slice(0, 4).some((part) => part > 255))
    throw new Error(`${cidr} is not an IPv4 address range`);
  const address = parts.slice(0, 4).reduce((sum, part) => sum * 256 + part, 0);
  return { base: address - (address % 2 ** (32 - bits)), bits };
}

const written = ({ base, bits }: Range) =>
  `${[24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join('.')}/${bits}`;
