import { didYouMean } from '../nearest.js';
import type { Format, Objection } from './format.js';

/**
 * The ranges that AWS takes for no VPC: this network, loopback, link-local, and multicast with what is reserved above it.
 * Any other may be taken, private or not: 100.64.0.0/10 is what a VPC gets that must overlap no other network.
 * Sources: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html for ranges that are not private;
 * https://www.rfc-editor.org/rfc/rfc6890 for the reserved ones. That EC2 refuses just these is believed.
 */
const reservedRanges = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'];

/** AWS allows /16 to /28. A VPC smaller than /24 has no room for /28 subnets (AWS's smallest) in six zones. */
const widest = 16;
const narrowest = 24;

/**
 * The address range of a VPC: an IPv4 network from /16 to /24, with no bit set behind the prefix.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
export const cidr: Format = {
  pattern: /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\/(1[6-9]|2[0-4])$/,
  objection(text): Objection | undefined {
    const parsed = parse(text);
    const shown = JSON.stringify(text);
    if (!parsed) return { message: `${shown} is not an IPv4 network`, hint: 'write it as in "10.0.0.0/16"' };
    const reserved = reservedRanges.find((it) => isWithinRange(`${dotted(parsed.address)}/32`, it));
    if (reserved !== undefined)
      return {
        message: `${shown} is in ${reserved}, whose addresses no network can have`,
        hint: 'take one from 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, as in "10.0.0.0/16"',
      };
    const bits = Math.min(Math.max(parsed.bits, widest), narrowest);
    const right = `${dotted(masked(parsed.address, bits))}/${bits}`;
    const hint = didYouMean(right);
    const size = parsed.bits < bits ? 'large' : 'small';
    if (bits !== parsed.bits) return { message: `${shown} is too ${size}: from /${widest} to /${narrowest}`, hint };
    if (right !== text) return { message: `${shown} is not a network: it has bits set after its first ${bits}`, hint };
    return undefined;
  },
};

/**
 * The addresses of a subnet: from /16 to /28.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export const subnetRange: Format = rangeOf(16, 28);
/** Addresses that may connect: any IPv4 network. */
export const anyRange: Format = rangeOf(0, 32);

function rangeOf(least: number, most: number): Format {
  return {
    pattern: /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\/\d{1,2}$/,
    objection(text): Objection | undefined {
      const parsed = parse(text);
      const shown = JSON.stringify(text);
      if (!parsed) return { message: `${shown} is not an IPv4 network`, hint: 'write it as in "10.0.1.0/24"' };
      const { address, bits } = parsed;
      if (bits < least || bits > most)
        return { message: `${shown} is too ${bits < least ? 'large' : 'small'}: from /${least} to /${most}` };
      const right = `${dotted(masked(address, bits))}/${bits}`;
      if (right !== text)
        return {
          message: `${shown} is not a network: it has bits set after its first ${bits}`,
          hint: didYouMean(right),
        };
      return undefined;
    },
  };
}

/** Whether a network is inside another one; `false` if one of them is not a network. */
export function isWithinRange(inner: string, outer: string): boolean {
  const [a, b] = [parse(inner), parse(outer)];
  return (
    a !== undefined && b !== undefined && a.bits >= b.bits && masked(a.address, b.bits) === masked(b.address, b.bits)
  );
}
/** Whether two networks share an address. */
export const overlaps = (one: string, other: string): boolean => isWithinRange(one, other) || isWithinRange(other, one);

const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const network = new RegExp(`^${octet}\\.${octet}\\.${octet}\\.${octet}/(3[0-2]|[12]?\\d)$`);

function parse(text: string): { address: number; bits: number } | undefined {
  const parts = network.exec(text)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, bits = 0] = parts;
  return { address: (a << 24) | (b << 16) | (c << 8) | d, bits };
}

/** JavaScript shifts by 32 as by 0, so 0 bits are a special case. */
const masked = (address: number, bits: number) => (bits === 0 ? 0 : address & (-1 << (32 - bits)));
const dotted = (address: number) => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
