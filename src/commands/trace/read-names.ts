import type { StepRecord } from '../../../state/schema.js';
import { plainName, recordsAt, type RecordKey } from '../../../steps/route53/records.js';
import { all } from '../../all.js';
import type { DomainName, LoadBalancer, Name } from '../../path/facts.js';
import type { Cloud } from '../../step.js';

/** The names that a stack has of its own, and where they lead. */

/**
 * By the records that lead somewhere; and where the names have none, because their DNS is somebody else's, as they are meant to lead.
 */
export async function readNames(
  cloud: Cloud,
  records: ReadonlyMap<string, StepRecord>,
  { domainNames, loadBalancers }: Ends,
): Promise<Name[]> {
  const led = await all(
    idsOf(records, 'record-set').flatMap((id) => {
      const key = Object(id) as RecordKey;
      return isAlias(records, key) ? [nameOf(cloud, key)] : [];
    }),
  );
  const meant = [
    ...domainNames.map((it) => ({ Name: it.DomainName, Target: it.ApiGatewayDomainName })),
    ...namesOfCertificates(records).map((name) => ({ Name: name, Target: loadBalancers[0]?.DNSName })),
  ];
  return [...led, ...meant.filter(({ Name, Target }) => Target !== undefined && !led.some((it) => it.Name === Name))];
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

const idsOf = (records: ReadonlyMap<string, StepRecord>, noun: string): unknown[] =>
  [...records.values()].flatMap(({ type, id }) => (type === noun && id !== undefined ? [id] : []));

/** Not those that only prove to ACM whose a name is. */
const isAlias = (records: ReadonlyMap<string, StepRecord>, { Name, Type }: RecordKey): boolean =>
  [...records.values()].some((it) => {
    const want = Object(it.want) as Partial<RecordKey> & { readonly AliasTarget?: unknown };
    return (
      it.type === 'record-set' &&
      want.Name === Name &&
      want.Type === Type &&
      Object(want.AliasTarget) === want.AliasTarget
    );
  });

/** Those that HTTPS is served under at a load balancer. */
const namesOfCertificates = (records: ReadonlyMap<string, StepRecord>): string[] =>
  [...records.values()].flatMap((it) => {
    const { Names } = Object(it.want) as { readonly Names?: unknown };
    return it.type === 'issued-certificate' || it.type === 'existing-listener' ? Object.keys(Object(Names)) : [];
  });
