import { routesToBalancer } from '../../src/config/route-key.js';
import type { Config } from '../../src/config/schema.js';
import { discoveredPort } from '../../src/config/service-ports.js';
import { accessLogGroupName } from '../../src/config/stack-names.js';
import { namedBy, required, startsAfter, type OnlyToStart, type Step } from '../../src/step.js';
import { apiIntegration, listenerIntegration, type ApiIntegration } from '../apigatewayv2/api-integration/resource.js';
import { apiRoute, type ApiRoute } from '../apigatewayv2/api-route/resource.js';
import { apiMapping } from '../apigatewayv2/api-mapping/resource.js';
import { apiStage, type ApiStage } from '../apigatewayv2/api-stage/resource.js';
import { api, type Api } from '../apigatewayv2/api/resource.js';
import { domainName } from '../apigatewayv2/domain-name/resource.js';
import { apiAlias } from '../route53/record-set/resource.js';
import { recordsFor, type Domain } from './domain.js';
import { rulesToTasks } from './common-group.js';
import { domainStepName } from './domain-step-names.js';
import { portOf, type ServiceParts } from './service-parts.js';
import type { LoadBalancing } from './load-balancing.js';
import { logGroup } from '../logs/log-group/resource.js';
import type { Network } from './network-parts.js';
import { routeNames } from './route-names.js';
import { securityGroupRule } from '../ec2/security-group-rule/resource.js';
import { securityGroup, type SecurityGroup } from '../ec2/security-group/resource.js';
import { output, type Stack } from './stack.js';
import { vpcLink, type VpcLink } from '../apigatewayv2/vpc-link/resource.js';

/**
 * An HTTP API and a VPC link, which leads to the load balancer or to the tasks of each service that has routes.
 * @param running the ECS service of each of `services`, in their order
 */
export function httpApi(
  { name, ingress }: Config,
  net: Network,
  services: readonly ServiceParts[],
  { balancing, running, domain }: Shared,
): Stack {
  const group = securityGroup(
    'vpc-link-security-group',
    { vpc: net.vpc },
    {
      groupName: `${name}-vpc-link`,
      description: 'Around the VPC link',
      egress: 'none',
    },
  );
  const { subnets } = net.private.subnets.length > 0 ? net.private : net.public;
  const link = vpcLink('vpc-link', { subnets, group }, { linkName: name });
  const theApi = api('api', { apiName: name, cors: ingress.cors });
  const parts = { group, common: net.common, link, api: theApi };
  const exposed = balancing
    ? [throughBalancer(balancing, routesToBalancer(ingress), parts)]
    : services.flatMap((service, index) => {
        const served = running[index];
        return service.settings.routes.length > 0
          ? [throughCloudMap(service, parts, served && startsAfter(served))]
          : [];
      });
  const routes = exposed.flatMap((it) => it.routes);

  const logGroupName = accessLogGroupName(name);
  const why = 'Keeps the access log of the API, one line for each request';
  const logs = logGroup('api-access-logs', { logGroupName, retentionDays: ingress.logRetentionDays, why });
  const stage = apiStage('api-stage', { api: theApi, routes, logs });

  const from = { step: 'vpc-link', words: 'the VPC link', group };
  const shared = net.common
    ? rulesToTasks(
        from,
        net.common,
        exposed.flatMap(({ ports }) => ports),
      )
    : [];
  const steps = [group, link, theApi, ...shared, ...exposed.flatMap((it) => it.steps), logs, stage];
  if (!domain) return { steps, outputs: { ApiUrl: output(theApi, ({ apiUrl }) => apiUrl, stage) } };
  const names = namesOfApi(domain, { api: theApi, stage });
  return { steps: [...steps, ...names.steps], outputs: names.outputs };
}

