import { GetApiMappingsCommand, type ApiMapping } from '@aws-sdk/client-apigatewayv2';
import { all } from '../../src/all.js';
import { pages } from '../../src/pages.js';
import type { Cloud, Dependent } from '../../src/step.js';
import { allDomains } from './domains.js';

/** All mappings of a domain. They have neither names nor tags. */
export const mappingsOf = ({ apigatewayv2 }: Cloud, DomainName: string): Promise<readonly ApiMapping[]> =>
  pages(async (NextToken) => {
    const answer = await apigatewayv2.send(new GetApiMappingsCommand({ DomainName, NextToken }));
    return { items: answer.Items, next: answer.NextToken };
  });

/**
 * The mappings that keep an API, or a stage of it: API Gateway deletes none that a domain leads to, whoever made the domain.
 * Source: https://github.com/gruntwork-io/cloud-nuke/issues/370
 * @param Stage undefined: those to any of its stages
 */
export async function mappingsTo(cloud: Cloud, ApiId: string, Stage?: string): Promise<Dependent[]> {
  const domains = await allDomains(cloud);
  const mapped = await all(
    domains.map(async ({ DomainName: domain = '', Tags: tags = {} }) => {
      const mappings = await mappingsOf(cloud, domain);
      return mappings
        .filter((it) => it.ApiId === ApiId && (Stage === undefined || it.Stage === Stage))
        .map(({ ApiMappingId: id = '' }) => ({
          ...{ type: 'api-mapping', id, owner: domain, tags },
          command: ['apigatewayv2', 'delete-api-mapping', '--domain-name', domain, '--api-mapping-id', id],
        }));
    }),
  );
  return mapped.flat();
}
