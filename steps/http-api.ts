import type { Config } from '../src/config/schema.js';
import type { Step } from '../src/step.js';
import { apiIntegration } from './api-integration.js';
import { apiRoute } from './api-route.js';
import { apiStage } from './api-stage.js';
import { api, type Api } from './api.js';
import type { ContainerService } from './container-service.js';
import { logGroup } from './log-group.js';
import type { Network } from './network.js';
import { routeNames } from './route-names.js';
import { securityGroupRule } from './security-group-rule.js';
import { securityGroup, type SecurityGroup } from './security-group.js';
import { output, type Stack } from './stack.js';
import { vpcLink, type VpcLink } from './vpc-link.js';

/** An HTTP API on the internet, and a VPC link to the tasks of each service that has routes. */
export function httpApi({ name, ingress }: Config, net: Network, services: readonly ContainerService[]): Stack {
  const group = securityGroup('vpc-link-security-group', { vpc: net.vpc }, {
    groupName: `${name}-vpc-link`,
    description: 'Around the VPC link',
    egress: 'none',
  });
  const link = vpcLink('vpc-link', { subnets: net.subnets, group }, { linkName: name });
  const theApi = api('api', { apiName: name });
  const exposed = services.flatMap((service) => exposure(service, { group, link, api: theApi }));
  const routes = exposed.flatMap((it) => it.routes);

  const logGroupName = `/aws/vendedlogs/apis/${name}`;
  const why = 'Keeps one line for each request to the API';
  const logs = logGroup('api-access-logs', { logGroupName, retentionDays: ingress.logRetentionDays, why });
  const stage = apiStage('api-stage', { api: theApi, routes, logs });

  const steps = [group, link, theApi, ...exposed.flatMap((it) => it.steps), logs, stage];
  return { steps, outputs: { ApiUrl: output(theApi, ({ apiUrl }) => apiUrl, stage) } };
}

/**
 * What lets requests through to one service: a rule on each side of its port, an integration, and its routes.
 * @throws Error when it has routes and no discovery; a validated config has no such service
 */
function exposure(
  { name, port, routes: keys, group, discovery }: ContainerService,
  ingress: { group: SecurityGroup; link: VpcLink; api: Api },
) {
  if (keys.length === 0) return [];
  if (!discovery) throw new Error(`${name} has routes, but no discovery by which API Gateway finds its tasks`);
  const { link, api } = ingress;
  const inward = securityGroupRule(
    `${name}-ingress-from-vpc-link`,
    { group, peer: ingress.group },
    { direction: 'ingress', port, why: `Lets the VPC link in to ${name}, on its port only` },
  );
  const outward = securityGroupRule(
    `vpc-link-egress-to-${name}`,
    { group: ingress.group, peer: group },
    { direction: 'egress', port, why: `Lets the VPC link out to ${name}, and nowhere else` },
  );
  const integration = apiIntegration(`${name}-integration`, { api, link, discovery });
  const names = routeNames(keys);
  const routes = keys.map((routeKey) =>
    apiRoute(`${name}-route-${names.get(routeKey)}`, { api, integration }, { routeKey, serviceName: name }),
  );
  const steps: readonly Step[] = [inward, outward, integration, ...routes];
  return [{ steps, routes }];
}
