import { GetApisCommand, GetIntegrationsCommand } from '@aws-sdk/client-apigatewayv2';
import { all } from '../../../src/all.js';
import type { Cloud, Dependent, Tags } from '../../../src/step.js';
import { pages } from '../../../src/pages.js';

/**
 * The integrations that lead through a VPC link. They may be in any API of the account and region, so each is read.
 * Source: https://github.com/hashicorp/terraform-provider-aws/issues/12195 (what API Gateway says)
 */
export async function vpcLinkDependents(cloud: Cloud, vpcLinkId: string): Promise<Dependent[]> {
  const apis = await pages(async (NextToken) => {
    const answer = await cloud.apigatewayv2.send(new GetApisCommand({ NextToken }));
    return { items: answer.Items, next: answer.NextToken };
  });
  const found = await all(
    apis.map(({ ApiId: id = '', Name: name, Tags: tags }) => integrationsThrough(cloud, vpcLinkId, { id, name, tags })),
  );
  return found.flat();
}

interface AnyApi {
  readonly id: string;
  readonly name: string | undefined;
  readonly tags: Tags | undefined;
}

async function integrationsThrough({ apigatewayv2 }: Cloud, link: string, api: AnyApi): Promise<Dependent[]> {
  const integrations = await pages(async (NextToken) => {
    const answer = await apigatewayv2.send(new GetIntegrationsCommand({ ApiId: api.id, NextToken }));
    return { items: answer.Items, next: answer.NextToken };
  });
  return integrations
    .filter(({ ConnectionId }) => ConnectionId === link)
    .map(({ IntegrationId: id = '' }) => ({
      type: 'api-integration',
      id,
      owner: api.id,
      ...(api.name !== undefined && { description: api.name }),
      ...(api.tags && { tags: api.tags }),
      command: ['apigatewayv2', 'delete-integration', '--api-id', api.id, '--integration-id', id],
    }));
}
