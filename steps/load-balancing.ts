import { anyPath } from '../src/config/path-pattern.js';
import { balancerOf, balancerSideOf } from '../src/config/placement.js';
import type { Config } from '../src/config/schema.js';
import { loadBalancerName, targetGroupName } from '../src/config/stack-names.js';
import { idOf, required, type Step } from '../src/step.js';
import type { ServiceParts } from './container-service.js';
import { listenerRule } from './listener-rule.js';
import { listener, type Listener } from './listener.js';
import { loadBalancer, type LoadBalancer } from './load-balancer.js';
import type { Network } from './network-parts.js';
import { cidrRule, securityGroupRule } from './security-group-rule.js';
import { securityGroup, type SecurityGroup } from './security-group.js';
import { targetGroup, type TargetGroup } from './target-group.js';

/** A load balancer with what leads through it, and all its steps. */
export interface LoadBalancing {
  readonly balancer: LoadBalancer;
  readonly group: SecurityGroup;
  readonly listener: Listener;
  /** By service: its tasks are registered in the group, and ECS takes that only when a listener leads to it. */
  readonly targets: { readonly [service: string]: { readonly group: TargetGroup; readonly leads: readonly Step[] } };
  readonly steps: readonly Step[];
}

const http = 80;

/**
 * A load balancer at port 80: on the internet, or inside of the VPC for the VPC link to call.
 * @param services those with rules are behind it
 * @returns undefined where the config has none
 */
export function loadBalancing(
  config: Config,
  net: Network,
  services: readonly ServiceParts[],
): LoadBalancing | undefined {
  const scheme = balancerOf(config);
  const side = balancerSideOf(config);
  if (!scheme || !side) return undefined;
  const { name, ingress } = config;
  const group = securityGroup('load-balancer-security-group', { vpc: net.vpc }, {
    groupName: `${name}-load-balancer`,
    description: 'Around the load balancer',
    egress: 'none',
  });
  const balancer = loadBalancer(
    'load-balancer',
    { subnets: net[side].subnets, group, first: scheme === 'internal' ? [] : [net.attachment] },
    { balancerName: loadBalancerName(name, config), scheme, idleTimeout: ingress.loadBalancer.idleTimeout },
  );
  const behind = services.filter(({ settings }) => settings.rules.length > 0);
  const groups = new Map(behind.map((service) => [service.name, target(config, net, service)]));
  const groupOf = ({ name }: ServiceParts) => required(groups.get(name), `a target group of ${name}`);
  const rest = behind.find(({ settings }) => settings.rules.some(({ path }) => path === anyPath));
  const port = listener('listener', { balancer: idOf(balancer), group: rest && groupOf(rest) }, { port: http });
  const doors = scheme === 'internal' ? [] : [fromEverywhere(group)];
  const inside = behind.map((service) => ({ service, rules: rulesTo(service, groupOf(service), port) }));
  const targets = Object.fromEntries(
    inside.map(({ service, rules }) => [service.name, { group: groupOf(service), leads: [port, ...rules] }]),
  );
  const firewall = behind.flatMap((service) => firewallBetween(group, service));
  const steps = [group, ...doors, balancer, ...groups.values(), port, ...inside.flatMap((it) => it.rules), ...firewall];
  return { balancer, group, listener: port, targets, steps };
}

function target({ name: stack }: Config, { vpc }: Network, { name, settings }: ServiceParts): TargetGroup {
  const { health, drain } = settings.target;
  return targetGroup(`${name}-target-group`, { vpc }, {
    groupName: targetGroupName(stack, name, settings),
    healthCheck: {
      path: health.path,
      interval: health.interval,
      timeout: health.timeout,
      healthyThreshold: health.healthy,
      unhealthyThreshold: health.unhealthy,
      matcher: '200-299',
    },
    deregistrationDelay: drain,
  });
}

/** One for each path: a path that is taken away takes its own rule with it. */
const rulesTo = ({ name, settings }: ServiceParts, group: TargetGroup, port: Listener) =>
  settings.rules.flatMap(({ path, priority }) =>
    priority === undefined
      ? []
      : [listenerRule(`${name}-rule-${priority}`, { listener: port, group }, { paths: [path], priority, serviceName: name })],
  );

const fromEverywhere = (group: SecurityGroup) =>
  cidrRule(
    'load-balancer-ingress-http',
    { group },
    { direction: 'ingress', port: http, cidr: '0.0.0.0/0', why: 'Lets the internet in to the load balancer' },
  );

/** A rule on each side of the service's port, and no other way between the two. */
function firewallBetween(balancer: SecurityGroup, { name, port, group }: ServiceParts): Step[] {
  const inward = { direction: 'ingress', port, why: `Lets the load balancer in to ${name}, on its port only` } as const;
  const outward = { direction: 'egress', port, why: `Lets the load balancer out to ${name}` } as const;
  return [
    securityGroupRule(`${name}-ingress-from-load-balancer`, { group, peer: balancer }, inward),
    securityGroupRule(`load-balancer-egress-to-${name}`, { group: balancer, peer: group }, outward),
  ];
}
