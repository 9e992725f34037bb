import type { Finding } from './finding.js';
import type { Shape } from './shape.js';
import type { Path } from './member-path.js';
import type { ValidPart } from './valid-part.js';

/** The rules between routes, services and the ingress. */

interface Route {
  readonly key: string;
  readonly service: string;
  readonly path: Path;
}

function routesOf({ services }: ValidPart<Shape>): Route[] {
  return Object.entries(services ?? {}).flatMap(([service, members]) =>
    (members?.routes ?? []).flatMap((key, i) =>
      key === undefined ? [] : [{ key, service, path: ['services', service, 'routes', i] }],
    ),
  );
}

const ingressMembers: readonly Path[] = [
  ['ingress', 'type'],
  ['ingress', 'via'],
];
const isThroughCloudMap = ({ ingress }: ValidPart<Shape>) =>
  ingress?.type === 'http-api' && ingress.via === 'cloud-map';
const hasAddressesOnly = ({ services }: ValidPart<Shape>, service: string) =>
  services?.[service]?.discovery?.type === 'a';

/**
 * API Gateway accepts an API without routes, and answers every request to it with 404. Its stage cannot be deployed, so every
 * `up` would try that again.
 * Source: https://github.com/mach-composer/mach-composer-cli/issues/42
 */
export function apiWithoutRoutes(config: ValidPart<Shape>): Finding[] {
  const services = Object.keys(config.services ?? {});
  const tasks = [...services, ...Object.keys(config.jobs ?? {})];
  if (!isThroughCloudMap(config) || tasks.length === 0 || routesOf(config).length > 0) return [];
  return [
    {
      at: [['services'], []],
      message: 'no service has a route, so the HTTP API would answer every request with 404',
      hint: 'add `routes: [$default]` to the service that should answer, or `ingress: {type: none}`',
      restsOn: [
        ...ingressMembers,
        ...(config.services ? services.map((service) => ['services', service, 'routes']) : [['services']]),
      ],
    },
  ];
}

export function routesWithoutIngress(config: ValidPart<Shape>): Finding[] {
  if (config.ingress?.type === undefined || isThroughCloudMap(config)) return [];
  const isApi = config.ingress.type === 'http-api';
  return [...new Set(routesOf(config).map(({ service }) => service))].map((service) => ({
    at: [['services', service, 'routes']],
    message: isApi
      ? 'these routes go through Cloud Map, and the ingress goes via a load balancer'
      : `routes need an HTTP API to be in, and the ingress is "${config.ingress?.type}"`,
    hint: isApi
      ? 'write `rules` instead, as in `rules: [{path: /api*, priority: 1}]`, or set ingress.via to "cloud-map"'
      : 'remove the routes, or set the type of the ingress to "http-api"',
    restsOn: ingressMembers,
  }));
}

/** Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html */
export function routesWithoutDiscovery(config: ValidPart<Shape>): Finding[] {
  if (!isThroughCloudMap(config)) return [];
  const services = new Set(routesOf(config).map(({ service }) => service));
  return [...services]
    .filter((service) => config.services?.[service]?.discovery?.type !== 'srv')
    .map((service) => ({
      at: hasAddressesOnly(config, service)
        ? [['services', service, 'discovery', 'type']]
        : [['services', service, 'routes']],
      message: 'routes need "discovery": API Gateway learns the port of a task from its SRV record in Cloud Map',
      hint: hasAddressesOnly(config, service)
        ? 'set it to srv: an A record has no port'
        : `add \`discovery: {type: srv}\` to services.${service}`,
      restsOn: [['services', service, 'discovery']],
    }));
}

/** A route key is unique in its API: CreateRoute answers `ConflictException`. */
export function duplicateRoutes(config: ValidPart<Shape>): Finding[] {
  const routes = routesOf(config);
  return routes.flatMap(({ key, path }, i): Finding[] => {
    const first = routes.slice(0, i).find((earlier) => earlier.key === key);
    if (!first) return [];
    return [
      {
        at: [path],
        message: `the route ${JSON.stringify(key)} is used twice`,
        hint: 'a route leads to one service: remove one of the two',
        other: first.path,
      },
    ];
  });
}
