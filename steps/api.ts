import {
  CreateApiCommand,
  DeleteApiCommand,
  DeleteCorsConfigurationCommand,
  GetApiCommand,
  GetApisCommand,
  UpdateApiCommand,
  type ProtocolType,
} from '@aws-sdk/client-apigatewayv2';
import { ready, required, resource, step, type StepOf } from '../src/step.js';
import { corsInput, liveCors, wantedCors, type Cors, type CorsWant } from './api-cors.js';
import { pages } from './pages.js';
import { retagApiGateway } from './retag.js';
import { isOurs } from './tags.js';

interface ApiWant {
  readonly Name: string;
  readonly ProtocolType: ProtocolType;
  /** Null where API Gateway does not answer for CORS. */
  readonly CorsConfiguration: CorsWant | null;
}

export const apiResource = resource({
  type: 'api',
  fixed: ['ProtocolType'],

  async create({ apigatewayv2, tags }, { Name, ProtocolType, CorsConfiguration: cors }: ApiWant) {
    const settings = { Name, ProtocolType, ...(cors && { CorsConfiguration: corsInput(cors) }) };
    const made = await apigatewayv2.send(new CreateApiCommand({ ...settings, Tags: tags }));
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
    const { Tags = {}, ...it } = await apigatewayv2.send(new GetApiCommand({ ApiId: apiId }));
    const { Name, ProtocolType, CorsConfiguration: cors } = it;
    const live = { Name, ProtocolType, CorsConfiguration: cors ? liveCors(cors) : null };
    return ready({ apiId, apiUrl: required(it.ApiEndpoint, 'ApiEndpoint') }, live, { tags: Tags });
  },

  // CORS is taken away by a call of its own, which has nothing to find where it is gone already.
  async update({ apigatewayv2 }, ApiId, { Name, CorsConfiguration: cors }, changed) {
    const isCors = changed.includes('CorsConfiguration');
    const CorsConfiguration = isCors && cors ? corsInput(cors) : undefined;
    const change = { ...(changed.includes('Name') && { Name }), ...(CorsConfiguration && { CorsConfiguration }) };
    if (Object.keys(change).length > 0) await apigatewayv2.send(new UpdateApiCommand({ ApiId, ...change }));
    if (!isCors || cors) return;
    const live = await apigatewayv2.send(new GetApiCommand({ ApiId }));
    if (live.CorsConfiguration) await apigatewayv2.send(new DeleteCorsConfigurationCommand({ ApiId }));
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
 * @param options.cors absent, requests of other origins reach the tasks, which may answer for themselves
 */
export const api = (name: string, { apiName, cors }: { apiName: string; cors?: Cors | undefined }) =>
  step({
    name,
    resource: apiResource,
    needs: {},
    why: 'The public HTTPS address that takes requests',
    want: (): ApiWant => ({
      Name: apiName,
      ProtocolType: 'HTTP',
      CorsConfiguration: cors ? wantedCors(cors) : null,
    }),
  });
