import { balancerOf, balancerSideOf } from '../../src/config/placement.js';
import { balancedServices } from '../../src/config/balanced-services.js';
import { isForTheRest } from '../../src/config/rule-conditions.js';
import { placedRules, type PlacedRule } from '../../src/config/rule-priorities.js';
import type { Config } from '../../src/config/schema.js';
import { loadBalancerName, targetGroupName } from '../../src/config/stack-names.js';
import { healthCodesOf, healthPathOf } from '../../src/config/target-settings.js';
import { idOf, namedBy, required, startsAfter, type Step } from '../../src/step.js';
import { describedConditions } from '../../src/listener-conditions.js';
import { shortNames } from './route-names.js';
import { portOf, type ServiceParts } from './service-parts.js';
import { listenerRule, type ListenerRule } from '../elbv2/listener-rule/resource.js';
import { httpsListener, listener, redirectListener, type Listener } from '../elbv2/listener/resource.js';
import { loadBalancer, type LoadBalancer } from '../elbv2/load-balancer/resource.js';
import { balancerAlias } from '../route53/record-set/resource.js';
import { recordsFor, type Domain } from './domain.js';
import type { Network } from './network-parts.js';
import { cidrRule, securityGroupRule } from '../ec2/security-group-rule/resource.js';
import { securityGroup, type SecurityGroup } from '../ec2/security-group/resource.js';
import { targetGroup, type TargetGroup } from '../elbv2/target-group/resource.js';

/** A load balancer with its listener and target groups, and all its steps. */
export interface LoadBalancing {
  readonly balancer: LoadBalancer;
  readonly group: SecurityGroup;
  readonly listener: Listener;
  /** What must be there for the names of the stack to lead here; empty where it has none. */
  readonly records: readonly Step[];
  /**
   * By service: the target group in which ECS registers its tasks, and its listeners. ECS refuses a target group that
   * no listener leads to.
   */
  readonly targets: {
    readonly [service: string]: { readonly group: TargetGroup; readonly listeners: readonly Step[] };
  };
  readonly steps: readonly Step[];
}

const http = 80;
const https = 443;

/**
 * A load balancer at port 80, or at 443 where the stack has a domain: internet-facing, or inside the VPC for the VPC link.
 * @param services all services; those with rules get requests from the load balancer
 * @param domain of the stack, where it leads to the load balancer
 * @returns undefined if the config has no load balancer
 */
export function loadBalancing(
  config: Config,
  net: Network,
  services: readonly ServiceParts[],
  domain: Domain | undefined,
): LoadBalancing | undefined {
  const scheme = balancerOf(config);
  const side = balancerSideOf(config);
  if (!scheme || !side) return undefined;
  const { name, ingress } = config;
  const group = securityGroup(
    'load-balancer-security-group',
    { vpc: net.vpc },
    {
      groupName: `${name}-load-balancer`,
      description: 'Around the load balancer',
      egress: 'none',
    },
  );
  const balancer = namedBy(
    loadBalancer(
      'load-balancer',
      { subnets: net[side].subnets, group, first: scheme === 'internal' ? [] : [net.attachment] },
      { ...ingress.loadBalancer, balancerName: loadBalancerName(name, config), scheme },
    ),
    'ingress.loadBalancer.name',
  );
  const names = balancedServices(config);
  const balanced = services.filter((service) => names.has(service.name));
  const groups = new Map(balanced.map((service) => [service.name, target(config, net, service)]));
  const groupOf = ({ name }: ServiceParts) => required(groups.get(name), `a target group of ${name}`);
  const defaultService = balanced.find(({ settings }) => settings.rules.some(isForTheRest));
  const front = listenersOf(balancer, defaultService && groupOf(defaultService), domain);
  const port = front.serving;
  const publicIngress = scheme === 'internal' ? [] : publicIngressRules(group, domain ? [http, https] : [http]);
  const placed = placedRules(config);
  const rules = balanced.flatMap((service) => rulesTo(service, placed, groups, port));
  const targets = Object.fromEntries(
    balanced.map((service) => {
      const leading = rules.filter(({ leadsTo }) => leadsTo.includes(service.name)).map(({ step }) => step);
      return [service.name, { group: groupOf(service), listeners: [port, ...leading] }];
    }),
  );
  const rulesBetween = balanced.flatMap((service) => groupRules(group, service));
  const steps = [
    group,
    ...publicIngress,
    balancer,
    ...groups.values(),
    ...front.listeners,
    ...rules.map(({ step }) => step),
    ...rulesBetween,
    ...front.records,
  ];
  return { balancer, group, listener: port, records: front.records, targets, steps };
}

