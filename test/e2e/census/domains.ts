import { ListCertificatesCommand } from '@aws-sdk/client-acm';
import { GetApiMappingsCommand, GetDomainNamesCommand } from '@aws-sdk/client-apigatewayv2';
import { ListHostedZonesCommand, ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import type { Clients } from '../census.js';

/** Names, and what HTTPS under them needs. Hosted zones are their owner's, so only what is in them counts. */
export async function domains({ acm, apigatewayv2, route53 }: Clients) {
  const [{ CertificateSummaryList: certificates = [] }, { Items: names = [] }, { HostedZones = [] }] =
    await Promise.all([
      acm.send(new ListCertificatesCommand({})),
      apigatewayv2.send(new GetDomainNamesCommand({})),
      route53.send(new ListHostedZonesCommand({})),
    ]);
  const records = await Promise.all(
    HostedZones.map(async ({ Id: HostedZoneId }) => {
      const listed = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId }));
      return listed.ResourceRecordSets ?? [];
    }),
  );
  const mappings = await Promise.all(
    names.map(async ({ DomainName }) => {
      const { Items = [] } = await apigatewayv2.send(new GetApiMappingsCommand({ DomainName }));
      return Items.map(({ ApiMappingKey, Stage }) => `${DomainName}/${ApiMappingKey} ${Stage}`);
    }),
  );
  return {
    certificates: certificates.map(
      ({ SubjectAlternativeNameSummaries: of = [], Status }) => `${of.join(' ')} ${Status}`,
    ),
    domainNames: names.map(({ DomainName }) => `${DomainName}`),
    apiMappings: mappings.flat(),
    records: records.flat().flatMap(({ Name = '', Type = '' }) =>
      // Those of the zone itself come and go with it. A validation record has a name that ACM makes up.
      ['NS', 'SOA'].includes(Type) ? [] : [`${Name.replace(/^_[0-9a-f]{32}/, '_')} ${Type}`],
    ),
  };
}
