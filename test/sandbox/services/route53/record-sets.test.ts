import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  GetChangeCommand,
  GetHostedZoneCommand,
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  type Change,
} from '@aws-sdk/client-route-53';
import { expect, test } from '@jest/globals';
import { route53 } from '../../../../src/sandbox/services/route53/index.js';
import { testContext, type TestContext } from '../../context.js';

const zoneIn = (it: TestContext, Name = 'example.com') =>
  it.call(route53, CreateHostedZoneCommand, { Name, CallerReference: it.world.hex(8) }).HostedZone?.Id ?? '';

type Set = NonNullable<Change['ResourceRecordSet']>;
const cname = (Name: string, Value = 'elsewhere.example.org'): Set => ({
  ...{ Name, Type: 'CNAME', TTL: 300 },
  ResourceRecords: [{ Value }],
});
const batch = (HostedZoneId: string, ...changes: readonly (readonly [Change['Action'], Set])[]) => ({
  HostedZoneId,
  ChangeBatch: { Changes: changes.map(([Action, ResourceRecordSet]) => ({ Action, ResourceRecordSet })) },
});
const balancer = { HostedZoneId: 'Z35SXDOTRQ7X7K', EvaluateTargetHealth: false };
const alias = (Name: string, DNSName = 'Web-1.us-east-1.elb.amazonaws.com'): Set => ({
  ...{ Name, Type: 'A' },
  AliasTarget: { ...balancer, DNSName },
});

test('a zone has four name servers in four domains, and is shown with its long id and a dot', () => {
  const it = testContext();
  const { HostedZone, DelegationSet, ChangeInfo } = it.call(route53, CreateHostedZoneCommand, {
    ...{ Name: 'Example.com', CallerReference: 'once' },
  });
  expect(HostedZone).toMatchObject({
    Id: expect.stringMatching(/^\/hostedzone\/Z0[0-9A-F]{18}$/),
    Name: 'example.com.',
    Config: { PrivateZone: false },
    ResourceRecordSetCount: 2,
  });
  const ends = (DelegationSet?.NameServers ?? []).map((name) => name.replace(/^ns-\d+\.awsdns-\d\d\./, ''));
  expect(ends).toEqual(['com', 'net', 'org', 'co.uk']);
  expect(ChangeInfo?.Status).toBe('PENDING');
  const again = { Name: 'example.com', CallerReference: 'once' };
  expect(it.refusal(route53, CreateHostedZoneCommand, again).code).toBe('HostedZoneAlreadyExists');
  expect(it.call(route53, GetHostedZoneCommand, { Id: HostedZone?.Id }).DelegationSet).toEqual(DelegationSet);
  expect(it.refusal(route53, GetHostedZoneCommand, { Id: 'Z1' })).toMatchObject({
    ...{ code: 'NoSuchHostedZone', message: 'No hosted zone found with ID: Z1' },
  });
});

test('zones are listed from a name on, in the order of the labels from the right', () => {
  const it = testContext();
  for (const name of ['example.org', 'b.example.com', 'example.com', 'example.com']) zoneIn(it, name);
  const from = (DNSName: string, MaxItems?: number) =>
    it.call(route53, ListHostedZonesByNameCommand, { DNSName, ...(MaxItems && { MaxItems }) });
  const names = ({ HostedZones = [] }: ReturnType<typeof from>) => HostedZones.map(({ Name }) => Name);
  expect(names(from('example.com'))).toEqual(['example.com.', 'example.com.', 'b.example.com.', 'example.org.']);
  expect(names(from('a.example.com'))).toEqual(['b.example.com.', 'example.org.']);
  const first = from('example.com', 1);
  expect(first).toMatchObject({ IsTruncated: true, NextDNSName: 'example.com.' });
  const rest = { DNSName: first.NextDNSName, HostedZoneId: first.NextHostedZoneId };
  expect(it.call(route53, ListHostedZonesByNameCommand, rest).HostedZones).toHaveLength(3);
});

test('a change is pending until all name servers have it, and records are shown at once', () => {
  const it = testContext();
  const zone = zoneIn(it);
  const { ChangeInfo } = it.call(
    route53,
    ChangeResourceRecordSetsCommand,
    batch(zone, ['CREATE', alias('api.example.com')]),
  );
  const change = { Id: ChangeInfo?.Id };
  expect(it.call(route53, GetChangeCommand, change).ChangeInfo?.Status).toBe('PENDING');
  const { ResourceRecordSets = [] } = it.call(route53, ListResourceRecordSetsCommand, { HostedZoneId: zone });
  expect(ResourceRecordSets.map(({ Name, Type }) => [Name, Type])).toEqual([
    ['example.com.', 'NS'],
    ['example.com.', 'SOA'],
    ['api.example.com.', 'A'],
  ]);
  expect(ResourceRecordSets[2]?.AliasTarget).toEqual({ ...balancer, DNSName: 'web-1.us-east-1.elb.amazonaws.com.' });
  it.pass(60);
  expect(it.call(route53, GetChangeCommand, change).ChangeInfo?.Status).toBe('INSYNC');
  expect(it.refusal(route53, GetChangeCommand, { Id: 'C1' }).code).toBe('NoSuchChange');
});