/**
 * With a domain, requests are served over HTTPS, and those of plain HTTP are sent on there.
 * @param group of the default service
 */
function listenersOf(balancer: LoadBalancer, group: TargetGroup | undefined, domain: Domain | undefined) {
  const id = idOf(balancer);
  if (!domain) {
    const serving = listener('listener', { balancer: id, group }, { port: http });
    return { serving, listeners: [serving], records: [] };
  }
  const { certificate, requested } = domain;
  const serving = httpsListener('https-listener', { balancer: id, certificate, requested, group }, { port: https });
  const redirect = redirectListener(
    'listener',
    { balancer: id, https: startsAfter(serving) },
    { port: http, to: https },
  );
  const records = recordsFor(domain, (step, zone, name) =>
    namedBy(balancerAlias(step, { zone, balancer, served: [serving] }, { domain: name }), 'ingress.domain'),
  );
  return { serving, listeners: [serving, redirect], records };
}

function target({ name: stack }: Config, { vpc }: Network, { name, settings }: ServiceParts): TargetGroup {
  const { health, drain, ...others } = settings.target;
  const group = targetGroup(
    `${name}-target-group`,
    { vpc },
    {
      ...others,
      groupName: targetGroupName(stack, name, settings),
      healthCheck: {
        path: healthPathOf(settings.target),
        interval: health.interval,
        timeout: health.timeout,
        healthyThreshold: health.healthy,
        unhealthyThreshold: health.unhealthy,
        matcher: healthCodesOf(settings.target),
        port: health.port,
        protocol: health.protocol,
      },
      deregistrationDelay: drain,
    },
  );
  return namedBy(group, `services.${name}.target.name`);
}

/** A rule, and the services that it leads to: its own one, and those with a share of it. */
interface LeadingRule {
  readonly step: ListenerRule;
  readonly leadsTo: readonly string[];
}

/**
 * A rule with a priority of its own is named by that, as it always was, and another one by what it takes: so it stays the same
 * where others come and go.
 */
function rulesTo(
  { name, settings }: ServiceParts,
  placed: readonly PlacedRule[],
  groups: ReadonlyMap<string, TargetGroup>,
  port: Listener,
): LeadingRule[] {
  const own = placed.filter(({ service, isForTheRest }) => service === name && !isForTheRest);
  const names = shortNames(own.map(({ conditions }) => describedConditions(conditions)));
  const groupOf = (service: string) => required(groups.get(service), `a target group of ${service}`);
  return own.map(({ conditions, priority, isSaid, weights }) => {
    const taken = describedConditions(conditions);
    const stepName = isSaid ? `${name}-rule-${priority}` : `${name}-rule-for-${names.get(taken)}`;
    const shares = Object.entries(weights ?? {})
      .filter(([service]) => service !== name)
      .map(([serviceName, weight = 0]) => ({ serviceName, weight }));
    const step = listenerRule(
      stepName,
      { listener: port, group: groupOf(name), others: shares.map((it) => groupOf(it.serviceName)) },
      {
        ...{ conditions, priority: required(priority, `a priority for ${taken}`), serviceName: name },
        ...{ shares, weight: weights?.[name] ?? 1, stickiness: settings.target.stickiness?.duration },
      },
    );
    return { step, leadsTo: [name, ...shares.map(({ serviceName }) => serviceName)] };
  });
}

const publicIngressRules = (group: SecurityGroup, ports: readonly number[]) =>
  ports.map((port) =>
    cidrRule(
      `load-balancer-ingress-${port === https ? 'https' : 'http'}`,
      { group },
      { direction: 'ingress', port, cidr: '0.0.0.0/0', why: 'Lets the internet in to the load balancer' },
    ),
  );

/**
 * The rules between the load balancer and a service: one on each side, for the service's port only, and for the port at which it
 * is checked, where that is another.
 */
function groupRules(balancer: SecurityGroup, service: ServiceParts): Step[] {
  const { name, group, settings } = service;
  const checked = settings.target.health.port;
  const between = (port: number, more: string, what: string): Step[] => {
    const inward = { direction: 'ingress', port, why: `Lets the load balancer in to ${name}, ${what} only` } as const;
    const outward = { direction: 'egress', port, why: `Lets the load balancer out to ${name}` } as const;
    return [
      securityGroupRule(`${name}-ingress-from-load-balancer${more}`, { group, peer: balancer }, inward),
      securityGroupRule(`load-balancer-egress-to-${name}${more}`, { group: balancer, peer: group }, outward),
    ];
  };
  const port = portOf(service);
  return [
    ...between(port, '', 'on its port'),
    ...(checked === undefined || checked === port ? [] : between(checked, '-checks', 'for its health checks')),
  ];
}
