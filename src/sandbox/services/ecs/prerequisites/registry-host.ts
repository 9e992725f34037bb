import type { Context } from '../../../service.js';
import { formatAddress, parseCidr } from '../../ec2/vpc/cidr.js';
import { vpcs, type NetworkInterfaceRow } from '../../ec2/tables.js';
import type { Image } from './image.js';

/**
 * Why nobody answers at a registry's host, whatever the way there; undefined for hosts that may exist: the sandbox asks
 * no name server. Of the names that are reserved for tests it is certain that there are none, and of localhost, that it
 * is the machine that asks, on which no registry listens.
 * Sources: RFC 2606 and RFC 6761; the words are those of Go's net package, in which both containerd and Docker are made
 */
export function hostProblem(context: Context, { host }: Image, through: NetworkInterfaceRow | undefined) {
  const [, name = host, port = '443'] = /^(.+?)(?::(\d+))?$/.exec(host) ?? [];
  if (/(^|\.)localhost$/i.test(name)) return `dial tcp 127.0.0.1:${port}: connect: connection refused`;
  if (!/\.(invalid|example|test)$/i.test(name)) return undefined;
  return `dial tcp: lookup ${name} on ${resolverOf(context, through)}:53: no such host`;
}

/**
 * Amazon's name server, at the base of the VPC's range plus two: it answers without a way to the internet too.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
 */
function resolverOf(context: Context, through: NetworkInterfaceRow | undefined): string {
  const range = parseCidr(vpcs(context).get(through?.VpcId ?? '')?.CidrBlock ?? '');
  return range ? formatAddress(range.first + 2) : '169.254.169.253';
}
