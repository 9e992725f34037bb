import { GetDomainNameCommand } from '@aws-sdk/client-apigatewayv2';
import { all } from '../../../src/all.js';
import type { Cloud, Part } from '../../../src/step.js';
import { aliasesTo } from '../../route53/records.js';
import { mappingsOf } from '../mappings.js';

/** The mappings of a domain, and the records that lead to it. */
export async function partsOfDomain(cloud: Cloud, domainName: string): Promise<Part[]> {
  const [mappings, { DomainNameConfigurations: [configuration] = [] }] = await all([
    mappingsOf(cloud, domainName),
    cloud.apigatewayv2.send(new GetDomainNameCommand({ DomainName: domainName })),
  ]);
  const { ApiGatewayDomainName: target } = configuration ?? {};
  const records = target === undefined ? [] : await aliasesTo(cloud, target, [domainName]);
  return [
    ...mappings.map(({ ApiMappingId: apiMappingId }) => ({ type: 'api-mapping', id: { apiMappingId, domainName } })),
    ...records.map((id) => ({ type: 'record-set', id })),
  ];
}
