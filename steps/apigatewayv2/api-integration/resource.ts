import {
  CreateIntegrationCommand,
  DeleteIntegrationCommand,
  UpdateIntegrationCommand,
} from '@aws-sdk/client-apigatewayv2';
import { absent, ready, required, resource, step, type OnlyToStart, type StepOf } from '../../../src/step.js';
import type { Api } from '../api/resource.js';
import type { CloudMapService } from '../../servicediscovery/cloud-map-service/resource.js';
import type { Listener } from '../../elbv2/listener/resource.js';
import { integrationsOf } from '../parts.js';
import { pick } from '../../common/pick.js';
import type { VpcLink } from '../vpc-link/resource.js';
import { script } from './script.js';
import { integrationDependents } from './dependents.js';

interface ApiIntegrationWant {
  readonly ApiId: string;
  readonly IntegrationType: 'HTTP_PROXY';
  readonly IntegrationMethod: string;
  /** The target of requests: the ARN of a Cloud Map service, or of a listener of a load balancer. */
  readonly IntegrationUri: string;
  readonly ConnectionType: 'VPC_LINK';
  readonly ConnectionId: string;
  readonly PayloadFormatVersion: string;
}

export const apiIntegrationResource = resource({
  type: 'api-integration',
  quota: { name: 'api-integrations', within: ({ ApiId }: ApiIntegrationWant) => ApiId },
  uses: ['api', 'vpc-link', 'cloud-map-service', 'listener'],
  goesWith: { type: 'api', member: 'ApiId' },
  script,
  fixed: ['ApiId', 'IntegrationType', 'ConnectionType'],

  async create({ apigatewayv2 }, want: ApiIntegrationWant) {
    const made = await apigatewayv2.send(new CreateIntegrationCommand(want));
    return { integrationId: required(made.IntegrationId, 'IntegrationId'), apiId: want.ApiId };
  },

  // An integration has no tags and no name. It is in an API of this stack, so its VPC link and target identify it.
  async find(cloud, { ApiId, ConnectionId, IntegrationUri }) {
    return (await integrationsOf(cloud, ApiId))
      .filter((it) => it.ConnectionId === ConnectionId && it.IntegrationUri === IntegrationUri)
      .map((it) => ({ id: { integrationId: required(it.IntegrationId, 'IntegrationId'), apiId: ApiId } }));
  },

  // All of the API are asked for, which is one question for all its integrations.
  async read(cloud, { apiId, integrationId }) {
    const found = (await integrationsOf(cloud, apiId)).find((it) => it.IntegrationId === integrationId);
    if (!found) return absent;
    const { IntegrationMethod, IntegrationUri, ConnectionId, PayloadFormatVersion } = found;
    return ready({ integrationId }, { IntegrationMethod, IntegrationUri, ConnectionId, PayloadFormatVersion });
  },

  async update({ apigatewayv2 }, { apiId, integrationId }, want, changed) {
    const ids = { ApiId: apiId, IntegrationId: integrationId };
    await apigatewayv2.send(new UpdateIntegrationCommand({ ...pick(want, changed), ...ids }));
  },

  async delete({ apigatewayv2 }, { apiId, integrationId }) {
    await apigatewayv2.send(new DeleteIntegrationCommand({ ApiId: apiId, IntegrationId: integrationId }));
  },

  dependents: integrationDependents,
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
 * Forwards requests through the VPC link to a task that Cloud Map names at that moment.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 * @param needs.served the ECS service that answers. Where its tasks move to another Cloud Map service, requests follow when
 *   they are there
 */
export const apiIntegration = (
  name: string,
  needs: { api: Api; link: VpcLink; discovery: CloudMapService; served?: OnlyToStart },
) =>
  step({
    name,
    resource: apiIntegrationResource,
    needs,
    why: 'Forwards requests through the VPC link to a task that Cloud Map names',
    want: ({ discovery, api, link }) => through({ api, link }, discovery.serviceArn),
  });

/**
 * Forwards requests through the VPC link to a listener of a load balancer, whose rules choose the service. API Gateway
 * takes the ARN of the listener, not of the load balancer, which need not be active yet.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 */
export const listenerIntegration = (name: string, needs: { api: Api; link: VpcLink; listener: Listener }) =>
  step({
    name,
    resource: apiIntegrationResource,
    needs,
    why: 'Forwards requests through the VPC link to the load balancer',
    want: ({ listener, ...given }) => through(given, listener.listenerArn),
  });
