import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allowsPackets } from '../../../../../src/sandbox/services/ec2/network-acls/allowed-packets.js';
import { connects, outside, placeOf } from '../../../../../src/sandbox/services/ec2/network-acls/connections.js';
import { contains, parseCidr, type Cidr } from '../../../../../src/sandbox/services/ec2/vpc/cidr.js';
import { testNetwork } from '../network.js';
import { ownAcl, type Entry } from './own-acl.js';

const cidr = (text: string): Cidr => parseCidr(text) as Cidr;

/** A subnet with an ACL of its own that has these entries, in both directions. */
function aclWith(entries: readonly Entry[]) {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const [own, other] = [cloud.subnet(VpcId), cloud.subnet(VpcId, '10.0.2.0/24')];
  ownAcl((_, command, input) => cloud.call(command, input), own, entries);
  return { ...cloud, own, other };
}

const port = fc.integer({ min: 0, max: 7 });
const anEntry = fc.record({
  action: fc.constantFrom('allow' as const, 'deny' as const),
  protocol: fc.constantFrom('-1', '6', '17'),
  cidr: fc.constantFrom('0.0.0.0/0', '10.0.2.0/24', '10.0.2.7/32'),
  ports: fc.tuple(port, port).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
});

/** What the documents say of one packet: the first entry that matches it decides. */
const passes = (entries: readonly Required<Omit<Entry, 'directions'>>[], peer: Cidr, at: number): boolean =>
  entries.find(
    ({ protocol, cidr: range, ports: [from, to] }) =>
      (protocol === '-1' || (protocol === '6' && from <= at && at <= to)) && contains(cidr(range), peer),
  )?.action === 'allow';

test('packets pass where each of them would: the first entry that matches decides', () => {
  const peers = fc.constantFrom('10.0.2.7/32', '10.0.2.8/32', '192.0.2.1/32', '0.0.0.0/0').map(cidr);
  fc.assert(
    fc.property(fc.array(anEntry, { maxLength: 5 }), peers, port, port, (entries, peer, a, b) => {
      const { context, own } = aclWith(entries);
      const ports = [Math.min(a, b), Math.max(a, b)] as const;
      const each = Array.from({ length: ports[1] - ports[0] + 1 }, (_, index) => ports[0] + index);
      const expected = each.every((at) => passes(entries, peer, at));
      for (const direction of ['in', 'out'] as const)
        expect(allowsPackets(context(), own, { direction, protocol: '6', ports, peer })).toBe(expected);
    }),
    { numRuns: 150 },
  );
});

const allow = (from: number, to = from, range = '0.0.0.0/0'): Entry => ({ ports: [from, to], cidr: range });

test('a connection needs an entry for its answers: an ACL keeps no state', () => {
  const at = (entries: readonly Entry[]) => {
    const { context, attach, own, other } = aclWith(entries);
    const [server, client] = [attach(own), attach(other)].map(placeOf);
    return connects(context(), client as never, server as never, 80);
  };
  expect(at([])).toBe(false);
  expect(at([allow(80)])).toBe(false);
  expect(at([allow(80), allow(32768, 60000)])).toBe(false);
  expect(at([allow(80), allow(32768, 61000)])).toBe(true);
  expect(at([allow(80, 80, '10.0.9.0/24'), allow(32768, 61000)])).toBe(false);
});

test('what stays in a subnet meets no ACL, and what leaves the VPC meets one', () => {
  const { context, attach, own } = aclWith([]);
  const [one, two] = [attach(own), attach(own)].map(placeOf);
  expect(connects(context(), one as never, two as never, 80)).toBe(true);
  expect(connects(context(), one as never, outside(), 443)).toBe(false);
});
