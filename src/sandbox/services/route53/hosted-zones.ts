import {
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  GetHostedZoneCommand,
  GetHostedZoneCountCommand,
  ListHostedZonesByNameCommand,
  ListHostedZonesCommand,
  type CreateHostedZoneRequest,
  type HostedZone,
} from '@aws-sdk/client-route-53';
import { AwsError, on, type Context } from '../../service.js';
import { beginChange } from './changes.js';
import { canonicalName, checkDomainName, sortName } from './names.js';
import { existingZone, invalidInput, notInSandbox, plainId } from './refusals.js';
import { recordKey, records, zones, type ZoneRow } from './tables.js';
import { zoneOfNamespace } from './zones-of-vpc.js';

/** Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html and its siblings */
export const hostedZoneOperations = [
  on(CreateHostedZoneCommand, (input, context) => {
    const row = createZone(context, input);
    return {
      HostedZone: shown(context, row),
      ChangeInfo: beginChange(context),
      DelegationSet: { NameServers: [...row.nameServers] },
      Location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${row.id}`,
    };
  }),

  on(GetHostedZoneCommand, (input, context) => {
    const ofNamespace = zoneOfNamespace(context, plainId(input.Id));
    if (ofNamespace) return ofNamespace;
    const row = existingZone(context, input.Id);
    return { HostedZone: shown(context, row), DelegationSet: { NameServers: [...row.nameServers] } };
  }),

  on(GetHostedZoneCountCommand, (_input, context) => ({ HostedZoneCount: zones(context).size })),

  on(ListHostedZonesCommand, (input, context) => {
    if (input.DelegationSetId !== undefined) throw notInSandbox('reusable delegation sets');
    if (input.HostedZoneType === 'PrivateHostedZone')
      return { HostedZones: [], Marker: input.Marker, IsTruncated: false, MaxItems: 100 };
    const rows = zones(context)
      .all()
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .filter(({ id }) => input.Marker === undefined || id >= plainId(input.Marker));
    const size = Math.min(input.MaxItems ?? 100, 100);
    const next = rows[size];
    return {
      HostedZones: rows.slice(0, size).map((row) => shown(context, row)),
      Marker: input.Marker,
      IsTruncated: next !== undefined,
      ...(next && { NextMarker: next.id }),
      MaxItems: size,
    };
  }),

  /** It begins with the name that was asked for and goes on with all that follow, whether there is one of that name or not. */
  on(ListHostedZonesByNameCommand, (input, context) => {
    const { DNSName, HostedZoneId } = input;
    if (HostedZoneId !== undefined && DNSName === undefined)
      throw invalidInput('The input is not valid: a hosted zone id needs a DNS name');
    const from = DNSName === undefined ? '' : orderOf({ name: canonicalName(DNSName), id: plainId(HostedZoneId) });
    const rows = zones(context)
      .all((row) => orderOf(row) >= from)
      .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
    const size = Math.min(input.MaxItems ?? 100, 100);
    const next = rows[size];
    return {
      HostedZones: rows.slice(0, size).map((row) => shown(context, row)),
      ...(DNSName !== undefined && { DNSName }),
      IsTruncated: next !== undefined,
      ...(next && { NextDNSName: next.name, NextHostedZoneId: next.id }),
      MaxItems: size,
    };
  }),

  /** A zone goes only when its own NS and SOA records are all that is left. */
  on(DeleteHostedZoneCommand, (input, context) => {
    const { id, name } = existingZone(context, input.Id);
    const own = records(context).all(({ zoneId }) => zoneId === id);
    if (own.some((it) => it.name !== name || (it.type !== 'NS' && it.type !== 'SOA')))
      throw new AwsError(
        'HostedZoneNotEmpty',
        'The specified hosted zone contains non-required resource record sets  and so cannot be deleted.',
      );
    for (const it of own) records(context).delete(recordKey(it));
    zones(context).delete(id);
    return { ChangeInfo: beginChange(context) };
  }),
];

const orderOf = ({ name, id }: Pick<ZoneRow, 'name' | 'id'>): string =>
  `${sortName(name.replace(/\.$/, ''))}\u0000${id}`;

function createZone(context: Context, input: CreateHostedZoneRequest): ZoneRow {
  const { Name = '', CallerReference = '', HostedZoneConfig: config } = input;
  if (input.VPC !== undefined || config?.PrivateZone) throw notInSandbox('private hosted zones');
  if (input.DelegationSetId !== undefined) throw notInSandbox('reusable delegation sets');
  checkDomainName(Name);
  if (zones(context).find(({ callerReference }) => callerReference === CallerReference))
    throw new AwsError(
      'HostedZoneAlreadyExists',
      `A hosted zone has already been created with the specified caller reference.`,
    );
  return putZone(context, {
    name: canonicalName(Name),
    callerReference: CallerReference,
    ...(config?.Comment !== undefined && { comment: config.Comment }),
  });
}

/**
 * Makes a zone with its four name servers, its NS and its SOA record.
 * @param given.id where it has one already
 */
export function putZone(
  context: Pick<Context, 'world'>,
  given: Omit<ZoneRow, 'id' | 'nameServers'> & Partial<Pick<ZoneRow, 'id' | 'nameServers'>>,
): ZoneRow {
  const { world } = context;
  const id = given.id ?? `Z0${world.hex(18).toUpperCase()}`;
  const { nameServers = newNameServers(world.hex(12)) } = given;
  const row: ZoneRow = { ...given, id, nameServers };
  zones(context).set(id, row);
  const base = { zoneId: id, name: row.name, servedAt: world.elapsed };
  const soa = `${nameServers[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;
  const own = [
    { ...base, type: 'NS', ttl: 172_800, values: nameServers.map((it) => `${it}.`) },
    { ...base, type: 'SOA', ttl: 900, values: [soa] },
  ] as const;
  for (const it of own) records(context).set(recordKey(it), it);
  return row;
}

/** `ns-674.awsdns-20.net`: one in each of four domains. @param digits twelve hexadecimal ones */
const newNameServers = (digits: string): string[] =>
  ['com', 'net', 'org', 'co.uk'].map((end, at) => {
    const number = 512 * at + (Number.parseInt(digits.slice(3 * at, 3 * at + 3), 16) % 512);
    return `ns-${number}.awsdns-${String(number % 64).padStart(2, '0')}.${end}`;
  });

const shown = (context: Context, { id, name, callerReference, comment }: ZoneRow): HostedZone => ({
  Id: `/hostedzone/${id}`,
  Name: name,
  CallerReference: callerReference,
  Config: { ...(comment !== undefined && { Comment: comment }), PrivateZone: false },
  ResourceRecordSetCount: records(context).all(({ zoneId }) => zoneId === id).length,
});
