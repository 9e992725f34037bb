import type { RRType } from '@aws-sdk/client-route-53';
import { signal, type Context } from '../../service.js';
import { canonicalName, isWithin } from './names.js';
import { delegations, recordKey, records, zones, type RecordRow, type ZoneRow } from './tables.js';

type Worldly = Pick<Context, 'world'>;

/** Records have reached the name servers, or have gone from them. */
export const recordsServed = signal<undefined>('route53/records-served');

/**
 * What the internet's DNS answers: by the name servers that the registrar or the parent zone names, and by nobody where
 * these are others. Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/domain-name-servers-glue-records.html
 * @param name canonical
 */
export function resolve(context: Worldly, name: string, type: RRType): RecordRow | undefined {
  const [closest] = zones(context)
    .all((zone) => isWithin(name, zone.name) && isDelegated(context, zone))
    .sort((a, b) => b.name.length - a.name.length);
  const row = closest && records(context).get(recordKey({ zoneId: closest.id, name, type }));
  return row && row.servedAt <= context.world.elapsed ? row : undefined;
}

/**
 * Whether whoever asks for a name in the zone is led to its name servers. Where the parent zone is in this account, too, it
 * has to have their names in an NS record. Else the registrar has them: of two zones of one name, those of the first.
 */
export function isDelegated(context: Worldly, zone: ZoneRow): boolean {
  if (delegations(context).get(zone.name) === false) return false;
  const others = zones(context).all((it) => it.id !== zone.id);
  const [parent] = others
    .filter((it) => it.name !== zone.name && isWithin(zone.name, it.name))
    .sort((a, b) => b.name.length - a.name.length);
  if (parent) {
    const { values = [] } = records(context).get(recordKey({ zoneId: parent.id, name: zone.name, type: 'NS' })) ?? {};
    const named = values.map(canonicalName);
    return zone.nameServers.some((it) => named.includes(canonicalName(it))) && isDelegated(context, parent);
  }
  return zones(context).find(({ name }) => name === zone.name)?.id === zone.id;
}

/** What has been said of zones, by name. */
export const delegationsIn = (context: Worldly): { readonly [zone: string]: boolean } =>
  Object.fromEntries([...delegations(context)].map(([name, is]) => [name.replace(/\.$/, ''), is]));

/**
 * Says of zones whether the registrar has their name servers; those that nobody has said anything of are delegated.
 * @returns a line for each thing that is wrong; nothing is changed then
 */
export function setDelegations(context: Worldly, wanted: unknown): string[] {
  if (wanted === null || typeof wanted !== 'object' || Array.isArray(wanted))
    return ['the body is a JSON object of zones, like {"example.com": false}'];
  const problems = Object.entries(wanted).flatMap(([name, is]) =>
    typeof is === 'boolean' ? [] : [`${name} takes true or false`],
  );
  if (problems.length === 0)
    for (const [name, is] of Object.entries(wanted)) delegations(context).set(canonicalName(name), is as boolean);
  return problems;
}

/** Every zone is delegated again. */
export const resetDelegations = (context: Worldly): void => delegations(context).clear();
