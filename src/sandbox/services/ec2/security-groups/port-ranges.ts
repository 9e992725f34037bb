import type { IpPermission } from '@aws-sdk/client-ec2';
import { invalid } from '../refusals.js';

/** Which traffic a rule is about. Protocols without ports, and all of them (`-1`), have -1 for both ports. */
export interface PortRange {
  readonly IpProtocol: string;
  readonly FromPort: number;
  readonly ToPort: number;
}

/** The protocols EC2 calls by name, in requests and in answers. */
const names: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6', all: '-1' };
const named = [...Object.values(names)];

/**
 * Reads protocol and ports of a permission.
 * For ICMP the "ports" are type and code, -1 meaning all.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 * @throws AwsError InvalidParameterValue
 */
export function portRangeOf({ IpProtocol, FromPort, ToPort }: IpPermission): PortRange {
  const protocol = protocolOf(IpProtocol);
  if (protocol === 'tcp' || protocol === 'udp') return { IpProtocol: protocol, ...portsOf(FromPort, ToPort) };
  if (protocol.startsWith('icmp')) return { IpProtocol: protocol, ...typeAndCode(FromPort, ToPort) };
  return { IpProtocol: protocol, FromPort: -1, ToPort: -1 };
}

export const hasPorts = ({ IpProtocol }: PortRange): boolean => ['tcp', 'udp', 'icmp', 'icmpv6'].includes(IpProtocol);

function protocolOf(text: string | undefined): string {
  const asked = (text ?? '').toLowerCase();
  const protocol = names[asked] ?? asked;
  const isNumber = /^\d{1,3}$/.test(protocol) && Number(protocol) <= 255;
  if (!named.includes(protocol) && !isNumber)
    throw invalid(`Invalid value '${text ?? ''}' for IP protocol. Unknown protocol.`);
  return protocol;
}

function portsOf(FromPort: number | undefined, ToPort: number | undefined) {
  if (FromPort === undefined || ToPort === undefined)
    throw invalid("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
  if (FromPort < 0 || ToPort > 65535 || FromPort > ToPort)
    throw invalid(`Invalid TCP/UDP port range (${FromPort}:${ToPort})`);
  return { FromPort, ToPort };
}

function typeAndCode(FromPort = -1, ToPort = -1) {
  const isByte = (value: number) => value >= -1 && value <= 255;
  if (!isByte(FromPort) || !isByte(ToPort)) throw invalid(`ICMP code/type (${FromPort}:${ToPort}) is invalid`);
  if (FromPort === -1 && ToPort !== -1) throw invalid(`ICMP code (${ToPort}) not allowed with all types`);
  return { FromPort, ToPort };
}
