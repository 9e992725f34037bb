import {
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  GetVpcLinksCommand,
} from '@aws-sdk/client-apigatewayv2';
import { all, nameOf } from './list-all.js';

/** Lists the resources of API Gateway: HTTP APIs with everything in them, and VPC links. */
export async function gateway(client) {
  const [links, apis] = await Promise.all([
    all(client, GetVpcLinksCommand, {}, 'Items'),
    all(client, GetApisCommand, {}, 'Items'),
  ]);
  return [
    ...links.map((it) => ({
      kind: 'vpc link',
      id: it.VpcLinkId,
      name: nameOf(it.Tags),
      called: it.Name,
      status: it.VpcLinkStatus,
      subnets: it.SubnetIds,
      groups: it.SecurityGroupIds,
    })),
    ...apis.map((it) => ({
      kind: 'api',
      id: it.ApiId,
      name: nameOf(it.Tags),
      called: it.Name,
      protocol: it.ProtocolType,
      cors: it.CorsConfiguration,
    })),
    ...(await Promise.all(apis.map(({ ApiId }) => inApi(client, ApiId)))).flat(),
  ];
}

async function inApi(client, ApiId) {
  const commands = [GetIntegrationsCommand, GetRoutesCommand, GetStagesCommand];
  const lists = await Promise.all(commands.map((Command) => all(client, Command, { ApiId }, 'Items')));
  const [integrations, routes, stages] = lists;
  return [
    ...integrations.map((it) => ({
      kind: 'integration',
      id: it.IntegrationId,
      name: `${it.IntegrationType} ${it.IntegrationMethod}`,
      api: ApiId,
      uri: it.IntegrationUri,
      link: it.ConnectionId,
      payload: it.PayloadFormatVersion,
    })),
    ...routes.map((it) => ({ kind: 'api route', id: it.RouteId, name: it.RouteKey, api: ApiId, target: it.Target })),
    ...stages.map((it) => ({
      kind: 'stage',
      name: nameOf(it.Tags),
      called: it.StageName,
      api: ApiId,
      autoDeploy: it.AutoDeploy,
      accessLogs: it.AccessLogSettings,
      routeSettings: it.DefaultRouteSettings,
    })),
  ];
}
