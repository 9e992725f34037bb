import { expect, test } from '@jest/globals';
import { canonicalCidr, subnetCidr } from '../src/address-range.js';

test('subnets are sixteenths of the VPC, from /16 to /24', () => {
  expect([0, 1, 15].map((index) => subnetCidr('10.0.0.0/16', index))).toEqual([
    '10.0.0.0/20',
    '10.0.16.0/20',
    '10.0.240.0/20',
  ]);
  expect([0, 1, 15].map((index) => subnetCidr('192.168.7.0/24', index))).toEqual([
    '192.168.7.0/28',
    '192.168.7.16/28',
    '192.168.7.240/28',
  ]);
  expect([0, 1, 15].map((index) => subnetCidr('172.31.128.0/17', index))).toEqual([
    '172.31.128.0/21',
    '172.31.136.0/21',
    '172.31.248.0/21',
  ]);
});

test('the sixteen subnets of any allowed VPC follow each other and fill it', () => {
  const parts = (cidr: string) => cidr.replace(/\/.*/, '').split('.').map(Number);
  const address = (cidr: string) => parts(cidr).reduce((sum, part) => sum * 256 + part, 0);
  for (const bits of [16, 17, 18, 19, 20, 21, 22, 23, 24]) {
    const first = address(canonicalCidr(`203.113.201.77/${bits}`));
    const starts = Array.from({ length: 16 }, (_, index) => address(subnetCidr(`203.113.201.77/${bits}`, index)));
    expect(starts).toEqual(starts.map((_, index) => first + index * 2 ** (28 - bits)));
  }
});

test('a range is written as EC2 writes it', () => {
  expect(canonicalCidr('10.0.7.1/16')).toBe('10.0.0.0/16');
  expect(canonicalCidr('255.255.255.255/20')).toBe('255.255.240.0/20');
});

test('a range that is none, or too large or too small, is refused with words', () => {
  expect(() => subnetCidr('10.0.0/16', 0)).toThrow('10.0.0/16 is not an IPv4 address range');
  expect(() => subnetCidr('10.0.0.256/16', 0)).toThrow('not an IPv4 address range');
  expect(() => subnetCidr('10.0.0.0/8', 0)).toThrow('must be from /16 to /24');
  expect(() => subnetCidr('10.0.0.0/25', 0)).toThrow('must be from /16 to /24');
  expect(() => subnetCidr('10.0.0.0/16', 16)).toThrow('subnets 0 to 15');
});
