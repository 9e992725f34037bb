import {
  CreateApiCommand,
  DeleteApiCommand,
  DeleteCorsConfigurationCommand,
  GetApiCommand,
  GetApisCommand,
  UpdateApiCommand,
  type Api,
  type CreateApiRequest,
  type UpdateApiRequest,
} from '@aws-sdk/client-apigatewayv2';
import { dnsSuffixOf } from '../../../facts/partitions.js';
import { on, type Context } from '../../service.js';
import { refuseWhileMapped } from './mapped.js';
import { autoDeploy } from './auto-deploy.js';
import { checkedCors } from './cors.js';
import {
  badRequest,
  notInSandbox,
  checkName,
  pickDefined,
  itemPage,
  notFound,
  refuseOtherMembers,
  required,
} from './refusals.js';
import { apis, deployments, integrations, routes, stages, type ApiRow } from './tables.js';
import { checkedTags } from './tags.js';

/**
 * HTTP APIs. Their names need not be unique and a create has no token: asked twice, there are two.
 * Source: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
 */
export const apiOperations = [
  on(CreateApiCommand, (input, context) => shown(createApi(input, context))),
  on(GetApiCommand, (input, context) => shown(existingApi(context, input.ApiId))),
  on(GetApisCommand, (input, context) => {
    const { items, more } = itemPage(apis(context).all(), ({ api }) => api.ApiId, input);
    return { Items: items.map(shown), ...more };
  }),
  on(UpdateApiCommand, (input, context) => shown(updateApi(input, context))),

  on(DeleteCorsConfigurationCommand, (input, context) => {
    const { api } = existingApi(context, input.ApiId);
    delete api.CorsConfiguration;
    autoDeploy(context, api.ApiId);
    return {};
  }),

  on(DeleteApiCommand, (input, context) => {
    const { api } = existingApi(context, input.ApiId);
    refuseWhileMapped(context, api.ApiId);
    for (const parts of [stages(context), routes(context), integrations(context), deployments(context)])
      for (const [key, { apiId }] of parts) if (apiId === api.ApiId) parts.delete(key);
    apis(context).delete(api.ApiId);
    return {};
  }),
];

/** @throws AwsError `NotFoundException` */
export function existingApi(context: Context, apiId: string | undefined): ApiRow {
  const row = apis(context).get(required(apiId, 'ApiId'));
  if (!row) throw notFound(`Invalid API identifier specified ${context.account}:${apiId ?? ''}`);
  return row;
}

const shown = ({ api, tags }: ApiRow): Api => ({ ...api, Tags: tags });

/** In the one form that HTTP APIs have. */
const routeSelection = '$request.method $request.path';

function createApi(input: CreateApiRequest, context: Context): ApiRow {
  // With a target, AWS makes an integration, a route and a stage as well.
  refuseOtherMembers(input, ['Target', 'RouteKey', 'CredentialsArn', 'DisableSchemaValidation']);
  const ProtocolType = required(input.ProtocolType, 'ProtocolType');
  if (ProtocolType === 'WEBSOCKET') throw notInSandbox('WebSocket APIs');
  if (ProtocolType !== 'HTTP') throw badRequest('Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]');
  const Name = required(input.Name, 'Name');
  const changes = checked(input);
  const tags = checkedTags(input.Tags);

  const ApiId = context.world.hex(10);
  const api: ApiRow['api'] = {
    ApiEndpoint: `https://${ApiId}.execute-api.${context.region}.${dnsSuffixOf(context.region)}`,
    ApiId,
    ApiKeySelectionExpression: '$request.header.x-api-key',
    CreatedDate: context.now,
    DisableExecuteApiEndpoint: false,
    IpAddressType: 'ipv4',
    ProtocolType,
    RouteSelectionExpression: routeSelection,
    ...changes,
    Name,
  };
  const row = { api, tags };
  apis(context).set(ApiId, row);
  return row;
}

function updateApi(input: UpdateApiRequest, context: Context): ApiRow {
  refuseOtherMembers(input, ['Target', 'RouteKey', 'CredentialsArn', 'DisableSchemaValidation']);
  const row = existingApi(context, input.ApiId);
  Object.assign(row.api, checked(input));
  autoDeploy(context, row.api.ApiId);
  return row;
}

/** What a create and an update have in common. A CORS configuration replaces the one before as a whole. */
function checked(input: Omit<UpdateApiRequest, 'ApiId'>): Partial<Api> {
  if (input.Name !== undefined) checkName(input.Name);
  const selection = input.RouteSelectionExpression?.replace(/[{}]/g, '');
  if (selection !== undefined && selection !== routeSelection)
    throw badRequest('RouteSelectionExpression must be ${request.method} ${request.path} for HTTP APIs.');
  return {
    ...pickDefined(input, ['Description', 'DisableExecuteApiEndpoint', 'IpAddressType', 'Name', 'Version']),
    ...(input.CorsConfiguration && { CorsConfiguration: checkedCors(input.CorsConfiguration) }),
  };
}
