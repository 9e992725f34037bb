/** A range of IPv4 addresses, as numbers: the first, and the one after the last. */
export interface AddressRange {
  readonly from: number;
  readonly to: number;
}

/** `10.0.0.1` → 167772161. */
export const numberOf = (address: string): number =>
  address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

/** @param cidr `10.0.0.0/16`, or an address alone */
export function rangeOf(cidr: string): AddressRange {
  const [address = '', bits = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  const from = Math.floor(numberOf(address) / size) * size;
  return { from, to: from + size };
}

export const isIn = (address: string, cidr: string): boolean => {
  const { from, to } = rangeOf(cidr);
  const number = numberOf(address);
  return from <= number && number < to;
};

/** How many leading bits are fixed: the longer the prefix, the narrower the range. */
export const prefixLength = (cidr: string): number => Number(cidr.split('/')[1] ?? 32);
