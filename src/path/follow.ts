import { throughApi } from './api.js';
import { ofListener, toBalancer } from './balancer.js';
import type { Facts, LoadBalancer } from './facts.js';
import { dropped, type Hop, type Way } from './hops.js';
import type { End } from './network.js';
import { routeTo } from './network.js';
import type { Request } from './request.js';
import { stops } from './task.js';

/**
 * Follows a request to where it is answered or dropped. Nothing is sent: what AWS tells of the things on the way says it.
 * @param request to the name of an API or a load balancer among the facts
 */
export function follow(request: Request, facts: Facts): Way {
  const host = request.url.hostname;
  const api = facts.apis.find(({ ApiEndpoint }) => new URL(ApiEndpoint).hostname === host);
  if (api) return throughApi(facts, request, api);
  const balancer = facts.loadBalancers.find(({ DNSName }) => DNSName.toLowerCase() === host);
  if (balancer) return fromInternet(facts, request, balancer);
  return stops([], 'name', host, {
    ...{
      why: 'no API and no load balancer here has this name',
      seen: 'no-such-host',
      repair: 'provision outputs: the names that there are',
    },
  });
}

/** Anybody on the internet, in the place of one client. Documentation has this address. */
const anybody: End = { address: '203.0.113.10', ephemeral: [1024, 65_535], called: 'a client on the internet' };

/** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html */
function fromInternet(facts: Facts, request: Request, balancer: LoadBalancer): Way {
  const { LoadBalancerArn: id, LoadBalancerName: name, Scheme, State } = balancer;
  if (Scheme !== 'internet-facing')
    return stops([], 'load-balancer', id, {
      why: `${name} is internal: its name leads to private addresses`,
      ...{ seen: 'timeout', repair: 'trace from inside the VPC' },
    });
  if (State !== 'active')
    return stops([], 'load-balancer', id, {
      why: `${name} is ${State}`,
      seen: 'no-such-host',
      repair: 'wait until it is active',
    });
  const port = Number(request.url.port || (request.url.protocol === 'https:' ? 443 : 80));
  const away = facts.networkInterfaces.find((own) => isOf(balancer, own.Description) && !leadsOut(facts, own));
  if (away)
    return stops([], 'route-table', routeTo(facts, away, anybody.address)?.table.RouteTableId ?? away.SubnetId, {
      why: `the subnet ${away.SubnetId} of ${name} has no route to an internet gateway, so no answer gets back`,
      ...{ seen: 'timeout', repair: 'a route 0.0.0.0/0 to the internet gateway' },
    });
  const leg = toBalancer(facts, [anybody], { balancer, port, seen: 'timeout' });
  const hops: Hop[] = [{ at: 'load-balancer', id, why: `${name} has this name` }, ...leg.hops];
  if (leg.dropped) return { hops, ending: leg.dropped };
  const listener = balancer.listeners.find((it) => it.Port === port);
  if (!listener)
    return {
      hops,
      ending: dropped('listener', id, {
        ...{
          why: `nothing listens at port ${port}`,
          seen: 'timeout',
          repair: `a port that it listens at: ${portsOf(balancer)}`,
        },
      }),
    };
  return ofListener(facts, request, { balancer, listener }, hops);
}

const portsOf = ({ listeners }: LoadBalancer): string => listeners.map(({ Port }) => Port).join(', ') || 'none';

const isOf = ({ LoadBalancerArn }: LoadBalancer, description: string): boolean =>
  description.startsWith('ELB ') && LoadBalancerArn.endsWith(description.slice('ELB '.length));

const leadsOut = (facts: Facts, own: Parameters<typeof routeTo>[1]): boolean => {
  const { route } = routeTo(facts, own, anybody.address) ?? {};
  return route?.State === 'active' && route.Target.startsWith('igw-');
};
