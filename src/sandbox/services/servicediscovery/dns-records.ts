import type { CreateServiceRequest, DnsConfig, DnsRecord, NamespaceType } from '@aws-sdk/client-servicediscovery';
import { invalidInput, present } from './input.js';

/**
 * A new service's DNS records, the routing policy filled in; none where it is found by API calls alone.
 * Source: https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsConfig.html
 * @param namespace the type of the namespace it shall be in
 * @throws AwsError `InvalidInput`
 */
export function checkedDnsConfig(
  { DnsConfig, Type }: CreateServiceRequest,
  namespace: NamespaceType | undefined,
): DnsConfig | undefined {
  if (!DnsConfig) return undefined;
  if (namespace === 'HTTP' || Type === 'HTTP')
    throw invalidInput('DnsConfig cannot be specified for a service that is discoverable only by API calls.');
  const DnsRecords = present(DnsConfig.DnsRecords, 'dnsConfig.dnsRecords');
  const RoutingPolicy = DnsConfig.RoutingPolicy ?? 'MULTIVALUE';
  checkRecords(DnsRecords);
  if (DnsRecords.some((record) => record.Type === 'CNAME') && RoutingPolicy !== 'WEIGHTED')
    throw invalidInput('The routing policy must be WEIGHTED when the record type is CNAME.');
  return { NamespaceId: DnsConfig.NamespaceId, RoutingPolicy, DnsRecords };
}

/** @throws AwsError `InvalidInput` */
export function checkRecords(records: readonly DnsRecord[]): void {
  if (records.length === 0) throw invalidInput('At least one DNS record must be specified.');
  const types = records.map(({ Type }) => present(Type, 'dnsConfig.dnsRecords.type'));
  if (new Set(types).size < types.length) throw invalidInput('A record type may be specified only once.');
  if (types.includes('CNAME') && types.length > 1)
    throw invalidInput('CNAME cannot be combined with another record type.');
  for (const { TTL } of records) {
    const seconds = present(TTL, 'dnsConfig.dnsRecords.tTL');
    if (seconds < 0 || seconds > 2147483647) throw invalidInput('The TTL must be from 0 to 2147483647.');
  }
}
