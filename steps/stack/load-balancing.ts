import { balancerOf, balancerSideOf } from '../../src/config/placement.js';
import { balancedServices } from '../../src/config/balanced-services.js';
import { isForTheRest } from '../../src/config/rule-conditions.js';
import { placedRules } from '../../src/config/rule-priorities.js';
import type { Config } from '../../src/config/schema.js';
import { loadBalancerName, targetGroupName } from '../../src/config/stack-names.js';
import { healthCodesOf, healthPathOf } from '../../src/config/target-settings.js';
import { idOf, namedBy, required, startsAfter, type Step } from '../../src/step.js';
import { namedRules, rulesTo } from './balancer-rules.js';
import { checkedPorts, type ServiceParts } from './service-parts.js';
import { httpsListener, listener, redirectListener, type Listener } from '../elbv2/listener/resource.js';
import { balancerAttributes } from '../../src/config/balancer-attributes.js';
import type { ExistingLoadBalancer } from '../elbv2/existing-load-balancer/resource.js';
import { loadBalancer, type LoadBalancer, type OwnLoadBalancer } from '../elbv2/load-balancer/resource.js';
import { balancerAlias } from '../route53/record-set/resource.js';
import { recordsFor, type Domain, type Names } from './domain.js';
import { sharedFront, type SharedFront } from './shared-load-balancer.js';
import type { Network } from './network-parts.js';
import { cidrRule, securityGroupRule } from '../ec2/security-group-rule/resource.js';
import { securityGroup, type SecurityGroup } from '../ec2/security-group/resource.js';
import { targetGroup, type TargetGroup } from '../elbv2/target-group/resource.js';

/** A load balancer with its listener and target groups, and all its steps. */
export interface LoadBalancing {
  readonly balancer: LoadBalancer;
  /** Absent where it is somebody else's. */
  readonly group: SecurityGroup | undefined;
  readonly listener: Listener;
  /** Where it is somebody else's. */
  readonly shared: SharedFront | undefined;
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
 * A load balancer at port 80, or at 443 where the stack has a domain: internet-facing, or inside the VPC for the VPC link. Or the
 * rules of the stack at a listener that exists already.
 * @param services all services; those with rules get requests from the load balancer
 * @param domain of the stack, where it leads to the load balancer
 * @returns undefined if the config has no load balancer
 */
export function loadBalancing(
  config: Config,
  net: Network,
  services: readonly ServiceParts[],
  domain: Domain | Names | undefined,
): LoadBalancing | undefined {
  if (!balancerOf(config)) return undefined;
  const names = balancedServices(config);
  const balanced = services.filter((service) => names.has(service.name));
  const groups = new Map(balanced.map((service) => [service.name, target(config, net, service)]));
  const placed = placedRules(config);
  const named = new Map(balanced.map(({ name }) => [name, namedRules(name, placed)]));
  const wanted = [...named.values()]
    .flat()
    .map(({ step, priority, isSaid, conditions }) => [step, { priority, isSaid, conditions }]);
  const shared = sharedFront(config, balanced, { domain, rules: Object.fromEntries(wanted) });
  const defaultService = balanced.find(({ settings }) => settings.rules.some(isForTheRest));
  const front: Front = shared
    ? { ...shared, group: undefined, peer: shared.balancer, first: [shared.balancer, shared.listener], listeners: [] }
    : ownFront(config, net, {
        domain: domain as Domain | undefined,
        group: defaultService && groups.get(defaultService.name),
      });
  const { balancer, group, listener } = front;
  const rules = balanced.flatMap((service) =>
    rulesTo(service, named.get(service.name) ?? [], { groups, listener, chosen: shared?.listener }),
  );
  const targets = Object.fromEntries(
    balanced.map((service) => {
      const leading = rules.filter(({ leadsTo }) => leadsTo.includes(service.name)).map(({ step }) => step);
      const own = required(groups.get(service.name), `a target group of ${service.name}`);
      return [service.name, { group: own, listeners: [listener, ...leading] }];
    }),
  );
  const rulesBetween = balanced.flatMap((service) => groupRules(front.peer, service, group));
  const steps = [
    ...front.first,
    ...groups.values(),
    ...front.listeners,
    ...rules.map(({ step }) => step),
    ...rulesBetween,
    ...front.records,
  ];
  return { balancer, group, listener, shared, records: front.records, targets, steps };
}

/** What takes requests, and leads them to target groups by the rules of its listener. */
interface Front {
  readonly balancer: LoadBalancer;
  readonly group: SecurityGroup | undefined;
  /** The security group that tasks let in. */
  readonly peer: SecurityGroup | ExistingLoadBalancer;
  readonly listener: Listener;
  readonly listeners: readonly Step[];
  readonly records: readonly Step[];
  /** What comes before the target groups. */
  readonly first: readonly Step[];
}

/** @param ends.group of the default service */
function ownFront(
  config: Config,
  net: Network,
  { domain, group: defaultGroup }: { domain: Domain | undefined; group: TargetGroup | undefined },
): Front {
  const { name, ingress } = config;
  const scheme = required(balancerOf(config), 'a load balancer in the config');
  const side = required(balancerSideOf(config), 'the subnets of the load balancer');
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
      { ...balancerAttributes(ingress), balancerName: loadBalancerName(name, config), scheme },
    ),
    'ingress.loadBalancer.name',
  );
  const { serving, listeners, records } = listenersOf(balancer, defaultGroup, domain);
  const publicIngress = scheme === 'internal' ? [] : publicIngressRules(group, domain ? [http, https] : [http]);
  return {
    balancer,
    group,
    peer: group,
    listener: serving,
    listeners,
    records,
    first: [group, ...publicIngress, balancer],
  };
}

/**
 * With a domain, requests are served over HTTPS, and those of plain HTTP are sent on there.
 * @param group of the default service
 */
function listenersOf(balancer: OwnLoadBalancer, group: TargetGroup | undefined, domain: Domain | undefined) {
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
 * @param own the security group of the load balancer, where it is the stack's: another one gets no rule
 */
function groupRules(peer: Front['peer'], service: ServiceParts, own: SecurityGroup | undefined): Step[] {
  const { name, group } = service;
  return checkedPorts(service).flatMap((port, i): Step[] => {
    const [more, what] = i === 0 ? ['', 'on its port'] : ['-checks', 'for its health checks'];
    const inward = { direction: 'ingress', port, why: `Lets the load balancer in to ${name}, ${what} only` } as const;
    const outward = { direction: 'egress', port, why: `Lets the load balancer out to ${name}` } as const;
    return [
      securityGroupRule(`${name}-ingress-from-load-balancer${more}`, { group, peer }, inward),
      ...(own
        ? [securityGroupRule(`load-balancer-egress-to-${name}${more}`, { group: own, peer: group }, outward)]
        : []),
    ];
  });
}
