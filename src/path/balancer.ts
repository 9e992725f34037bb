import type { Facts, Listener, LoadBalancer, Rule, Target, TargetGroup } from './facts.js';
import { worstOf, type Dropped, type Hop, type Leg, type Way } from '../hops.js';
import type { NetworkFacts, NetworkInterface } from './network-facts.js';
import { interfaceEnd, type End, type Sender } from './end.js';
import { connect } from './network.js';
import { locationOf } from './redirect.js';
import type { Request } from './request.js';
import { ruleFor } from './rules.js';
import { stops, toTask } from './task.js';

/** What an Application Load Balancer does with a request. */

/** Where no connection to a target is made, and where it is refused. Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html */
const seenByClient = { unreachable: 504, refused: 502 } as const;

export function throughListener(facts: Facts, request: Request, arn: string, before: readonly Hop[]): Way {
  const balancer = facts.loadBalancers.find(({ listeners }) => listeners.some((it) => it.ListenerArn === arn));
  const listener = balancer?.listeners.find((it) => it.ListenerArn === arn);
  if (!balancer || !listener)
    return stops(before, 'listener', arn, {
      ...{ why: 'there is no such listener any more', seen: 503, repair: 'provision up: it makes it again' },
    });
  return ofListener(facts, request, { balancer, listener }, before);
}

/** What a load balancer does with a request that has reached one of its ports. */
export function atPort(
  facts: Facts,
  request: Request,
  { balancer, port }: { balancer: LoadBalancer; port: number },
  hops: readonly Hop[],
): Way {
  const { LoadBalancerArn, listeners } = balancer;
  const listener = listeners.find((it) => it.Port === port);
  if (listener) return ofListener(facts, request, { balancer, listener }, hops);
  const there = listeners.map(({ Port }) => Port).join(', ') || 'none';
  return stops(hops, 'listener', LoadBalancerArn, {
    ...{ why: `nothing listens at port ${port}`, seen: 'timeout', repair: `a port that it listens at: ${there}` },
  });
}

function ofListener(
  facts: Facts,
  request: Request,
  { balancer, listener }: { balancer: LoadBalancer; listener: Listener },
  before: readonly Hop[],
): Way {
  const at = `${listener.Protocol} port ${listener.Port}`;
  const hops: Hop[] = [...before, { at: 'listener', id: listener.ListenerArn, why: `takes ${at}` }];
  const rule = ruleFor(listener.rules, request);
  if (!rule)
    return stops(hops, 'listener-rule', listener.ListenerArn, {
      ...{
        why: 'no rule fits, and there is no default one',
        seen: 'timeout',
        repair: 'provision up: it makes it again',
      },
    });
  hops.push({ at: 'listener-rule', id: rule.RuleArn, why: `fits ${request.url.pathname}`, rule: rule.Priority });
  return doing(facts, request, { rule, balancer }, hops);
}

function doing(
  facts: Facts,
  request: Request,
  { rule, balancer }: { rule: Rule; balancer: LoadBalancer },
  hops: Hop[],
): Way {
  const [action] = rule.Actions;
  const id = rule.RuleArn;
  if (action?.Type === 'fixed-response')
    return { hops, ending: { ...answered(id, action.StatusCode), why: `the rule ${rule.Priority} answers itself` } };
  if (action?.Type === 'redirect')
    return {
      hops,
      ending: { ...answered(id, action.StatusCode), why: `it is sent on to ${locationOf(action.Location, request)}` },
    };
  const group = facts.targetGroups.find((it) => action?.TargetGroupArns.includes(it.TargetGroupArn));
  if (group) return toGroup(facts, group, balancer, hops);
  return stops(hops, 'target-group', action?.TargetGroupArns[0] ?? id, {
    ...{ why: 'the target group is gone', seen: 503, repair: 'provision up: it makes it again' },
  });
}

const answered = (id: string, StatusCode: string | undefined) =>
  ({ is: 'answered', by: 'load-balancer', id, status: Number(StatusCode?.replace(/\D/g, '') || 200) }) as const;

/**
 * To one that is healthy. Where none is, all are tried; where none is registered, the balancer answers 503 itself.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health.html
 */
function toGroup(facts: Facts, group: TargetGroup, balancer: LoadBalancer, before: Hop[]): Way {
  const { TargetGroupArn: id, TargetGroupName: name } = group;
  const there = group.targets.filter(({ State }) => State !== 'draining' && State !== 'unused');
  const healthy = there.filter(({ State }) => State === 'healthy');
  const [target] = healthy.length > 0 ? healthy : there;
  if (!target)
    return stops(before, 'target-group', id, {
      why: `nothing is registered in ${name}`,
      ...{ seen: 503, repair: 'look at the service whose tasks it is for: provision status' },
    });
  const of = healthy.length > 0 ? `${healthy.length} of ${there.length} healthy` : whyAll(there);
  const hops: Hop[] = [...before, { at: 'target-group', id, why: `${name}: ${of}` }];
  const senders = interfacesOf(facts, balancer.LoadBalancerArn).map((own) => interfaceEnd(own, 'the load balancer'));
  return toTask(facts, { before: hops, senders, to: target, called: `the target ${target.Id}`, seen: seenByClient });
}

const whyAll = (targets: readonly Target[]): string =>
  `none of ${targets.length} is healthy (${targets[0]?.Reason ?? targets[0]?.State}), so all are tried`;

/** Its interfaces say in their descriptions whose they are: `ELB app/<name>/<id>`. */
export const interfacesOf = ({ networkInterfaces }: NetworkFacts, arn: string): readonly NetworkInterface[] => {
  const description = `ELB ${arn.slice(arn.indexOf('loadbalancer/') + 'loadbalancer/'.length)}`;
  return networkInterfaces.filter(({ Description }) => Description === description);
};

/** Whether all of these senders get to all interfaces of a load balancer. */
export function toBalancer(
  facts: Facts,
  senders: readonly End[],
  { balancer, port, seen }: { balancer: LoadBalancer; port: number; seen: Dropped['seen'] },
): Leg {
  const legs = senders.flatMap((from) =>
    interfacesOf(facts, balancer.LoadBalancerArn).map((own) => {
      const to = interfaceEnd(own, 'the load balancer');
      return connect(facts, { from, to, port, seen });
    }),
  );
  return worstOf(legs);
}

/**
 * Where connections of a load balancer to what may be its targets end; undefined where all of them arrive.
 * @param arn of the load balancer
 * @param targets the interfaces that targets have, or will have
 */
export function stopBeforeTargets(
  facts: NetworkFacts,
  { arn, targets, port }: { readonly arn: string; readonly targets: readonly Sender[]; readonly port: number },
): Dropped | undefined {
  const stops = interfacesOf(facts, arn).flatMap((own) =>
    targets.map((it) => {
      const [from, to] = [interfaceEnd(own, 'the load balancer'), interfaceEnd(it.own, it.called)];
      return connect(facts, { from, to, port, seen: 'timeout' }).dropped;
    }),
  );
  return stops.find((it) => it !== undefined);
}
