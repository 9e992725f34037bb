import {
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  GetVpcLinksCommand,
} from '@aws-sdk/client-apigatewayv2';
import type { Clients } from '../census.js';

export async function gateway({ apigatewayv2 }: Clients) {
  const { Items: apis = [] } = await apigatewayv2.send(new GetApisCommand({}));
  const { Items: links = [] } = await apigatewayv2.send(new GetVpcLinksCommand({}));
  const parts = await Promise.all(
    apis.map(async ({ ApiId }) => {
      const { Items: routes = [] } = await apigatewayv2.send(new GetRoutesCommand({ ApiId }));
      const { Items: integrations = [] } = await apigatewayv2.send(new GetIntegrationsCommand({ ApiId }));
      const { Items: stages = [] } = await apigatewayv2.send(new GetStagesCommand({ ApiId }));
      return { routes, integrations, stages };
    }),
  );
  return {
    apis: apis.map(({ Name }) => `${Name}`),
    vpcLinks: links.map(({ Name, VpcLinkStatus }) => `${Name} ${VpcLinkStatus}`),
    apiRoutes: parts.flatMap((it) => it.routes.map(({ RouteKey }) => `${RouteKey}`)),
    apiIntegrations: parts.flatMap((it) => it.integrations.map(({ ConnectionType }) => `${ConnectionType}`)),
    apiStages: parts.flatMap((it) => it.stages.map(({ StageName }) => `${StageName}`)),
  };
}
