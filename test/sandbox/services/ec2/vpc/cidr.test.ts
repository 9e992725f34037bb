import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  contains,
  formatCidr,
  isCidr6,
  parseAddress,
  overlaps,
  parseCidr,
  sizeOf,
  type Cidr,
} from '../../../../../src/sandbox/services/ec2/vpc/cidr.js';

const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (!parsed) throw new Error(text);
  return parsed;
};
const ranges = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }))
  .map(([number, bits]): Cidr => ({ first: number - (number % 2 ** (32 - bits)), bits }));

test('what is written as a range is read as the same range, anywhere in the address space', () => {
  fc.assert(fc.property(ranges, (range) => expect(parseCidr(formatCidr(range))).toEqual(range)));
});

test('address bits below the mask are cleared', () => {
  expect(formatCidr(cidr('10.0.3.4/16'))).toBe('10.0.0.0/16');
  expect(formatCidr(cidr('255.255.255.255/0'))).toBe('0.0.0.0/0');
  expect(formatCidr(cidr('192.168.7.9/32'))).toBe('192.168.7.9/32');
});

test.each(['', '10.0.0.0', '10.0.0.0/33', '10.0.0/16', '256.0.0.0/8', '10.0.0.0/1x', ' 10.0.0.0/8', '::/0'])(
  '%p is no IPv4 range',
  (text) => expect(parseCidr(text)).toBeUndefined(),
);

test('two ranges overlap exactly where an address is in both', () => {
  fc.assert(
    fc.property(ranges, ranges, (one, other) => {
      const share = Math.max(one.first, other.first) < Math.min(one.first + sizeOf(one), other.first + sizeOf(other));
      expect(overlaps(one, other)).toBe(share);
    }),
  );
});

test('adjacent ranges do not overlap, and a range contains itself and its halves', () => {
  expect(overlaps(cidr('10.0.0.0/24'), cidr('10.0.1.0/24'))).toBe(false);
  expect(contains(cidr('10.0.0.0/16'), cidr('10.0.0.0/16'))).toBe(true);
  expect(contains(cidr('10.0.0.0/16'), cidr('10.0.128.0/17'))).toBe(true);
  expect(contains(cidr('10.0.128.0/17'), cidr('10.0.0.0/16'))).toBe(false);
  expect(sizeOf(cidr('10.0.0.0/28'))).toBe(16);
  expect(parseAddress('0.0.1.2')).toBe(258);
});

test('IPv6 ranges are told from what only looks like one', () => {
  expect(['::/0', '2001:db8::/32', 'fe80::1/128'].map(isCidr6)).toEqual([true, true, true]);
  expect(['::', '::/129', '10.0.0.0/8', '::/0/0', '::/'].map(isCidr6)).toEqual([false, false, false, false, false]);
});