test('records are listed page by page, a wildcard by its octal code', () => {
  const it = testContext();
  const zone = zoneIn(it);
  it.call(
    route53,
    ChangeResourceRecordSetsCommand,
    batch(zone, ['CREATE', cname('*.example.com')], ['CREATE', cname('a.b.example.com')]),
  );
  const names: (string | undefined)[] = [];
  let from: { StartRecordName?: string | undefined; StartRecordType?: Set['Type'] } = {};
  for (;;) {
    const page = it.call(route53, ListResourceRecordSetsCommand, { HostedZoneId: zone, MaxItems: 1, ...from });
    names.push(...(page.ResourceRecordSets ?? []).map(({ Name }) => Name));
    if (!page.IsTruncated) break;
    from = { StartRecordName: page.NextRecordName, StartRecordType: page.NextRecordType };
  }
  expect(names).toEqual(['example.com.', 'example.com.', '\\052.example.com.', 'a.b.example.com.']);
});

test.each([
  [
    'what is there already',
    ['CREATE', cname('www.example.com')],
    "[Tried to create resource record set [name='www.example.com.', type='CNAME'] but it already exists]",
  ],
  [
    'what is not there',
    ['DELETE', cname('no.example.com')],
    "[Tried to delete resource record set [name='no.example.com.', type='CNAME'] but it was not found]",
  ],
  [
    'another value than is there',
    ['DELETE', cname('www.example.com', 'x.example.org')],
    "[Tried to delete resource record set [name='www.example.com.', type='CNAME'] but the values provided do not match the current values]",
  ],
  [
    'a name outside',
    ['UPSERT', cname('example.org')],
    '[RRSet with DNS name example.org. is not permitted in zone example.com.]',
  ],
  [
    'a CNAME at the apex',
    ['CREATE', cname('example.com')],
    '[RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.]',
  ],
  [
    'an address beside a CNAME',
    ['CREATE', alias('www.example.com')],
    '[RRSet of type A with DNS name www.example.com. is not permitted because a conflicting RRSet of type  CNAME with the same DNS name already exists in zone example.com.]',
  ],
  [
    'a CNAME beside an address',
    ['CREATE', cname('api.example.com')],
    '[RRSet of type CNAME with DNS name api.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.]',
  ],
  [
    'an alias to a name that is not in the zone',
    ['UPSERT', alias('api.example.com', 'web.example.org')],
    '[Tried to create an alias that targets web.example.org., type A in zone Z35SXDOTRQ7X7K, but the alias target name does not lie within the target zone]',
  ],
] as const)('%s is refused, and nothing of the batch is done', (_, change, message) => {
  const it = testContext();
  const zone = zoneIn(it);
  it.call(
    route53,
    ChangeResourceRecordSetsCommand,
    batch(zone, ['CREATE', cname('www.example.com')], ['CREATE', alias('api.example.com')]),
  );
  const before = it.call(route53, ListResourceRecordSetsCommand, { HostedZoneId: zone });
  const refused = it.refusal(
    route53,
    ChangeResourceRecordSetsCommand,
    batch(zone, ['CREATE', cname('first.example.com')], change),
  );
  expect(refused).toMatchObject({ code: 'InvalidChangeBatch', message });
  expect(it.call(route53, ListResourceRecordSetsCommand, { HostedZoneId: zone })).toEqual(before);
});

test('a record has a TTL and values, or is an alias; the zone keeps its own two', () => {
  const it = testContext();
  const zone = zoneIn(it);
  const half: Set = { Name: 'x.example.com', Type: 'A', ResourceRecords: [{ Value: '192.0.2.1' }] };
  expect(it.refusal(route53, ChangeResourceRecordSetsCommand, batch(zone, ['CREATE', half])).code).toBe('InvalidInput');
  const wrong = { ...half, TTL: 60, ResourceRecords: [{ Value: '192.0.2.256' }] };
  expect(it.refusal(route53, ChangeResourceRecordSetsCommand, batch(zone, ['CREATE', wrong])).code).toBe(
    'InvalidChangeBatch',
  );
  const { ResourceRecordSets: [ns] = [] } = it.call(route53, ListResourceRecordSetsCommand, { HostedZoneId: zone });
  expect(it.refusal(route53, ChangeResourceRecordSetsCommand, batch(zone, ['DELETE', ns as Set])).message).toMatch(
    /at least one NS/,
  );
  const weighted = { ...half, TTL: 60, SetIdentifier: 'a', Weight: 1 };
  expect(it.refusal(route53, ChangeResourceRecordSetsCommand, batch(zone, ['CREATE', weighted])).status).toBe(501);
});

test('a zone is deleted only when it is empty', () => {
  const it = testContext();
  const zone = zoneIn(it);
  it.call(route53, ChangeResourceRecordSetsCommand, batch(zone, ['CREATE', cname('www.example.com')]));
  expect(it.refusal(route53, DeleteHostedZoneCommand, { Id: zone }).code).toBe('HostedZoneNotEmpty');
  it.call(route53, ChangeResourceRecordSetsCommand, batch(zone, ['DELETE', cname('www.example.com')]));
  it.call(route53, DeleteHostedZoneCommand, { Id: zone });
  expect(it.refusal(route53, GetHostedZoneCommand, { Id: zone }).code).toBe('NoSuchHostedZone');
});

test('an alias has no list of values, not even an empty one', () => {
  const it = testContext();
  const zone = zoneIn(it);
  const empty = { ...alias('api.example.com'), ResourceRecords: [] };
  expect(it.refusal(route53, ChangeResourceRecordSetsCommand, batch(zone, ['CREATE', empty])).code).toBe(
    'InvalidInput',
  );
});
