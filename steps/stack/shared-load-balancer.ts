import { existingBalancerOf } from '../../src/config/placement.js';
import { placedRules } from '../../src/config/rule-priorities.js';
import type { Config } from '../../src/config/schema.js';
import { calledHosts } from '../../src/listener-conditions.js';
import { required, startsAfter, namedBy, type Step } from '../../src/step.js';
import { existingListener, type ExistingListener } from '../elbv2/existing-listener/resource.js';
import { existingLoadBalancer, type ExistingLoadBalancer } from '../elbv2/existing-load-balancer/resource.js';
import { vpcRule } from '../ec2/security-group-rule/resource.js';
import type { SecurityGroup } from '../ec2/security-group/resource.js';
import { balancerAlias } from '../route53/record-set/resource.js';
import { recordsFor, type Names } from './domain.js';
import type { Network } from './network-parts.js';
import { checkedPorts, type BalancedPort } from './port-parts.js';

/** A load balancer of somebody else, and the listener of it that rules are put into. Both are looked at, and never changed. */
export interface SharedFront {
  readonly balancer: ExistingLoadBalancer;
  readonly listener: ExistingListener;
  readonly records: readonly Step[];
}

/**
 * @param balanced the ports that get requests
 * @param rules of the stack, by the names of their steps
 * @returns undefined where the load balancer is the stack's own
 */
export function sharedFront(
  config: Config,
  balanced: readonly BalancedPort[],
  {
    domain,
    rules,
  }: { readonly domain: Names | undefined; readonly rules: Parameters<typeof existingListener>[1]['rules'] },
): SharedFront | undefined {
  const existing = existingBalancerOf(config);
  if (!existing) return undefined;
  const network = required(config.network.existing, 'network.existing in the config');
  const balancer = existingLoadBalancer('existing-load-balancer', {
    arn: existing.arn,
    vpcId: network.vpc,
    targets: [...new Set(balanced.map(({ parts }) => parts))].flatMap(({ name, placement, settings }) =>
      [...new Set(balanced.filter(({ service }) => service === name).flatMap(checkedPorts))].map((Port) => ({
        Service: name,
        Port,
        Subnets: network[placement].toSorted(),
        SecurityGroups: (settings.securityGroups ?? []).toSorted(),
      })),
    ),
  });
  const isBeyondHttp1 = balanced.some(({ settings }) => (settings.target.version ?? 'http1') !== 'http1');
  const listener = existingListener('existing-listener', {
    loadBalancerArn: existing.arn,
    port: existing.listener,
    isHttps: domain !== undefined || isBeyondHttp1,
    names: domain?.names ?? [],
    rules,
  });
  const records = domain
    ? recordsFor(domain, (step, zone, name) =>
        namedBy(
          balancerAlias(step, { zone, balancer, served: [startsAfter(listener)] }, { domain: name }),
          'ingress.domain',
        ),
      )
    : [];
  return { balancer, listener, records };
}

/**
 * Lets a load balancer of this stack out to tasks of other stacks, which are not known here: to the range of the VPC. The rules to the services
 * of the stack stay beside it, so that nothing but this one rule changes with the member.
 */
export const wayToOthers = (config: Config, { existing: vpc }: Network, group: SecurityGroup): Step[] =>
  config.ingress.loadBalancer.shared === true
    ? [
        vpcRule(
          'load-balancer-egress-shared',
          { group, vpc },
          {
            cidr: config.network.cidr,
            why: 'Lets the load balancer out to the VPC: to the tasks of stacks that share it',
          },
        ),
      ]
    : [];

/** Where requests are made to: at a name, or at the load balancer's own one. */
export function urlOfListener(
  { protocol, port, dnsName }: { readonly protocol: string; readonly port: number; readonly dnsName: string },
  name = dnsName,
): string {
  const isUsual = port === (protocol === 'HTTPS' ? 443 : 80);
  return `${protocol.toLowerCase()}://${name}${isUsual ? '' : `:${port}`}`;
}

/** A host that rules take requests to, if there is one: the load balancer's own name is in no certificate. */
export const calledHost = (config: Config): string | undefined =>
  calledHosts(
    placedRules(config)
      .flatMap(({ conditions }) => conditions)
      .flatMap(({ field, values }) => (field === 'host' ? values : [])),
  )[0];
