import type { CreateNetworkAclEntryRequest, NetworkAclEntry } from '@aws-sdk/client-ec2';
import { formatCidr, isCidr6 } from '../vpc/cidr.js';
import { requiredCidr } from '../vpc/cidr-parameters.js';
import { invalid, invalidCombination, missingParameter, required } from '../refusals.js';

/** The entry that denies what no other one has matched. Numbers from it on are AWS's own. */
export const lastRule = 32767;

/**
 * The entry that a request describes, as EC2 keeps it: the protocol as a number, the range in its canonical form.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html
 * @throws AwsError MissingParameter, InvalidParameterValue, InvalidParameterCombination
 */
export function requestedEntry(input: CreateNetworkAclEntryRequest): NetworkAclEntry {
  const Protocol = protocolOf(input.Protocol);
  return {
    RuleNumber: ruleNumberOf(input.RuleNumber),
    Egress: required(input.Egress, 'egress'),
    RuleAction: actionOf(input.RuleAction),
    Protocol,
    ...peerOf(input),
    ...matchOf(Protocol, input),
  };
}

/** @throws AwsError MissingParameter, InvalidParameterValue for a number that no customer may give (words believed) */
export function ruleNumberOf(number: number | undefined): number {
  const asked = required(number, 'ruleNumber');
  if (asked < 1 || asked >= lastRule)
    throw invalid(`Value (${asked}) for parameter ruleNumber is invalid. Rule numbers are from 1 to ${lastRule - 1}.`);
  return asked;
}

/** Only numbers: the AWS CLI turns names into them. Source: https://github.com/boto/boto3/issues/1716 */
function protocolOf(text: string | undefined): string {
  const asked = required(text, 'protocol');
  if (asked === '-1' || (/^\d{1,3}$/.test(asked) && Number(asked) <= 255)) return String(Number(asked));
  throw invalid(`Invalid value '${asked}' for IP protocol. Unknown protocol.`);
}

function actionOf(text: CreateNetworkAclEntryRequest['RuleAction']): 'allow' | 'deny' {
  const asked = required(text, 'ruleAction');
  if (asked === 'allow' || asked === 'deny') return asked;
  throw invalid(`Invalid value '${String(asked)}' for rule action. It must be allow or deny`);
}

/** Either an IPv4 range or an IPv6 one; the words are believed. */
function peerOf({ CidrBlock, Ipv6CidrBlock }: CreateNetworkAclEntryRequest) {
  if (!Ipv6CidrBlock) return { CidrBlock: formatCidr(requiredCidr(CidrBlock, 'cidrBlock')) };
  if (CidrBlock)
    throw invalidCombination("The parameter 'cidrBlock' may not be used in combination with 'ipv6CidrBlock'");
  if (!isCidr6(Ipv6CidrBlock)) throw invalid(`CIDR block ${Ipv6CidrBlock} is malformed`);
  return { Ipv6CidrBlock: Ipv6CidrBlock.toLowerCase() };
}

/**
 * What else the entry compares: ports of TCP and UDP, types and codes of ICMP. An entry for another protocol is about all
 * of its traffic, whatever else the request says. Source for a type that is missing:
 * https://github.com/hashicorp/terraform/issues/2085
 */
function matchOf(protocol: string, input: CreateNetworkAclEntryRequest) {
  const { PortRange: { From, To } = {}, IcmpTypeCode: { Type, Code } = {}, Ipv6CidrBlock } = input;
  if (protocol === '6' || protocol === '17') {
    if (From === undefined) throw missingParameter('portRange.from');
    if (To === undefined) throw missingParameter('portRange.to');
    for (const port of [From, To]) if (port < 0 || port > 65535) throw invalid(`port (${port}) out of range`);
    if (From > To) throw invalid(`Invalid TCP/UDP port range (${From}:${To})`);
    return { PortRange: { From, To } };
  }
  if (protocol !== '1' && !(protocol === '58' && Ipv6CidrBlock)) return {};
  if (Type === undefined) throw missingParameter('icmpTypeCode.type');
  if (Code === undefined) throw missingParameter('icmpTypeCode.code');
  if (!isByte(Type)) throw invalid(`ICMP type (${Type}) out of range`);
  if (!isByte(Code)) throw invalid(`ICMP code (${Code}) out of range`);
  return { IcmpTypeCode: { Type, Code } };
}

/** -1 stands for all of them. */
const isByte = (value: number): boolean => value >= -1 && value <= 255;
