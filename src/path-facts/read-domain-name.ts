import { GetApiMappingsCommand, GetDomainNameCommand } from '@aws-sdk/client-apigatewayv2';
import { all } from '../all.js';
import type { Senders } from '../aws/services.js';
import { pages } from '../pages.js';
import type { DomainName } from '../path/facts.js';

/** A custom domain name of API Gateway, and the APIs that it is mapped to. */
export async function readDomainName({ apigatewayv2 }: Senders, domainName: string): Promise<DomainName> {
  const [{ DomainNameConfigurations: [configuration = {}] = [] }, mappings] = await all([
    apigatewayv2.send(new GetDomainNameCommand({ DomainName: domainName })),
    pages(async (NextToken) => {
      const answer = await apigatewayv2.send(new GetApiMappingsCommand({ DomainName: domainName, NextToken }));
      return { items: answer.Items, next: answer.NextToken };
    }),
  ]);
  return {
    ...{ DomainName: domainName, ApiGatewayDomainName: configuration.ApiGatewayDomainName ?? '' },
    mappings: mappings.map(({ ApiId = '', Stage = '', ApiMappingKey }) => ({ ApiId, Stage, ApiMappingKey })),
  };
}
