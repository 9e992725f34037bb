import type { StepRecord } from '../../../state/schema.js';
import { plainName, recordsAt, type RecordKey } from '../../../steps/route53/records.js';
import { all } from '../../all.js';
import type { DomainName, LoadBalancer, Name } from '../../path/facts.js';
import type { Cloud } from '../../step.js';
import { namesElsewhere, namesLed } from './recorded-names.js';

/** The names that a stack has of its own, and where they lead. */

/**
 * By the records that lead somewhere; and where the names have none, because their DNS is somebody else's, as they are meant to lead.
 */
export async function readNames(
  cloud: Cloud,
  records: ReadonlyMap<string, StepRecord>,
  { domainNames, loadBalancers }: Ends,
): Promise<Name[]> {
  const led = await all(namesLed(records).map((key) => nameOf(cloud, key)));
  return [...led, ...namesElsewhere(records, { domainNames, balancer: loadBalancers[0]?.DNSName })];
}

interface Ends {
  readonly domainNames: readonly DomainName[];
  readonly loadBalancers: readonly LoadBalancer[];
}

async function nameOf(cloud: Cloud, key: RecordKey): Promise<Name> {
  const there = (await recordsAt(cloud, key)).find(({ Type }) => Type === key.Type);
  const Target = there?.AliasTarget?.DNSName ?? there?.ResourceRecords?.[0]?.Value;
  return {
    ...{ Name: plainName(key.Name), HostedZoneId: key.HostedZoneId },
    Target: Target === undefined ? undefined : plainName(Target),
  };
}
