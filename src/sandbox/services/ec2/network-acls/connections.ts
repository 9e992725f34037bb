import type { Context } from '../../../service.js';
import { parseCidr, type Cidr } from '../vpc/cidr.js';
import type { NetworkInterfaceRow } from '../tables.js';
import { allowsPackets } from './allowed-packets.js';

/** An end of a TCP connection. */
export interface Place {
  /** Absent for what is outside the VPC: its own network is no matter of ours. */
  readonly subnetId?: string;
  readonly range: Cidr;
  /** The ports that it opens connections from, to which the answers go. */
  readonly ephemeral: readonly [number, number];
}

/**
 * Whether the network ACLs on both sides let a client connect to a port of a server, and the answers back. An ACL does not
 * see what stays in its subnet. No ACL keeps anybody from Amazon's name servers.
 * Sources: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html,
 * https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
 */
export function connects(context: Context, client: Place, server: Place, port: number): boolean {
  if (client.subnetId !== undefined && client.subnetId === server.subnetId) return true;
  const there = { protocol: '6', ports: [port, port] } as const;
  const back = { protocol: '6', ports: client.ephemeral } as const;
  return (
    passes(context, client, { ...there, direction: 'out', peer: server.range }) &&
    passes(context, server, { ...there, direction: 'in', peer: client.range }) &&
    passes(context, server, { ...back, direction: 'out', peer: client.range }) &&
    passes(context, client, { ...back, direction: 'in', peer: server.range })
  );
}

const passes = (context: Context, { subnetId }: Place, packets: Parameters<typeof allowsPackets>[2]): boolean =>
  subnetId === undefined || allowsPackets(context, subnetId, packets);

/** The end that is a network interface. */
export function placeOf(own: NetworkInterfaceRow): Place {
  const range = parseCidr(`${own.PrivateIpAddress}/32`) ?? everywhere;
  return { subnetId: own.SubnetId, range, ephemeral: opensAnyPort(own) ? anyPort : linux };
}

const everywhere: Cidr = { first: 0, bits: 0 };

/** Hosts outside the VPC, by a range that all of them are in; by default any host of the internet. */
export const outside = (range = everywhere): Place => ({ range, ephemeral: anyPort });

/**
 * Linux, and so a task or an instance, opens connections from 32768 on; load balancers and NAT gateways from 1024 on. That
 * of a VPC link is believed to be as Lambda's.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html
 */
const linux = [32768, 61000] as const;
const anyPort = [1024, 65535] as const;

const opensAnyPort = ({ InterfaceType, RequesterId }: NetworkInterfaceRow): boolean =>
  RequesterId === 'amazon-elb' || ['nat_gateway', 'api_gateway_managed'].includes(InterfaceType ?? '');
