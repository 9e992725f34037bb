import {
  CreateIntegrationCommand,
  DeleteIntegrationCommand,
  GetIntegrationCommand,
  GetIntegrationsCommand,
  UpdateIntegrationCommand,
  type CreateIntegrationRequest,
  type Integration,
} from '@aws-sdk/client-apigatewayv2';
import { on, type Context } from '../../service.js';
import { existingApi } from './api.js';
import { autoDeploy } from './auto-deploy.js';
import { refuseTooMany } from './part-quotas.js';
import { checkTarget } from './integration-target.js';
import {
  badRequest,
  notInSandbox,
  conflict,
  pickDefined,
  itemPage,
  notFound,
  refuseOtherMembers,
  refuseWebSocket,
  required,
} from './refusals.js';
import { integrations, childKey, routes, type IntegrationRow } from './tables.js';

/**
 * Where a route's requests go. There is no token and no uniqueness: asked twice, there are two.
 * Source: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html
 */
export const integrationOperations = [
  on(CreateIntegrationCommand, (input, context) => {
    const { api } = existingApi(context, input.ApiId);
    const wantedOne = checked({ ...defaults, ...wanted(input) }, context);
    refuseTooMany(context, 'api-integrations', integrations(context), api.ApiId);
    const IntegrationId = context.world.hex(7);
    const integration = { IntegrationId, ...wantedOne };
    integrations(context).set(childKey(api.ApiId, IntegrationId), { apiId: api.ApiId, integration });
    autoDeploy(context, api.ApiId);
    return integration;
  }),

  on(GetIntegrationCommand, ({ ApiId, IntegrationId }, context) => {
    const { integration } = existingIntegration(context, ApiId, IntegrationId);
    return integration;
  }),

  on(GetIntegrationsCommand, (input, context) => {
    const { api } = existingApi(context, input.ApiId);
    const all = integrations(context).all(({ apiId }) => apiId === api.ApiId);
    const { items, more } = itemPage(all, ({ integration }) => integration.IntegrationId, input);
    return { Items: items.map(({ integration }) => integration), ...more };
  }),

  on(UpdateIntegrationCommand, (input, context) => {
    const { apiId, integration } = existingIntegration(context, input.ApiId, input.IntegrationId);
    Object.assign(integration, checked({ ...integration, ...wanted(input) }, context));
    autoDeploy(context, apiId);
    return integration;
  }),

  on(DeleteIntegrationCommand, (input, context) => {
    const { apiId, integration } = existingIntegration(context, input.ApiId, input.IntegrationId);
    const users = routesTo(context, apiId, integration.IntegrationId).map(({ route }) => route.RouteId);
    if (users.length > 0)
      throw conflict(
        `Cannot delete Integration because it is referenced by the following Routes with Ids: [${users.join(', ')}]`,
      );
    integrations(context).delete(childKey(apiId, integration.IntegrationId));
    autoDeploy(context, apiId);
    return {};
  }),
];

/** @throws AwsError `NotFoundException` */
function existingIntegration(context: Context, apiId?: string, id?: string): IntegrationRow {
  const { api } = existingApi(context, apiId);
  const row = integrations(context).get(childKey(api.ApiId, required(id, 'IntegrationId')));
  if (!row) throw notFound(`Unable to find Integration with ID ${id ?? ''}`);
  return row;
}

/** The routes of an API that lead to this integration. */
export const routesTo = (context: Context, id: string, integrationId: string) =>
  routes(context).all(({ apiId, route }) => apiId === id && route.Target === `integrations/${integrationId}`);

const defaults = { ConnectionType: 'INTERNET', PayloadFormatVersion: '1.0', TimeoutInMillis: 30_000 } as const;

const methods = new Set(['ANY', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** What was asked for, as far as HTTP APIs have it. */
function wanted(input: Partial<CreateIntegrationRequest>): Partial<Integration> {
  refuseOtherMembers(input, ['CredentialsArn', 'IntegrationSubtype']);
  refuseWebSocket(input, [
    'ContentHandlingStrategy',
    'PassthroughBehavior',
    'RequestTemplates',
    'TemplateSelectionExpression',
  ]);
  return pickDefined(input, [
    'ConnectionId',
    'ConnectionType',
    'Description',
    'IntegrationMethod',
    'IntegrationType',
    'IntegrationUri',
    'PayloadFormatVersion',
    'RequestParameters',
    'ResponseParameters',
    'TimeoutInMillis',
    'TlsConfig',
  ]);
}

/**
 * The integration as a whole, whether it is new or changed.
 * @throws AwsError `BadRequestException`
 */
function checked(integration: Partial<Integration>, context: Context): Partial<Integration> {
  const { IntegrationType, PayloadFormatVersion, TimeoutInMillis = 0 } = integration;
  required(IntegrationType, 'IntegrationType');
  if (IntegrationType !== 'HTTP_PROXY') {
    if (IntegrationType === 'AWS_PROXY') throw notInSandbox('integrations with Lambda functions or AWS services');
    throw badRequest(`Integration type ${IntegrationType ?? ''} is not supported for HTTP APIs.`);
  }
  if (PayloadFormatVersion !== '1.0')
    throw badRequest(`Invalid payload format version ${PayloadFormatVersion ?? ''}: HTTP_PROXY supports 1.0 only.`);
  if (!methods.has(required(integration.IntegrationMethod, 'IntegrationMethod')))
    throw badRequest('Invalid HTTP method specified.');
  if (!(TimeoutInMillis >= 50 && TimeoutInMillis <= 30_000))
    throw badRequest('Timeout should be between 50 ms and 30000 ms.');
  checkTarget(integration, context);
  return integration;
}
