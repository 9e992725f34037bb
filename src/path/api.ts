import type { Api, ApiRoute, CloudMapService, DomainName, Facts, Integration, VpcLink } from './facts.js';
import { throughListener, toBalancer } from './balancer.js';
import type { Hop, Way } from '../hops.js';
import { interfaceEnd, type End } from './end.js';
import type { Request } from './request.js';
import { routeFor } from './routes.js';
import { stops, toTask } from './task.js';

/** What an HTTP API does with a request. */

/** The words of an API that finds nothing. Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting.html */
const notFound = 404;
/** Of a private integration that it does not reach, or that is refused there; believed to be the same for both. */
const unavailable = { unreachable: 503, refused: 503 } as const;

/** A request to a custom domain name. It may be mapped to any API, by the first part of the path or as a whole. */
export function throughDomain(facts: Facts, request: Request, domain: DomainName, before: readonly Hop[]): Way {
  const { DomainName: id, mappings } = domain;
  const mapping = mappings.find(({ ApiMappingKey: key }) => key === undefined || key === '');
  const api = facts.apis.find(({ ApiId }) => ApiId === mapping?.ApiId);
  // Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html; the status is believed.
  if (!mapping || !api)
    return stops(before, 'domain-name', id, {
      ...{ why: 'no API is mapped to it', seen: notFound, repair: 'provision up: it maps the API again' },
    });
  const hops: Hop[] = [
    ...before,
    { at: 'domain-name', id, why: `is mapped to the API ${api.ApiId}` },
    { at: 'api', id: api.ApiId, why: 'has that domain' },
  ];
  return atStage(facts, request, { api, name: mapping.Stage }, hops);
}

export function throughApi(facts: Facts, request: Request, api: Api, before: readonly Hop[]): Way {
  const id = api.ApiId;
  const hops: Hop[] = [...before, { at: 'api', id, why: 'has this name' }];
  // Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-disable-default-endpoint.html
  if (api.DisableExecuteApiEndpoint)
    return stops(hops, 'api', id, {
      ...{ why: 'the name that AWS gives it is turned off', seen: notFound, repair: 'use its own domain' },
    });
  return atStage(facts, request, { api, name: '$default' }, hops);
}

function atStage(facts: Facts, request: Request, { api, name }: { api: Api; name: string }, hops: Hop[]): Way {
  const stage = api.stages.find(({ StageName }) => StageName === name);
  if (!stage)
    return stops(hops, 'stage', api.ApiId, {
      ...{ why: `it has no stage ${name}`, seen: notFound, repair: 'provision up: it makes it again' },
    });
  if (stage.DeploymentId === undefined)
    return stops(hops, 'stage', name, {
      ...{ why: 'nothing was ever deployed to it', seen: notFound, repair: 'a deployment, or auto-deploy' },
    });
  hops.push({ at: 'stage', id: name, why: 'serves what was deployed', rule: stage.DeploymentId });
  return routed(facts, request, api, hops);
}

function routed(facts: Facts, request: Request, api: Api, hops: Hop[]): Way {
  const { method, url, headers = {} } = request;
  // CORS answers a preflight request itself, whatever routes there are.
  // Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
  if (method === 'OPTIONS' && api.CorsConfiguration && headers['access-control-request-method'] !== undefined)
    return {
      hops,
      ending: { is: 'answered', by: 'api', id: api.ApiId, status: 204, why: 'CORS answers a preflight request' },
    };
  const route = routeFor(api.routes, method, url.pathname);
  if (!route)
    return stops(hops, 'route', api.ApiId, {
      why: `no route fits ${method} ${url.pathname}`,
      ...{ seen: notFound, repair: `${whereRoutesAre(api)}: ["${method} ${url.pathname}"], or [$default]` },
    });
  hops.push({ at: 'route', id: route.RouteId, why: `fits ${method} ${url.pathname}`, rule: route.RouteKey });
  const refused = authorized(route, hops);
  if (refused) return refused;
  const integration = api.integrations.find((it) => `integrations/${it.IntegrationId}` === route.Target);
  if (!integration)
    return stops(hops, 'integration', route.Target ?? route.RouteId, {
      ...{ why: 'the route leads nowhere', seen: 500, repair: 'provision up: it makes it again' },
    });
  return integrated(facts, request, integration, hops);
}

/** Where a config has the routes of an API: with the services, or, where a load balancer is between them, with the ingress. */
const whereRoutesAre = ({ integrations }: Api): string =>
  integrations.some(({ IntegrationUri }) => IntegrationUri?.includes(':elasticloadbalancing:') === true)
    ? 'ingress.routes'
    : 'services.*.routes';

/** Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html */
function authorized({ RouteId, AuthorizationType = 'NONE' }: ApiRoute, hops: Hop[]): Way | undefined {
  if (AuthorizationType === 'NONE') return undefined;
  return stops(hops, 'route', RouteId, {
    why: `the route asks who is there (${AuthorizationType}), and what is asked here has no credentials`,
    ...{ seen: AuthorizationType === 'AWS_IAM' ? 403 : 401, repair: 'send what the authorizer asks for' },
  });
}

function integrated(facts: Facts, request: Request, integration: Integration, before: Hop[]): Way {
  const { IntegrationId: id, ConnectionType, ConnectionId, IntegrationUri: uri = '' } = integration;
  const hops: Hop[] = [...before, { at: 'integration', id, why: `sends it on to ${uri}` }];
  if (ConnectionType !== 'VPC_LINK')
    return {
      hops,
      ending: { is: 'answered', by: 'api', id, why: `it is up to ${uri}, which is outside of the stack` },
    };
  const link = facts.vpcLinks.find(({ VpcLinkId }) => VpcLinkId === ConnectionId);
  if (link?.VpcLinkStatus !== 'AVAILABLE')
    return stops(hops, 'vpc-link', ConnectionId ?? id, {
      why: link ? `the VPC link is ${link.VpcLinkStatus}` : 'the VPC link is gone',
      ...{
        seen: 503,
        repair: link ? 'wait: one without traffic for 60 days takes minutes to wake up' : 'provision up',
      },
    });
  hops.push({ at: 'vpc-link', id: link.VpcLinkId, why: 'is AVAILABLE' });
  if (uri.includes(':elasticloadbalancing:')) return throughLinkToListener(facts, request, { link, uri }, hops);
  const service = facts.cloudMapServices.find(({ Arn }) => Arn === uri);
  return service
    ? toInstance(facts, { link, service }, hops)
    : stops(hops, 'cloud-map-service', uri, {
        why: 'there is no such service any more',
        seen: 503,
        repair: 'provision up',
      });
}

function sendersOf({ networkInterfaces }: Facts, link: VpcLink): readonly End[] {
  return networkInterfaces
    .filter(
      ({ InterfaceType, SubnetId, Groups }) =>
        InterfaceType === 'api_gateway_managed' &&
        link.SubnetIds.includes(SubnetId) &&
        Groups.every((it) => link.SecurityGroupIds.includes(it)),
    )
    .map((own) => interfaceEnd(own, 'the VPC link'));
}

/**
 * Cloud Map tells the link of healthy instances, with address and port. Records without a port (A) do not do.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 */
function toInstance(facts: Facts, { link, service }: { link: VpcLink; service: CloudMapService }, before: Hop[]): Way {
  const { Arn, Name, instances } = service;
  const healthy = instances.filter(({ HealthStatus }) => HealthStatus !== 'UNHEALTHY');
  const [instance] = healthy;
  if (!instance)
    return stops(before, 'cloud-map-service', Arn, {
      why:
        instances.length > 0
          ? `none of ${instances.length} instances of ${Name} is healthy`
          : `nothing is registered in ${Name}`,
      ...{ seen: 503, repair: 'look at the service whose tasks it is for: provision status' },
    });
  const { AWS_INSTANCE_IPV4: Id, AWS_INSTANCE_PORT: Port } = instance;
  if (Id === undefined || Port === undefined)
    return stops(before, 'cloud-map-service', Arn, {
      why: `the instance ${instance.InstanceId} of ${Name} has no port: its records are A records`,
      ...{ seen: 503, repair: 'services.*.discovery: {type: srv}' },
    });
  const hops: Hop[] = [...before, { at: 'cloud-map-service', id: Arn, why: `${Name} leads to ${Id}:${Port}` }];
  const senders = sendersOf(facts, link);
  return toTask(facts, { before: hops, senders, to: { Id, Port }, called: `the task at ${Id}`, seen: unavailable });
}

/** The link's interfaces must get to those of the load balancer. */
function throughLinkToListener(
  facts: Facts,
  request: Request,
  { link, uri }: { link: VpcLink; uri: string },
  hops: Hop[],
): Way {
  const balancer = facts.loadBalancers.find(({ listeners }) => listeners.some((it) => it.ListenerArn === uri));
  const listener = balancer?.listeners.find((it) => it.ListenerArn === uri);
  if (!balancer || !listener) return throughListener(facts, request, uri, hops);
  const found = toBalancer(facts, sendersOf(facts, link), { balancer, port: listener.Port, seen: 503 });
  if (found.dropped) return { hops: [...hops, ...found.hops], ending: found.dropped };
  const passed: Hop = {
    at: 'load-balancer',
    id: balancer.LoadBalancerArn,
    why: `${balancer.LoadBalancerName} is reached`,
  };
  return throughListener(facts, request, uri, [...hops, ...found.hops, passed]);
}
