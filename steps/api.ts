import {
  CreateApiCommand,
  DeleteApiCommand,
  GetApiCommand,
  GetApisCommand,
  UpdateApiCommand,
  type ProtocolType,
} from '@aws-sdk/client-apigatewayv2';
import { ready, required, resource, step, type StepOf } from '../src/step.js';
import { pages } from './pages.js';
import { retagApiGateway } from './retag.js';
import { isOurs } from './tags.js';

interface ApiWant {
  readonly Name: string;
  readonly ProtocolType: ProtocolType;
}

export const apiResource = resource({
  type: 'api',
  fixed: ['ProtocolType'],

  async create({ apigatewayv2, tags }, { Name, ProtocolType }: ApiWant) {
    const made = await apigatewayv2.send(new CreateApiCommand({ Name, ProtocolType, Tags: tags }));
    return required(made.ApiId, 'ApiId');
  },

  async find(cloud) {
    const apis = await pages(async (NextToken) => {
      const answer = await cloud.apigatewayv2.send(new GetApisCommand({ NextToken }));
      return { items: answer.Items, next: answer.NextToken };
    });
    const api = apis.find(({ Tags }) => isOurs(cloud, Tags));
    return api && { id: required(api.ApiId, 'ApiId'), tags: api.Tags };
  },

  async read({ apigatewayv2 }, apiId) {
    const { Name, ProtocolType, ApiEndpoint, Tags = {} } = await apigatewayv2.send(new GetApiCommand({ ApiId: apiId }));
    return ready({ apiId, apiUrl: required(ApiEndpoint, 'ApiEndpoint') }, { Name, ProtocolType }, { tags: Tags });
  },

  async update({ apigatewayv2 }, ApiId, { Name }) {
    await apigatewayv2.send(new UpdateApiCommand({ ApiId, Name }));
  },

  async retag(cloud, apiId, set, remove) {
    await retagApiGateway(cloud, `/apis/${apiId}`, set, remove);
  },

  async delete({ apigatewayv2 }, ApiId) {
    await apigatewayv2.send(new DeleteApiCommand({ ApiId }));
  },
});
export type Api = StepOf<typeof apiResource>;

/**
 * The HTTP API: a public HTTPS address. Billed per request, nothing while idle. APIs may share a name, so this one
 * is told by its tags. Source: https://aws.amazon.com/api-gateway/pricing/
 */
export const api = (name: string, { apiName }: { apiName: string }) =>
  step({
    name,
    resource: apiResource,
    needs: {},
    why: 'The public HTTPS address that takes requests',
    want: () => ({ Name: apiName, ProtocolType: 'HTTP' as const }),
  });