/** Each name is a domain of API Gateway's, with a mapping to the API, and a record that leads to it. */
function namesOfApi(domain: Domain, { api: theApi, stage }: { api: Api; stage: ApiStage }): Stack {
  const served = domain.names.map((name) => {
    const { certificate, requested } = domain;
    const at = domainName(domainStepName('domain-name', name), { certificate, requested }, { domain: name });
    const own = namedBy(at, 'ingress.domain');
    const mapping = apiMapping(domainStepName('api-mapping', name), { domainName: own, api: theApi, stage });
    return { name, own, mapping };
  });
  const records = recordsFor(domain, (step, zone, name) => {
    const { own, mapping } = required(
      served.find((it) => it.name === name),
      name,
    );
    return namedBy(apiAlias(step, { zone, domainName: own, served: [mapping] }, { domain: name }), 'ingress.domain');
  });
  const steps = [...served.flatMap(({ own, mapping }) => [own, mapping]), ...records];
  const [first] = served;
  if (!first) return { steps, outputs: {} };
  const last = records[0] ?? first.mapping;
  const url = output(first.own, ({ domainName: name }) => `https://${name}`, last);
  const target = output(first.own, ({ apiGatewayDomainName: name }) => name, last);
  return { steps, outputs: { ApiUrl: url, ...(!domain.zone && { DnsTarget: target }) } };
}

interface Shared {
  readonly balancing: LoadBalancing | undefined;
  readonly running: readonly Step[];
  readonly domain: Domain | undefined;
}
interface Parts {
  readonly group: SecurityGroup;
  readonly common: SecurityGroup | undefined;
  readonly link: VpcLink;
  readonly api: Api;
}
interface Exposure {
  readonly routes: readonly ApiRoute[];
  /** Of tasks, to which a rule for all of them may lead. */
  readonly ports: readonly number[];
  readonly steps: readonly Step[];
}

/**
 * The steps that lead requests to one service: a security group rule on each side, unless one lets out to all, an integration, and its
 * routes.
 * @throws Error if the service has no discovery, which a validated config excludes
 */
function throughCloudMap(
  { name, settings, group, discovery }: ServiceParts,
  parts: Parts,
  served?: OnlyToStart,
): Exposure {
  if (!discovery) throw new Error(`${name} has routes, but no discovery by which API Gateway finds its tasks`);
  const port = discoveredPort(settings);
  const { inward, outward } = firewallTo({ name, port, group }, parts.group);
  const { api, link, common } = parts;
  const integration = apiIntegration(`${name}-integration`, { api, link, discovery, ...(served && { served }) });
  const routes = routesTo(name, settings.routes, { api, integration });
  const ports = [portOf({ name, port })];
  return { routes, ports, steps: [inward, ...(common ? [] : [outward]), integration, ...routes] };
}

/** Routes that lead to the load balancer, which chooses the service by the path. */
function throughBalancer({ group: own, listener }: LoadBalancing, keys: readonly string[], parts: Parts): Exposure {
  const group = required(own, 'a security group of the load balancer');
  const { inward, outward } = firewallTo({ name: 'load-balancer', port: 80, group }, parts.group);
  const integration = listenerIntegration('load-balancer-integration', { api: parts.api, link: parts.link, listener });
  const routes = routesTo('load-balancer', keys, { api: parts.api, integration });
  return { routes, ports: [], steps: [inward, outward, integration, ...routes] };
}

function firewallTo(service: Pick<ServiceParts, 'name' | 'port' | 'group'>, link: SecurityGroup) {
  const { name, group } = service;
  const port = portOf(service);
  const inward = { direction: 'ingress', port, why: `Lets the VPC link in to ${name}, on its port only` } as const;
  const outward = { direction: 'egress', port, why: `Lets the VPC link out to ${name}, to its port only` } as const;
  return {
    inward: securityGroupRule(`${name}-ingress-from-vpc-link`, { group, peer: link }, inward),
    outward: securityGroupRule(`vpc-link-egress-to-${name}`, { group: link, peer: group }, outward),
  };
}

function routesTo(name: string, keys: readonly string[], needs: { api: Api; integration: ApiIntegration }) {
  const names = routeNames(keys);
  return keys.map((routeKey) =>
    apiRoute(`${name}-route-${names.get(routeKey)}`, needs, { routeKey, serviceName: name }),
  );
}
