import { isIPv4, isIPv6 } from 'node:net';

/** A range of IPv4 addresses: its first address as a number, and how many leading bits are fixed. */
export interface Cidr {
  readonly first: number;
  readonly bits: number;
}

/**
 * Reads `10.0.0.0/16`. Address bits below the mask are cleared, as EC2 does: `10.0.3.4/16` is `10.0.0.0/16`.
 * @returns undefined where the text is no IPv4 range
 */
export function parseCidr(text: string): Cidr | undefined {
  const [, address, digits] = /^([\d.]+)\/(\d{1,2})$/.exec(text) ?? [];
  const bits = Number(digits);
  if (address === undefined || !isIPv4(address) || bits > 32) return undefined;
  const number = parseAddress(address);
  return { first: number - (number % 2 ** (32 - bits)), bits };
}

export const formatCidr = ({ first, bits }: Cidr): string => `${formatAddress(first)}/${bits}`;

/** How many addresses are in it. */
export const sizeOf = ({ bits }: Cidr): number => 2 ** (32 - bits);

/** Whether every address of `inner` is in `outer`. */
export const contains = (outer: Cidr, inner: Cidr): boolean =>
  outer.first <= inner.first && inner.first + sizeOf(inner) <= outer.first + sizeOf(outer);

/** Two ranges either nest or have nothing in common. */
export const overlaps = (one: Cidr, other: Cidr): boolean => contains(one, other) || contains(other, one);

/** `formatAddress(0x0a000001)` is `10.0.0.1`. */
export const formatAddress = (number: number): string =>
  [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff).join('.');

export const parseAddress = (address: string): number =>
  address.split('.').reduce((number, byte) => number * 256 + Number(byte), 0);

/** Whether the text is an IPv6 range, such as `::/0`. Its spelling is kept: only security group rules have any. */
export function isCidr6(text: string): boolean {
  const [address = '', digits = '', ...more] = text.split('/');
  return isIPv6(address) && /^\d{1,3}$/.test(digits) && Number(digits) <= 128 && more.length === 0;
}
