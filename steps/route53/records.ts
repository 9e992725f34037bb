import {
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  type HostedZone,
  type ResourceRecordSet,
  type RRType,
} from '@aws-sdk/client-route-53';
import { all } from '../../src/all.js';
import { pages } from '../../src/pages.js';
import type { Cloud } from '../../src/step.js';

/** What a record set is known by. It has no tags. */
export interface RecordKey {
  readonly HostedZoneId: string;
  readonly Name: string;
  readonly Type: RRType;
}

/** `/hostedzone/Z1` → `Z1`: answers have the long form, and requests may. */
export const plainId = (id: string): string => id.replace(/^\/\w+\//, '');

/** `\052.Example.com.` → `*.example.com`: as configs write it. */
export const plainName = (name: string): string =>
  name
    .replace(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)))
    .replace(/\.$/, '')
    .toLowerCase();

/** All record sets of a name, of whichever type. */
export async function recordsAt(
  { route53 }: Cloud,
  { HostedZoneId, Name }: Pick<RecordKey, 'HostedZoneId' | 'Name'>,
): Promise<readonly ResourceRecordSet[]> {
  // The list goes on with other names; no name has as many types as one page has room for.
  const { ResourceRecordSets = [] } = await route53.send(
    new ListResourceRecordSetsCommand({ HostedZoneId, StartRecordName: Name, MaxItems: 20 }),
  );
  return ResourceRecordSets.filter((it) => plainName(it.Name ?? '') === plainName(Name));
}

/** The public hosted zones of exactly this name. */
export async function zonesNamed({ route53 }: Cloud, DNSName: string): Promise<readonly HostedZone[]> {
  const { HostedZones = [] } = await route53.send(new ListHostedZonesByNameCommand({ DNSName }));
  return HostedZones.filter(
    ({ Name = '', Config }) => plainName(Name) === plainName(DNSName) && Config?.PrivateZone !== true,
  );
}

/** The ids of all public hosted zones that a name may be in. */
export async function zonesAround(cloud: Cloud, name: string): Promise<readonly string[]> {
  const labels = plainName(name).split('.');
  const suffixes = labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'));
  const found = await all(suffixes.map((suffix) => zonesNamed(cloud, suffix)));
  return found.flat().flatMap(({ Id }) => (Id === undefined ? [] : [plainId(Id)]));
}

/** The alias records that lead to a name, in all zones that the other names may be in. */
export async function aliasesTo(cloud: Cloud, target: string, names: readonly string[]): Promise<readonly RecordKey[]> {
  const zones = new Set((await all(names.map((name) => zonesAround(cloud, name)))).flat());
  const found = await all([...zones].map((HostedZoneId) => recordsIn(cloud, HostedZoneId)));
  return found
    .flat()
    .flatMap(({ HostedZoneId, set: { AliasTarget, Name = '', Type = 'A' } }) =>
      plainName(AliasTarget?.DNSName ?? '') === plainName(target)
        ? [{ HostedZoneId, Name: plainName(Name), Type }]
        : [],
    );
}

async function recordsIn({ route53 }: Cloud, HostedZoneId: string) {
  const sets = await pages(async (token) => {
    const [StartRecordName, StartRecordType] = token?.split(' ') ?? [];
    const from = { StartRecordName, StartRecordType: StartRecordType as RRType | undefined };
    const page = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId, ...from }));
    const next = page.IsTruncated ? `${page.NextRecordName} ${page.NextRecordType}` : undefined;
    return { items: page.ResourceRecordSets, next };
  });
  return sets.map((set) => ({ HostedZoneId, set }));
}
