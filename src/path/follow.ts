import { matches, patternIn } from '../wildcards.js';
import { throughApi, throughDomain } from './api.js';
import { atPort, interfacesOf, toBalancer } from './balancer.js';
import type { Facts, LoadBalancer, Name } from './facts.js';
import type { Hop, Way } from '../hops.js';
import { outsideEnd } from './end.js';
import { routeTo } from './network.js';
import { portOf, type Request } from './request.js';
import { stops } from './task.js';
import { leadsToInternet } from './way-out.js';

/**
 * Follows a request to where it is answered or dropped. Nothing is sent: what AWS tells of the things on the way says it.
 * @param request to the name of an API or a load balancer among the facts, or to one that leads there
 */
export function follow(request: Request, facts: Facts): Way {
  const host = request.url.hostname;
  const api = facts.apis.find(({ ApiEndpoint }) => new URL(ApiEndpoint).hostname === host);
  if (api) return throughApi(facts, request, api, []);
  const balancer = facts.loadBalancers.find((it) => isSameName(it.DNSName, host));
  if (balancer) return fromInternet(facts, request, balancer, []);
  const name = facts.names.find(({ Name }) => matches(patternIn(Name.toLowerCase()), host));
  if (name) return byName(facts, request, name);
  return stops([], 'name', host, {
    ...{ why: 'no API and no load balancer of the stack has this name', seen: 'no-such-host' },
    repair: 'provision outputs: the names that there are',
  });
}

/** A name of the stack's own, which leads to that of a load balancer, or of a custom domain of API Gateway's. */
function byName(facts: Facts, request: Request, { Name, Target, HostedZoneId: zone }: Name): Way {
  if (Target === undefined)
    return stops([], 'name', Name, {
      why: zone === undefined ? 'DNS of your own leads it nowhere' : `no record of it is in the hosted zone ${zone}`,
      seen: 'no-such-host',
      repair:
        zone === undefined ? 'let it lead to what the stack has: provision outputs' : 'provision up: it makes it again',
    });
  const why =
    zone === undefined ? 'is to lead, by DNS of your own that nobody looks at here,' : 'leads, by its record,';
  const hops: Hop[] = [{ at: 'name', id: Name, why: `${why} to ${Target}`, rule: zone }];
  const domain = facts.domainNames.find((it) => isSameName(it.ApiGatewayDomainName, Target));
  if (domain) return throughDomain(facts, request, domain, hops);
  const balancer = facts.loadBalancers.find((it) => isSameName(it.DNSName, Target));
  if (balancer) return fromInternet(facts, request, balancer, hops);
  return stops([], 'name', Name, {
    ...{ why: `it leads to ${Target}, which is not of the stack`, seen: 'no-such-host' },
    repair: `let ${Name} lead to what the stack has: provision outputs`,
  });
}

/** Aliases of load balancers are written with `dualstack.` before the name. */
export const isSameName = (a: string, b: string): boolean => plain(a) === plain(b);
const plain = (name: string): string => name.toLowerCase().replace(/^dualstack\./, '');

/** Anybody on the internet, in the place of one client. Documentation has this address. */
const anybody = outsideEnd('203.0.113.10', 'a client on the internet');

/** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html */
function fromInternet(facts: Facts, request: Request, balancer: LoadBalancer, before: readonly Hop[]): Way {
  const { LoadBalancerArn: id, LoadBalancerName: name, Scheme, State } = balancer;
  if (Scheme !== 'internet-facing')
    return stops(before, 'load-balancer', id, {
      why: `${name} is internal: its name leads to private addresses`,
      ...{ seen: 'timeout', repair: 'trace from inside the VPC' },
    });
  if (State !== 'active')
    return stops(before, 'load-balancer', id, {
      why: `${name} is ${State}`,
      seen: 'no-such-host',
      repair: 'wait until it is active',
    });
  const port = portOf(request);
  const away = interfacesOf(facts, id).find((own) => !leadsToInternet(facts, own));
  if (away)
    return stops(before, 'route-table', routeTo(facts, away, anybody.address)?.table.RouteTableId ?? away.SubnetId, {
      why: `the subnet ${away.SubnetId} of ${name} has no route to an internet gateway, so no answer gets back`,
      ...{ seen: 'timeout', repair: 'a route 0.0.0.0/0 to the internet gateway' },
    });
  const leg = toBalancer(facts, [anybody], { balancer, port, seen: 'timeout' });
  const hops: Hop[] = [...before, { at: 'load-balancer', id, why: `${name} has this name` }, ...leg.hops];
  if (leg.dropped) return { hops, ending: leg.dropped };
  return atPort(facts, request, { balancer, port }, hops);
}
