import { balancerOf, balancerSideOf, existingBalancerOf } from '../../src/config/placement.js';
import { balancedPorts } from '../../src/config/balanced-ports.js';
import { isForTheRest } from '../../src/config/rule-conditions.js';
import { placedRules } from '../../src/config/rule-priorities.js';
import type { Config } from '../../src/config/schema.js';
import { loadBalancerName, targetGroupName } from '../../src/config/stack-names.js';
import { healthCodesOf, healthPathOf } from '../../src/config/target-settings.js';
import { idOf, namedBy, required, startsAfter, type Step } from '../../src/step.js';
import { namedRules, rulesTo } from './balancer-rules.js';
import { checkedPorts, portParts, type BalancedPort, type PortParts } from './port-parts.js';
import type { ServiceParts } from './service-parts.js';
import { httpsListener, listener, redirectListener, type Listener } from '../elbv2/listener/resource.js';
import { balancerAttributes } from '../../src/config/balancer-attributes.js';
import type { ExistingLoadBalancer } from '../elbv2/existing-load-balancer/resource.js';
import { loadBalancer, type LoadBalancer, type OwnLoadBalancer } from '../elbv2/load-balancer/resource.js';
import { balancerAlias } from '../route53/record-set/resource.js';
import { recordsFor, type Domain, type Names } from './domain.js';
import { sharedFront, wayToOthers, type SharedFront } from './shared-load-balancer.js';
import type { Network } from './network-parts.js';
import { rulesToTasks } from './common-group.js';
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
  /** By service: the target groups in which ECS registers its tasks, one for each port that requests are sent to. */
  readonly targets: { readonly [service: string]: readonly PortTarget[] };
  readonly steps: readonly Step[];
}

/** A target group with its listeners: ECS refuses one that no listener leads to. */
export interface PortTarget {
  readonly port: PortParts;
  readonly group: TargetGroup;
  readonly listeners: readonly Step[];
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
  const names = new Set(balancedPorts(config).map((it) => it.name));
  const balanced = services.flatMap((parts): BalancedPort[] =>
    portParts(parts.name, parts.settings).flatMap((it) => (names.has(it.name) ? [{ ...it, parts }] : [])),
  );
  const groups = new Map(balanced.map((port) => [port.name, target(config, net, port)]));
  const placed = placedRules(config);
  const named = new Map(balanced.map((port) => [port.name, namedRules(port, placed)]));
  const wanted = [...named.values()]
    .flat()
    .map(({ step, priority, isSaid, conditions }) => [step, { priority, isSaid, conditions }]);
  const shared = sharedFront(config, balanced, { domain, rules: Object.fromEntries(wanted) });
  const defaultPort = balanced.find(({ settings }) => settings.rules.some(isForTheRest));
  const front: Front = shared
    ? { ...shared, group: undefined, peer: shared.balancer, first: [shared.balancer, shared.listener], listeners: [] }
    : ownFront(config, net, {
        domain: domain as Domain | undefined,
        group: defaultPort && groups.get(defaultPort.name),
      });
  const { balancer, group, listener } = front;
  const rules = balanced.flatMap((port) =>
    rulesTo(port, named.get(port.name) ?? [], { groups, listener, chosen: shared?.listener }),
  );
  const targetOf = (port: PortParts): PortTarget => {
    const leading = rules.filter(({ leadsTo }) => leadsTo.includes(port.name)).map(({ step }) => step);
    const own = required(groups.get(port.name), `a target group of ${port.name}`);
    return { port, group: own, listeners: [listener, ...leading] };
  };
  const portsOf = ({ name }: ServiceParts) => balanced.filter(({ service }) => service === name);
  const targets = Object.fromEntries(services.map((it) => [it.name, portsOf(it).map(targetOf)]));
  const { common } = net;
  const toAll =
    common && group
      ? rulesToTasks(
          { step: 'load-balancer', words: 'the load balancer', group },
          common,
          balanced.flatMap(reachedPorts),
        )
      : [];
  const own = toAll.length > 0 ? undefined : group;
  const rulesBetween = [...toAll, ...services.flatMap((it) => groupRules(front.peer, portsOf(it), own))];
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
    first: [group, ...publicIngress, ...wayToOthers(config, net, group), balancer],
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

function target(config: Config, { vpc }: Network, port: PortParts): TargetGroup {
  const { name, at, named, settings } = port;
  const { health, drain, ...others } = settings.target;
  const group = targetGroup(
    `${name}-target-group`,
    { vpc },
    {
      ...others,
      groupName: targetGroupName(config.name, named, config),
      loadBalancer: existingBalancerOf(config)?.arn,
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
  return namedBy(group, `${at.join('.')}.target.name`);
}

const publicIngressRules = (group: SecurityGroup, ports: readonly number[]) =>
  ports.map((port) =>
    cidrRule(
      `load-balancer-ingress-${port === https ? 'https' : 'http'}`,
      { group },
      { direction: 'ingress', port, cidr: '0.0.0.0/0', why: 'Lets the internet in to the load balancer' },
    ),
  );

/** Where the load balancer sends requests, and where it checks. */
const reachedPorts = (port: BalancedPort): number[] => [port.number, ...checkedPorts(port)];

/**
 * The rules between the load balancer and a service: one on each side, for each of its ports only, and for a port at which it is
 * checked, where that is another. There is one for each number: EC2 refuses the same rule a second time.
 * @param ports of one service
 * @param own the security group of the load balancer, where it is the stack's and gets a rule for each: another one gets none
 */
function groupRules(peer: Front['peer'], ports: readonly BalancedPort[], own: SecurityGroup | undefined): Step[] {
  const between = ({ name, parts: { group } }: BalancedPort, port: number, more: string, what: string): Step[] => {
    const inward = { direction: 'ingress', port, why: `Lets the load balancer in to ${name}, ${what} only` } as const;
    const outward = { direction: 'egress', port, why: `Lets the load balancer out to ${name}` } as const;
    return [
      securityGroupRule(`${name}-ingress-from-load-balancer${more}`, { group, peer }, inward),
      ...(own
        ? [securityGroupRule(`load-balancer-egress-to-${name}${more}`, { group: own, peer: group }, outward)]
        : []),
    ];
  };
  const open = new Set(ports.map(({ number }) => number));
  return [
    ...ports.flatMap((it) => between(it, it.number, '', 'on its port')),
    ...ports.flatMap((it) =>
      checkedPorts(it).flatMap((port) => {
        if (open.has(port)) return [];
        open.add(port);
        return between(it, port, '-checks', 'for its health checks');
      }),
    ),
  ];
}
