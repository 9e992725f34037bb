import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isWithin } from '../../src/address-range.js';
import { everywhere, interfaceEnd, outsideEnd, type End } from '../../src/path/end.js';
import { acls } from '../../src/path/network.js';
import type { AclEntry, NetworkFacts, NetworkInterface } from '../../src/path/network-facts.js';

/** Two subnets: the first has an ACL of its own, the second lets everything through. */

interface Entry {
  readonly action?: 'allow' | 'deny';
  readonly protocol?: string;
  readonly cidr?: string;
  readonly ports: readonly [number, number];
}

const entriesOf = (entries: readonly Entry[], Egress: boolean): AclEntry[] =>
  entries.map(({ action = 'allow', protocol = '6', cidr = everywhere, ports: [From, To] }, at) => ({
    ...{ RuleNumber: 100 + at, Egress, RuleAction: action, Protocol: protocol, CidrBlock: cidr },
    PortRange: { From, To },
  }));
const both = (entries: readonly Entry[]): AclEntry[] => [...entriesOf(entries, true), ...entriesOf(entries, false)];
const open: Entry = { protocol: '-1', ports: [0, 65_535] };

const factsWith = (Entries: readonly AclEntry[]): NetworkFacts => ({
  ...{ networkInterfaces: [], securityGroups: [], subnets: [], routeTables: [] },
  ...{ vpcEndpoints: [], natGateways: [], prefixLists: [] },
  networkAcls: [
    // The order in which they are listed says nothing: their numbers do.
    { NetworkAclId: 'acl-own', SubnetIds: ['subnet-own'], Entries: Entries.toReversed() },
    { NetworkAclId: 'acl-other', SubnetIds: ['subnet-other'], Entries: both([open]) },
  ],
});

function end(SubnetId: string, PrivateIpAddress: string): End {
  const own: NetworkInterface = {
    ...{ NetworkInterfaceId: `eni-${PrivateIpAddress}`, InterfaceType: 'interface', Description: '', VpcId: 'vpc-1' },
    ...{ SubnetId, PrivateIpAddress, Groups: [] },
  };
  return interfaceEnd(own, PrivateIpAddress);
}
const here = end('subnet-own', '10.0.1.4');
const there = end('subnet-other', '10.0.2.4');

const connects = (entries: readonly AclEntry[], from: End, to: End, port: number): boolean =>
  acls(factsWith(entries), { from, to, port, seen: 'timeout' }) === undefined;

const port = fc.integer({ min: 0, max: 7 });
const anEntry = fc.record({
  action: fc.constantFrom('allow' as const, 'deny' as const),
  protocol: fc.constantFrom('-1', '6', '17'),
  cidr: fc.constantFrom('0.0.0.0/0', '10.0.2.0/24', '10.0.2.7/32'),
  ports: fc.tuple(port, port).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
});

/** What the documents say of one packet: the first entry that matches it decides. */
const passes = (entries: readonly Required<Entry>[], peer: string, at: number): boolean =>
  entries.find(
    ({ protocol, cidr, ports: [from, to] }) =>
      // An entry for all protocols is for all ports.
      (protocol === '-1' || (protocol === '6' && from <= at && at <= to)) && isWithin(peer, cidr),
  )?.action === 'allow';

test('packets pass where each of them would: the first entry that matches decides', () => {
  const peers = fc.constantFrom('10.0.2.7/32', '10.0.2.8/32', '192.0.2.1/32', '0.0.0.0/0');
  fc.assert(
    fc.property(fc.array(anEntry, { maxLength: 5 }), peers, port, (entries, address, at) => {
      const written = entries.map((it) => (it.protocol === '-1' ? { ...it, ports: [0, 65_535] as const } : it));
      const far = outsideEnd(address, 'somebody');
      const outgoing = [...entriesOf(written, true), ...entriesOf([open], false)];
      const incoming = [...entriesOf([open], true), ...entriesOf(written, false)];
      expect(connects(outgoing, here, far, at)).toBe(passes(entries, address, at));
      expect(connects(incoming, far, here, at)).toBe(passes(entries, address, at));
    }),
    { numRuns: 300 },
  );
});

const allow = (from: number, to = from, cidr = everywhere): Entry => ({ ports: [from, to], cidr });

test('a connection needs an entry for its answers: an ACL keeps no state', () => {
  const at = (entries: readonly Entry[]) => connects(both(entries), there, here, 80);
  expect(at([])).toBe(false);
  expect(at([allow(80)])).toBe(false);
  expect(at([allow(80), allow(32_768, 60_000)])).toBe(false);
  expect(at([allow(80), allow(32_768, 61_000)])).toBe(true);
  expect(at([allow(80, 80, '10.0.9.0/24'), allow(32_768, 61_000)])).toBe(false);
});

test('what stays in a subnet meets no ACL, and what leaves the VPC meets one', () => {
  expect(connects([], here, end('subnet-own', '10.0.1.5'), 80)).toBe(true);
  expect(connects([], here, outsideEnd(everywhere, 'the internet'), 443)).toBe(false);
});
