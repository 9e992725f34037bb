import type { Change, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../../service.js';
import { isAwsZone, isInAwsZone } from './aws-zones.js';
import { canonicalName, isWithin } from './names.js';
import { invalidBatch, invalidInput, notInSandbox, plainId } from './refusals.js';
import { recordKey, records, zones, type RecordRow, type ZoneRow } from './tables.js';

/** What a batch of changes comes to: all of it or nothing. */
export interface Applied {
  readonly put: readonly RecordRow[];
  readonly gone: readonly RecordRow[];
}

/**
 * Sources of the rules: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html,
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html. Messages as seen in
 * RJPearson94/terraform-aws-open-next #24, ansible-collections/amazon.aws #2694, aws/aws-sdk-java #1996,
 * capitalone/Particle-Cloud-Framework #113. That an empty list is refused is what botocore's model says; AWS's words for it are
 * believed.
 * @throws AwsError `InvalidChangeBatch`, `InvalidInput`, 501
 */
export function applied(context: Context, zone: ZoneRow, changes: readonly Change[]): Applied {
  if (changes.length === 0) throw invalidInput('The change batch has no changes');
  const asked = changes.map((change) => ({ action: change.Action, row: rowOf(zone, change) }));
  const before = new Map(
    records(context)
      .all(({ zoneId }) => zoneId === zone.id)
      .map((row) => [recordKey(row), row]),
  );
  const after = new Map(before);
  const problems: string[] = [];
  const changed = new Set<string>();
  for (const { action, row } of asked) {
    const key = recordKey(row);
    const problem = changed.has(key) ? repeated(row) : obstacle(context, zone, { action, row, after });
    changed.add(key);
    if (problem !== undefined) problems.push(problem);
    else if (action === 'DELETE') after.delete(key);
    else after.set(key, row);
  }
  if (problems.length > 0) throw invalidBatch(problems);
  const own = (type: string) => [...after.values()].some((it) => it.name === zone.name && it.type === type);
  if (!own('SOA')) throw invalidBatch(['A HostedZone must contain exactly one SOA record.']);
  if (!own('NS')) throw invalidBatch(['A HostedZone must contain at least one NS record for the zone itself.']);
  return {
    put: [...after].filter(([key]) => changed.has(key)).map(([, row]) => row),
    gone: [...before].filter(([key]) => !after.has(key)).map(([, row]) => row),
  };
}

const named = ({ name, type }: RecordRow): string => `[name='${name}', type='${type}']`;
const repeated = ({ name, type }: RecordRow): string =>
  `The request contains an invalid set of changes for a resource record set '${type} ${name}'`;

interface Asked {
  readonly action: Change['Action'];
  readonly row: RecordRow;
  readonly after: ReadonlyMap<string, RecordRow>;
}

/** What is against one change, after those before it; undefined where nothing is. */
function obstacle(context: Context, zone: ZoneRow, { action, row, after }: Asked): string | undefined {
  const { name, type } = row;
  const there = after.get(recordKey(row));
  if (!isWithin(name, zone.name)) return `RRSet with DNS name ${name} is not permitted in zone ${zone.name}`;
  if (action === 'DELETE') {
    if (!there) return `Tried to delete resource record set ${named(row)} but it was not found`;
    const isSame = isDeepStrictEqual(contentOf(there), contentOf(row));
    return isSame
      ? undefined
      : `Tried to delete resource record set ${named(row)} but the values provided do not match the current values`;
  }
  if (action === 'CREATE' && there) return `Tried to create resource record set ${named(row)} but it already exists`;
  if (type === 'CNAME' && name === zone.name)
    return `RRSet of type CNAME with DNS name ${name} is not permitted at apex in zone ${zone.name}`;
  const others = [...after.values()].filter((it) => it.name === name && it.type !== type);
  if (type === 'CNAME' && others.length > 0)
    return `RRSet of type CNAME with DNS name ${name} is not permitted as it conflicts with other records with the same DNS name in zone ${zone.name}`;
  if (others.some((it) => it.type === 'CNAME'))
    return `RRSet of type ${type} with DNS name ${name} is not permitted because a conflicting RRSet of type  CNAME with the same DNS name already exists in zone ${zone.name}`;
  return aliasProblem(context, row, after);
}

function aliasProblem(context: Context, { alias, type, zoneId }: RecordRow, after: Asked['after']): string | undefined {
  if (!alias) return undefined;
  const { HostedZoneId = '', DNSName = '' } = alias;
  const target = `Tried to create an alias that targets ${DNSName}, type ${type} in zone ${HostedZoneId},`;
  if (isInAwsZone(DNSName, HostedZoneId)) return undefined;
  const outside = `${target} but the alias target name does not lie within the target zone`;
  if (isAwsZone(HostedZoneId)) return outside;
  const zone = zones(context).get(HostedZoneId);
  if (!zone) throw notInSandbox(`aliases to names in the zone ${HostedZoneId}`);
  if (!isWithin(DNSName, zone.name)) return outside;
  const key = recordKey({ zoneId: zone.id, name: DNSName, type });
  const isThere = zone.id === zoneId ? after.has(key) : records(context).has(key);
  return isThere ? undefined : `${target} but that target was not found`;
}

const contentOf = ({ ttl, values, alias }: RecordRow): unknown => ({ ttl, values: values?.toSorted(), alias });

const routing = [
  ...['SetIdentifier', 'Weight', 'Region', 'GeoLocation', 'Failover', 'MultiValueAnswer', 'HealthCheckId'],
  ...['TrafficPolicyInstanceId', 'CidrRoutingConfig', 'GeoProximityLocation'],
] as const satisfies readonly (keyof ResourceRecordSet)[];

/** @throws AwsError `InvalidInput`, 501 */
function rowOf(zone: ZoneRow, { Action, ResourceRecordSet: set }: Change): RecordRow {
  const { Name = '', Type: type = 'A', TTL: ttl, ResourceRecords, AliasTarget } = set ?? {};
  const asked = routing.find((member) => set?.[member] !== undefined);
  if (asked) throw notInSandbox(`records with ${asked}`);
  if (ResourceRecords?.length === 0)
    throw invalidInput('Invalid XML ; the content of the element ResourceRecords is not complete');
  const values = ResourceRecords?.map(({ Value = '' }) => Value);
  const isPlain = ttl !== undefined && values !== undefined;
  const isHalf = ttl !== undefined || values !== undefined;
  if (AliasTarget ? isHalf : !isPlain)
    throw invalidInput(
      `Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found ${AliasTarget ? 'more than one' : 'none'} in Change with [Action=${Action}, Name=${Name}, Type=${type}, SetIdentifier=null]`,
    );
  const base = { zoneId: zone.id, name: canonicalName(Name), type, servedAt: 0 };
  if (AliasTarget) return { ...base, alias: aliasOf(AliasTarget) };
  for (const value of values ?? []) checkValue(type, value);
  return { ...base, ttl, values };
}

const aliasOf = (target: NonNullable<ResourceRecordSet['AliasTarget']>): NonNullable<RecordRow['alias']> => ({
  HostedZoneId: plainId(target.HostedZoneId),
  DNSName: canonicalName(target.DNSName ?? ''),
  EvaluateTargetHealth: target.EvaluateTargetHealth ?? false,
});

/** Of a type that is not among these, any value is taken. */
const forms: { readonly [type: string]: RegExp } = {
  A: /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/,
  AAAA: /^[0-9a-fA-F:.]{2,45}$/,
  CNAME: /^[^\s"]{1,255}$/,
  NS: /^[^\s"]{1,255}$/,
  TXT: /^(?:"(?:[^"\\]|\\.)*"\s*)+$/,
};

function checkValue(type: string, value: string): void {
  const form = forms[type];
  if (!form || form.test(value)) return;
  const what =
    { A: 'ARRDATAIllegalIPv4Address', AAAA: 'AAAARRDATAIllegalIPv6Address' }[type] ?? 'InvalidCharacterString';
  throw invalidBatch([
    `Invalid Resource Record: 'FATAL problem: ${what} (Value is not valid) encountered with '${value}''`,
  ]);
}
