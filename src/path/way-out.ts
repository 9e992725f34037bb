import { dropped, worstOf, type Dropped, type Hop, type Leg } from '../hops.js';
import { everywhere, interfaceEnd, outsideEnd, type End, type Sender } from './end.js';
import { acls, connect, groupOut, routeTo, tableOf, type Connection } from './network.js';
import type { NetworkFacts, NetworkInterface, Route, RouteTable, VpcEndpoint } from './network-facts.js';

/** How what is in a VPC gets out of it: to a service of AWS, or to the internet. */

const https = 443;
/** A connection that meets no answer is tried until its client gives up. */
const seen = 'timeout' as const;

/** A service of AWS in the region of the VPC. */
export interface AwsService {
  /** In words: `ecr.api`. */
  readonly called: string;
  /** What an interface endpoint of it is called, where one takes the public name: `com.amazonaws.us-east-1.ecr.api`. */
  readonly endpointName?: string | undefined;
  /** What AWS's list of its addresses is called, where there is one: `com.amazonaws.us-east-1.s3`. */
  readonly prefixListName?: string | undefined;
}

/**
 * The way of a network interface to a service of AWS.
 *
 * Private DNS is for the whole VPC: as soon as an endpoint has a service's name, everything in the VPC goes there, whatever its subnet
 * and its own ways, and gets in only as far as the endpoint's groups admit it.
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */
export function toService(facts: NetworkFacts, sender: Sender, service: AwsService): Leg {
  const { own, called } = sender;
  const endpoint = facts.vpcEndpoints.find(
    (it) =>
      it.VpcId === own.VpcId &&
      it.ServiceName === service.endpointName &&
      it.PrivateDnsEnabled &&
      it.State === 'available',
  );
  if (endpoint) return toEndpoint(facts, interfaceEnd(own, called), endpoint, service);
  const list = facts.prefixLists.find(({ PrefixListName }) => PrefixListName === service.prefixListName);
  if (!list)
    return toOutside(facts, sender, [{ end: outsideEnd(everywhere, service.called), port: https }], service.called);
  const { PrefixListId, Cidrs } = list;
  const ends = Cidrs.map((range) => ({
    end: outsideEnd(range, service.called, PrefixListId),
    PrefixListId,
    port: https,
  }));
  return toOutside(facts, sender, ends, service.called);
}

/** The way of a network interface to a port of hosts on the internet, whichever they are. */
export const toInternet = (facts: NetworkFacts, sender: Sender, port = https): Leg =>
  toOutside(facts, sender, [{ end: outsideEnd(everywhere, 'the internet'), port }], 'the internet');

/** The name may resolve to any of the endpoint's interfaces, so all of them must be reached. */
function toEndpoint(
  facts: NetworkFacts,
  from: End,
  { VpcEndpointId: id, NetworkInterfaceIds }: VpcEndpoint,
  { called }: AwsService,
): Leg {
  const named: Hop = { at: 'vpc-endpoint', id, why: `has the name of ${called} in this VPC: private DNS` };
  const interfaces = facts.networkInterfaces.filter((it) => NetworkInterfaceIds.includes(it.NetworkInterfaceId));
  if (interfaces.length === 0) {
    const none = { why: 'it has no network interface', seen, repair: 'a subnet for it: the endpoint is in none' };
    return { hops: [named], dropped: dropped('vpc-endpoint', id, none) };
  }
  const leg = worstOf(
    interfaces.map((own) => {
      const to = interfaceEnd(own, `the endpoint of ${called}`);
      return connect(facts, { from, to, port: https, seen });
    }),
  );
  return { ...leg, hops: [named, ...leg.hops] };
}

/** A host outside of the VPC, and the list that a route may have in the place of its range. */
interface Outside {
  readonly end: End;
  readonly port: number;
  readonly PrefixListId?: string | undefined;
}

/** All of these hosts must be reached, because a name may resolve to any of them. */
function toOutside(facts: NetworkFacts, { own, called: by }: Sender, hosts: readonly Outside[], called: string): Leg {
  const from = interfaceEnd(own, by);
  const legs = hosts.map(({ end, port, PrefixListId }) => {
    const group = groupOut(facts, { from, to: end, port, seen });
    if (group && 'is' in group) return { hops: [], dropped: group };
    const leg = alongRoute(facts, { from, own, to: end, port, PrefixListId, called });
    return { ...leg, hops: [...[group ?? []].flat(), ...leg.hops] };
  });
  return worstOf(legs);
}

interface Leaving {
  readonly from: End;
  readonly own: NetworkInterface;
  readonly to: End;
  readonly port: number;
  readonly PrefixListId?: string | undefined;
  readonly called: string;
}

/** The route of the list is asked first: it is narrower than that of everything. */
function alongRoute(facts: NetworkFacts, leaving: Leaving): Leg {
  const { own, called, PrefixListId } = leaving;
  const table = tableOf(facts, own);
  const routes = (table?.Routes ?? []).filter(
    (it) =>
      it.DestinationCidrBlock === everywhere ||
      (PrefixListId !== undefined && it.DestinationPrefixListId === PrefixListId),
  );
  const inOrder = routes.toSorted((a, b) => Number(isOfAll(a)) - Number(isOfAll(b)));
  const legs = inOrder.map((route) => throughRoute(facts, leaving, table, route));
  const none = dropped('route-table', table?.RouteTableId ?? own.SubnetId, {
    why: `no route of the subnet ${own.SubnetId} leads to ${called}`,
    ...{ seen, repair: `a route to a NAT gateway or an internet gateway, or an endpoint of ${called}` },
  });
  return legs.find((it) => it.dropped?.at !== 'route-table') ?? legs[0] ?? { hops: [], dropped: none };
}

