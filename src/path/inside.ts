import { worstOf, type Hop, type Way } from '../hops.js';
import { atPort, toBalancer } from './balancer.js';
import { interfaceEnd, type End, type Sender } from './end.js';
import type { CloudMapService, Facts, LoadBalancer } from './facts.js';
import { follow, isSameName } from './follow.js';
import { portOf, type Request } from './request.js';
import { endsWith, stops, toTask } from './task.js';
import { toInternet } from './way-out.js';

/** What somebody sees who asks a task or a load balancer from inside. */
const seen = { unreachable: 'timeout', refused: 'refused' } as const;

/**
 * Follows a request that something in a VPC makes: by a private name straight to a task, to an internal load balancer, or out and in
 * again like anybody's.
 * @param senders the interfaces that may make it; all of them must get there, else some of the requests fail
 */
export function followFrom(request: Request, facts: Facts, senders: readonly Sender[]): Way {
  const host = request.url.hostname;
  const service = facts.cloudMapServices.find(({ DnsName }) => DnsName?.toLowerCase() === host);
  if (service) return byPrivateName(request, facts, service, senders);
  const balancer = facts.loadBalancers.find(({ DNSName }) => isSameName(DNSName, host));
  if (balancer?.Scheme === 'internal') return toInternal(request, facts, balancer, senders);
  const way = follow(request, facts);
  // Nothing is sent before a name is resolved.
  if (way.hops.length === 0 && way.ending.is === 'dropped' && way.ending.seen === 'no-such-host')
    return { ...way, ending: { ...way.ending, ...namesInside(facts) } };
  const out = worstOf(senders.map((it) => toInternet(facts, it, portOf(request))));
  if (out.dropped) return endsWith(out.hops, out.dropped);
  return { ...way, hops: [...out.hops, ...way.hops] };
}

/** What there is to ask for in the VPC by a private name. */
function namesInside({ cloudMapServices }: Facts): { readonly repair: string } | undefined {
  const names = cloudMapServices.flatMap(({ DnsName }) => DnsName ?? []);
  return names.length === 0 ? undefined : { repair: `one of the private names that there are: ${names.join(', ')}` };
}

/**
 * A name in a private hosted zone, as Cloud Map keeps it. SRV records have a port; an address is at the port of the URL.
 * Source: https://docs.aws.amazon.com/cloud-map/latest/dg/services-route53.html
 */
function byPrivateName(
  request: Request,
  facts: Facts,
  { Arn, DnsName: id = '', VpcIds = [], RecordTypes = [], instances }: CloudMapService,
  senders: readonly Sender[],
): Way {
  const stranger = senders.find(({ own }) => !VpcIds.includes(own.VpcId));
  if (stranger)
    return stops([], 'name', id, {
      why: `its private zone is for ${VpcIds.join(', ') || 'no VPC'}, and ${stranger.called} is in ${stranger.own.VpcId}`,
      ...{ seen: 'no-such-host', repair: 'ask from inside the VPC, or by the name that the internet has' },
    });
  const [instance] = instances;
  if (!instance)
    return stops([], 'cloud-map-service', Arn, {
      ...{ why: `nothing is registered in ${id}`, seen: 'no-such-host' },
      repair: 'look at the service whose tasks it is for: provision status',
    });
  const { AWS_INSTANCE_IPV4: Id, AWS_INSTANCE_PORT } = instance;
  const isSrv = RecordTypes.includes('SRV') && !RecordTypes.includes('A');
  const Port = isSrv && request.url.port === '' ? AWS_INSTANCE_PORT : portOf(request);
  if (Id === undefined || Port === undefined)
    return stops([], 'cloud-map-service', Arn, {
      ...{ why: `the instance ${instance.InstanceId} has no address`, seen: 'no-such-host', repair: 'provision up' },
    });
  const why = isSrv
    ? `leads who asks for SRV records to ${Id}:${AWS_INSTANCE_PORT ?? Port}; who asks for an address finds none`
    : `leads to ${Id}, in the private zone of ${VpcIds.join(', ')}`;
  const before: Hop[] = [{ at: 'name', id, why, rule: RecordTypes.join(', ') }];
  return toTask(facts, { before, senders: endsOf(senders), to: { Id, Port }, called: `the task at ${Id}`, seen });
}

function toInternal(request: Request, facts: Facts, balancer: LoadBalancer, senders: readonly Sender[]): Way {
  const { LoadBalancerArn: id, LoadBalancerName: name } = balancer;
  const port = portOf(request);
  const leg = toBalancer(facts, endsOf(senders), { balancer, port, seen: 'timeout' });
  const named: Hop = { at: 'load-balancer', id, why: `${name} has this name, which leads to private addresses` };
  const hops = [named, ...leg.hops];
  return leg.dropped ? endsWith(hops, leg.dropped) : atPort(facts, request, { balancer, port }, hops);
}

const endsOf = (senders: readonly Sender[]): End[] => senders.map(({ own, called }) => interfaceEnd(own, called));
