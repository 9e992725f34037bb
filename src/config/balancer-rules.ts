import { balancedPorts } from './balanced-ports.js';
import { balancerOf, existingBalancerOf, membersOfBalancer } from './placement.js';
import type { Finding } from './finding.js';
import { conditionsOf } from './rule-conditions.js';
import type { Shape } from './shape.js';
import type { Path } from './member-path.js';
import type { ValidPart } from './valid-part.js';
import { portsOf } from './service-ports.js';
import { loadBalancerName, targetGroupName } from './stack-names.js';

/** The rules between a load balancer, the rules of its listener, and their services. */

type Checked = ValidPart<Shape>;
/**
 * Characters in the name of a load balancer or target group.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 */
const maxName = 32;

const portsWithRules = (config: Checked) => portsOf(config).filter(({ members }) => (members.rules ?? []).length > 0);

export function balancerWithoutRules(config: Checked): Finding[] {
  const services = Object.keys(config.services ?? {});
  if (!balancerOf(config) || services.length === 0 || portsWithRules(config).length > 0) return [];
  return [
    {
      at: [['services']],
      message: 'no service has a rule, so the load balancer would answer every request with 404',
      hint: 'add `rules: [{path: $default}]` to the service that should answer',
      restsOn: [
        ...membersOfBalancer,
        ...portsOf(config).map(({ at }) => [...at, 'rules']),
        ...services.flatMap((service) => ['rules', 'ports'].map((member) => ['services', service, member])),
      ],
    },
  ];
}

/** An HTTP API chooses by method and path alone: what else a rule looks at, it cannot. */
export function rulesWithoutBalancer(config: Checked): Finding[] {
  if (config.ingress === undefined || balancerOf(config)) return [];
  const isApi = config.ingress.type === 'http-api';
  return portsWithRules(config).map(({ at, members }) => {
    const others = (members.rules ?? [])
      .flatMap((rule) => (rule ? conditionsOf(rule) : []))
      .map(({ field }) => field)
      .filter((field) => field !== 'path' && field !== 'methods');
    const beyond = isApi && others.length > 0;
    return {
      at: [[...at, 'rules']] as const,
      message: beyond
        ? `an HTTP API chooses by method and path alone, and these rules look at ${[...new Set(others)].join(', ')}`
        : 'rules need a load balancer to be in, and the ingress has none',
      hint: beyond
        ? 'set ingress.type to "alb", or ingress.via to "alb"; or let the service look at the rest, and write `routes`'
        : 'set ingress.type to "alb", or ingress.via to "alb"; through Cloud Map, `routes` lead to a service, as in "GET /api/{proxy+}"',
      restsOn: membersOfBalancer,
    };
  });
}

/** ELB allows 32 characters; a stack's and a service's name together may have more. */
export function longBalancerNames(config: Checked): Finding[] {
  const { name: stack } = config;
  if (stack === undefined || !balancerOf(config)) return [];
  const names = [
    ...(existingBalancerOf(config)
      ? []
      : [
          { name: loadBalancerName(stack, config), what: 'the load balancer', at: ['ingress', 'loadBalancer', 'name'] },
        ]),
    ...balancedPorts(config).map((port) => ({
      name: targetGroupName(stack, port, config),
      what: `the target group of ${port.name}`,
      at: [...port.at, 'target', 'name'],
    })),
  ];
  return names
    .filter(({ name }) => name.length > maxName)
    .map(({ name, what, at }) => ({
      at: [at, ['name']],
      message: `${what} would be named ${name}, which has ${name.length} characters: at most ${maxName}`,
      hint: `give it a name: \`${at.join('.')}\``,
      restsOn: [at, ['name'], ...membersOfBalancer],
    }));
}

/**
 * ELB reserves names that begin with `internal-`. A stack may have such a name, and its load balancer gets it by
 * default.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 */
export function reservedBalancerName(config: Checked): Finding[] {
  const { name, ingress } = config;
  if (!name?.startsWith('internal-') || !balancerOf(config) || ingress?.loadBalancer?.name !== undefined) return [];
  if (existingBalancerOf(config)) return [];
  const at: Path = ['ingress', 'loadBalancer', 'name'];
  const message = `the load balancer would be named ${name}, and none may begin with "internal-"`;
  return [
    {
      at: [['name'], at],
      message,
      hint: `give it a name: \`${at.join('.')}\``,
      restsOn: [['name'], at, ...membersOfBalancer],
    },
  ];
}

/** `ingress.routes` send requests to the load balancer; its own rules then choose the service by the path. */
export function wrongIngressRoutes(config: Checked): Finding[] {
  const { ingress } = config;
  if (ingress?.routes === undefined || ingress.type === undefined || ingress.via === undefined) return [];
  if (ingress.type === 'http-api' && ingress.via === 'alb') {
    if (ingress.routes.length > 0) return [];
    return [
      {
        at: [['ingress', 'routes']],
        message: 'there is no route, so the HTTP API would answer every request with 404',
        hint: 'leave `routes` out, or write `routes: [$default]`',
      },
    ];
  }
  return [
    {
      at: [['ingress', 'routes']],
      message: 'these routes would lead to a load balancer, and there is none behind an HTTP API',
      hint: 'remove them: `routes` of a service lead to it',
      restsOn: [['ingress', 'routes'], ...membersOfBalancer],
    },
  ];
}

export function wrongCors({ ingress }: Checked): Finding[] {
  if (!ingress?.cors || ingress.type === undefined) return [];
  const { allowOrigins = [], allowCredentials } = ingress.cors;
  const at = ['ingress', 'cors'];
  if (ingress.type !== 'http-api')
    return [
      {
        at: [at],
        message: `"cors" is a setting of the HTTP API, and the ingress is "${ingress.type}"`,
        hint: 'remove it: behind a load balancer, the containers answer the CORS requests themselves',
        restsOn: membersOfBalancer,
      },
    ];
  if (!allowCredentials || !allowOrigins.includes('*')) return [];
  return [
    {
      at: [[...at, 'allowCredentials'], at],
      message: 'browsers refuse credentials where every origin ("*") is allowed',
      hint: 'name the origins, or set allowCredentials to false',
      other: [...at, 'allowOrigins'],
    },
  ];
}
