import {
  CreateIntegrationCommand,
  DeleteIntegrationCommand,
  GetIntegrationCommand,
  GetIntegrationsCommand,
  UpdateIntegrationCommand,
} from '@aws-sdk/client-apigatewayv2';
import { ready, required, resource, step, type StepOf } from '../src/step.js';
import type { Api } from './api.js';
import type { CloudMapService } from './cloud-map-service.js';
import type { Listener } from './listener.js';
import { pages } from './pages.js';
import { pick } from './pick.js';
import type { VpcLink } from './vpc-link.js';

interface ApiIntegrationWant {
  readonly ApiId: string;
  readonly IntegrationType: 'HTTP_PROXY';
  readonly IntegrationMethod: string;
  /** What requests go to: the ARN of a Cloud Map service, or of a load balancer's listener. */
  readonly IntegrationUri: string;
  readonly ConnectionType: 'VPC_LINK';
  readonly ConnectionId: string;
  readonly PayloadFormatVersion: string;
}

export const apiIntegrationResource = resource({
  type: 'api-integration',
  fixed: ['ApiId', 'IntegrationType', 'ConnectionType'],

  async create({ apigatewayv2 }, want: ApiIntegrationWant) {
    const made = await apigatewayv2.send(new CreateIntegrationCommand(want));
    return { integrationId: required(made.IntegrationId, 'IntegrationId'), apiId: want.ApiId };
  },

  // No tags and no name, but it is in an API of ours: what it connects tells it.
  async find({ apigatewayv2 }, { ApiId, ConnectionId, IntegrationUri }) {
    const integrations = await pages(async (NextToken) => {
      const answer = await apigatewayv2.send(new GetIntegrationsCommand({ ApiId, NextToken }));
      return { items: answer.Items, next: answer.NextToken };
    });
    const found = integrations.find((it) => it.ConnectionId === ConnectionId && it.IntegrationUri === IntegrationUri);
    return found && { id: { integrationId: required(found.IntegrationId, 'IntegrationId'), apiId: ApiId } };
  },

  async read({ apigatewayv2 }, { apiId, integrationId }) {
    const ids = { ApiId: apiId, IntegrationId: integrationId };
    const { IntegrationMethod, IntegrationUri, ConnectionId, PayloadFormatVersion } = await apigatewayv2.send(
      new GetIntegrationCommand(ids),
    );
    return ready({ integrationId }, { IntegrationMethod, IntegrationUri, ConnectionId, PayloadFormatVersion });
  },

  async update({ apigatewayv2 }, { apiId, integrationId }, want, changed) {
    const ids = { ApiId: apiId, IntegrationId: integrationId };
    await apigatewayv2.send(new UpdateIntegrationCommand({ ...pick(want, changed), ...ids }));
  },

  async delete({ apigatewayv2 }, { apiId, integrationId }) {
    await apigatewayv2.send(new DeleteIntegrationCommand({ ApiId: apiId, IntegrationId: integrationId }));
  },
});
export type ApiIntegration = StepOf<typeof apiIntegrationResource>;

/** The payload version is a string: the number 1.0 would be sent as 1. */
const through = (
  { api, link }: { api: { apiId: string }; link: { vpcLinkId: string } },
  IntegrationUri: string,
): ApiIntegrationWant => ({
  ApiId: api.apiId,
  IntegrationType: 'HTTP_PROXY',
  IntegrationMethod: 'ANY',
  IntegrationUri,
  ConnectionType: 'VPC_LINK',
  ConnectionId: link.vpcLinkId,
  PayloadFormatVersion: '1.0',
});

/**
 * Passes requests on through the link, to a task that Cloud Map names at that moment.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 */
export const apiIntegration = (name: string, needs: { api: Api; link: VpcLink; discovery: CloudMapService }) =>
  step({
    name,
    resource: apiIntegrationResource,
    needs,
    why: 'Passes requests on, through the link, to a task that Cloud Map names',
    want: ({ discovery, ...given }) => through(given, discovery.serviceArn),
  });

/**
 * Passes requests on through the link, to a listener of a load balancer, whose rules then decide. API Gateway wants the
 * listener's ARN, not the load balancer's, and does not ask whether that one is active yet.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 */
export const listenerIntegration = (name: string, needs: { api: Api; link: VpcLink; listener: Listener }) =>
  step({
    name,
    resource: apiIntegrationResource,
    needs,
    why: 'Passes requests on, through the link, to the load balancer',
    want: ({ listener, ...given }) => through(given, listener.listenerArn),
  });