const isOfAll = ({ DestinationCidrBlock }: Route): boolean => DestinationCidrBlock === everywhere;

function throughRoute(facts: NetworkFacts, leaving: Leaving, table: RouteTable | undefined, route: Route): Leg {
  const { Target: id, State } = route;
  const at = { at: 'route-table', id: table?.RouteTableId ?? '', rule: id } as const;
  if (State !== 'active')
    return { hops: [], dropped: noWay(at.id, `the route to ${id} is a ${State}: what it led to is gone`) };
  const hop: Hop = { ...at, why: `leads ${route.DestinationCidrBlock ?? route.DestinationPrefixListId} out` };
  const leg = through(facts, leaving, id);
  return { ...leg, hops: [hop, ...leg.hops] };
}

const noWay = (id: string, why: string): Dropped =>
  dropped('route-table', id, { why, seen, repair: 'a route to a gateway that is there: provision up makes it again' });

function through(facts: NetworkFacts, leaving: Leaving, id: string): Leg {
  if (id.startsWith('nat-')) return throughNatGateway(facts, leaving, id);
  if (id.startsWith('vpce-')) return throughGatewayEndpoint(facts, leaving, id);
  if (id.startsWith('igw-')) return throughInternetGateway(facts, leaving, id);
  return { hops: [], dropped: noWay(id, `where ${id} leads is not known here`) };
}

/** Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html */
function throughInternetGateway(facts: NetworkFacts, { from, own, to, port }: Leaving, id: string): Leg {
  if (own.PublicIp === undefined) {
    const why = `${from.called} has no public address, and an internet gateway lets nothing else out`;
    const repair = 'network.egress: public (assignPublicIp: ENABLED), or a route to a NAT gateway';
    return { hops: [], dropped: dropped('internet-gateway', id, { why, seen, repair }) };
  }
  const hop: Hop = { at: 'internet-gateway', id, why: `lets it out as ${own.PublicIp}` };
  return withAcls(facts, [hop], [{ from, to, port }]);
}

function throughGatewayEndpoint(facts: NetworkFacts, { from, to, port }: Leaving, id: string): Leg {
  const endpoint = facts.vpcEndpoints.find(({ VpcEndpointId }) => VpcEndpointId === id);
  if (endpoint?.State !== 'available') {
    const why = endpoint ? `it is ${endpoint.State}` : 'it is gone';
    const repair = 'wait until it is available, or provision up';
    return { hops: [], dropped: dropped('vpc-endpoint', id, { why, seen, repair }) };
  }
  return withAcls(facts, [{ at: 'vpc-endpoint', id, why: 'is available' }], [{ from, to, port }]);
}

/**
 * To the gateway, where the ACLs see the host's address already, and from it in its own name. One in a subnet without an internet
 * route is available all the same.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html
 */
function throughNatGateway(facts: NetworkFacts, { from, to, port }: Leaving, id: string): Leg {
  const gateway = facts.natGateways.find(({ NatGatewayId }) => NatGatewayId === id);
  const own = facts.networkInterfaces.find((it) => it.NetworkInterfaceId === gateway?.NetworkInterfaceId);
  if (gateway?.State !== 'available' || !own) {
    const why = gateway ? `it is ${gateway.State}` : 'it is gone';
    const repair = 'wait until it is available, or provision up';
    return { hops: [], dropped: dropped('nat-gateway', id, { why, seen, repair }) };
  }
  if (!leadsToInternet(facts, own)) {
    const why = `its subnet ${own.SubnetId} has no route to an internet gateway`;
    const repair = 'a route 0.0.0.0/0 of that subnet to the internet gateway';
    return { hops: [], dropped: dropped('nat-gateway', id, { why, seen, repair }) };
  }
  const hop: Hop = { at: 'nat-gateway', id, why: 'is available, in a subnet with a way out' };
  return withAcls(
    facts,
    [hop],
    [
      { from, port, to: { ...to, subnetId: own.SubnetId } },
      { from: interfaceEnd(own, 'the NAT gateway'), to, port },
    ],
  );
}

/** Whether the subnet of an interface has a way to the internet for what has a public address. */
export function leadsToInternet(facts: NetworkFacts, own: Pick<NetworkInterface, 'SubnetId' | 'VpcId'>): boolean {
  const { route } = routeTo(facts, own, everywhere) ?? {};
  return route?.State === 'active' && route.Target.startsWith('igw-');
}

/** What has been passed, if the ACLs along all parts of the way let the connections through. */
function withAcls(
  facts: NetworkFacts,
  hops: readonly Hop[],
  parts: readonly Pick<Connection, 'from' | 'to' | 'port'>[],
): Leg {
  const stopped = parts
    .map((it) => acls(facts, { ...it, seen }))
    .find((it): it is Dropped => it !== undefined && 'is' in it);
  return stopped ? { hops, dropped: stopped } : { hops };
}
