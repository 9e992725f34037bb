import {
  CreateApiCommand,
  DeleteApiCommand,
  DeleteCorsConfigurationCommand,
  GetApiCommand,
  GetApisCommand,
  UpdateApiCommand,
  type ProtocolType,
} from '@aws-sdk/client-apigatewayv2';
import { all } from '../../../src/all.js';
import { afterPrefix } from '../../../src/arn.js';
import { ready, required, resource, step, type StepOf } from '../../../src/step.js';
import { isOurs } from '../../common/tags.js';
import { mappingsTo } from '../mappings.js';
import { retagApiGateway } from '../tags.js';
import { corsInput, liveCors, wantedCors, type Cors, type CorsWant } from './cors.js';
import { pages } from '../../../src/pages.js';
import { integrationsOf, routesOf } from '../parts.js';
import { partsOfApi } from './additions.js';
import { billing } from './billing.js';
import { script } from './script.js';

interface ApiWant {
  readonly Name: string;
  readonly ProtocolType: ProtocolType;
  /** Null if API Gateway does not handle CORS. */
  readonly CorsConfiguration: CorsWant | null;
}

/**
 * Its routes, integrations and stages are deleted with it; mappings of domain names are not, and keep it. Sources:
 * https://github.com/floci-io/floci/issues/1218, https://github.com/gruntwork-io/cloud-nuke/issues/370 (an API with a route and an
 * integration, of which the mappings alone were in the way)
 */
export const apiResource = resource({
  type: 'api',
  lists: { 'CorsConfiguration.*': 'set' },
  billing,
  script,
  fixed: ['ProtocolType'],

  async create({ apigatewayv2, tags }, { Name, ProtocolType, CorsConfiguration: cors }: ApiWant) {
    const settings = { Name, ProtocolType, ...(cors && { CorsConfiguration: corsInput(cors) }) };
    const made = await apigatewayv2.send(new CreateApiCommand({ ...settings, Tags: tags }));
    return required(made.ApiId, 'ApiId');
  },

  fromArn(arn) {
    const path = afterPrefix('apigateway', '/apis/')(arn);
    return path?.includes('/') ? undefined : path;
  },

  async find(cloud) {
    const apis = await pages(async (NextToken) => {
      const answer = await cloud.apigatewayv2.send(new GetApisCommand({ NextToken }));
      return { items: answer.Items, next: answer.NextToken };
    });
    return apis
      .filter(({ Tags }) => isOurs(cloud, Tags))
      .map((api) => ({ id: required(api.ApiId, 'ApiId'), tags: api.Tags }));
  },

  async read({ apigatewayv2 }, apiId) {
    const { Tags = {}, ...it } = await apigatewayv2.send(new GetApiCommand({ ApiId: apiId }));
    const { Name, ProtocolType, CorsConfiguration: cors } = it;
    const live = { Name, ProtocolType, CorsConfiguration: cors ? liveCors(cors) : null };
    return ready({ apiId, apiUrl: required(it.ApiEndpoint, 'ApiEndpoint') }, live, { tags: Tags });
  },

  // Another call removes the CORS configuration, and answers NotFound if there is none any more.
  async update({ apigatewayv2 }, ApiId, { Name, CorsConfiguration: cors }, changed) {
    const isCors = changed.includes('CorsConfiguration');
    const CorsConfiguration = isCors && cors ? corsInput(cors) : undefined;
    const change = { ...(changed.includes('Name') && { Name }), ...(CorsConfiguration && { CorsConfiguration }) };
    if (Object.keys(change).length > 0) await apigatewayv2.send(new UpdateApiCommand({ ApiId, ...change }));
    if (!isCors || cors) return;
    const live = await apigatewayv2.send(new GetApiCommand({ ApiId }));
    if (live.CorsConfiguration) await apigatewayv2.send(new DeleteCorsConfigurationCommand({ ApiId }));
  },

  async parts(cloud, apiId) {
    const [integrations, routes] = await all([integrationsOf(cloud, apiId), routesOf(cloud, apiId)]);
    return [
      ...integrations.map(({ IntegrationId: integrationId }) => ({
        type: 'api-integration',
        id: { integrationId, apiId },
      })),
      ...routes.map(({ RouteId: routeId }) => ({ type: 'api-route', id: { routeId, apiId } })),
    ];
  },

  additions: partsOfApi,
  async retag(cloud, apiId, set, remove) {
    await retagApiGateway(cloud, `/apis/${apiId}`, set, remove);
  },

  async delete({ apigatewayv2 }, ApiId) {
    await apigatewayv2.send(new DeleteApiCommand({ ApiId }));
  },

  // All that is in it goes with it.
  dependents: (cloud, apiId) => mappingsTo(cloud, apiId),
});
export type Api = StepOf<typeof apiResource>;

/**
 * The HTTP API: a public HTTPS address. Billed per request, nothing while idle. APIs may share a name, so this one
 * is told by its tags. Source: https://aws.amazon.com/api-gateway/pricing/
 * @param options.cors absent, requests of other origins reach the tasks, which may answer for themselves
 */
export const api = (name: string, { apiName, cors }: { apiName: string; cors?: Cors | undefined }) =>
  step({
    name,
    resource: apiResource,
    needs: {},
    why: 'The HTTP API: takes requests at a public HTTPS address',
    want: (): ApiWant => ({
      Name: apiName,
      ProtocolType: 'HTTP',
      CorsConfiguration: cors ? wantedCors(cors) : null,
    }),
  });
