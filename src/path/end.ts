import type { NetworkInterface } from './network-facts.js';

/** One end of a connection. */
export interface End {
  /** An address; or a range, of which any address may be meant. */
  readonly address: string;
  /** Absent outside of the VPC. */
  readonly own?: NetworkInterface | undefined;
  /** The subnet that packets leave or enter here; absent outside of the VPC. */
  readonly subnetId?: string | undefined;
  /** The list of AWS's that the address is on. */
  readonly prefixListId?: string | undefined;
  /** The ports that it opens connections from, to which answers go. */
  readonly ephemeral: readonly [number, number];
  /** Who that is, in words: `the VPC link`. */
  readonly called: string;
}

/**
 * Linux, and so a task or an instance, opens connections from 32768 on; load balancers, NAT gateways and much else on the internet
 * from 1024 on. That of a VPC link is believed to be as Lambda's.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html
 */
const linux = [32_768, 61_000] as const;
const anyPort = [1024, 65_535] as const;

const opensAnyPort = ({ InterfaceType, RequesterId }: NetworkInterface): boolean =>
  RequesterId === 'amazon-elb' || ['nat_gateway', 'api_gateway_managed'].includes(InterfaceType);

/** The end that is a network interface. */
export const interfaceEnd = (own: NetworkInterface, called: string): End => ({
  ...{ address: own.PrivateIpAddress, own, subnetId: own.SubnetId, called },
  ephemeral: opensAnyPort(own) ? anyPort : linux,
});

/** The end that is a host outside of the VPC. @param range an address, or a range that the host is in */
export const outsideEnd = (range: string, called: string, prefixListId?: string): End => ({
  ...{ address: range, prefixListId, ephemeral: anyPort, called },
});

/** Any host of the internet. */
export const everywhere = '0.0.0.0/0';

/** A network interface that sends something, and whose it is. */
export interface Sender {
  readonly own: NetworkInterface;
  /** In words: `a task of web`. */
  readonly called: string;
}
