import type { SecurityGroupRule as Rule } from '@aws-sdk/client-ec2';
import { pages } from '../../../src/pages.js';
import { required, type Addition, type Cloud } from '../../../src/step.js';
import { fromUpper } from '../../common/tags.js';
import { pageOfRules } from '../group-rules.js';

/** The rules of a group, but for those that its member `Egress` tells of. */
export async function rulesOf(cloud: Cloud, groupId: string): Promise<Addition[]> {
  const rules = await pages(pageOfRules(cloud, groupId));
  return rules
    .filter((it) => it.GroupId === groupId && !isAllEgress(it))
    .map((rule) => ({
      type: 'security-group-rule',
      id: {
        ruleId: required(rule.SecurityGroupRuleId, 'SecurityGroupRuleId'),
        groupId,
        direction: rule.IsEgress === true ? 'egress' : 'ingress',
      },
      description: inWords(rule),
      tags: fromUpper(rule.Tags),
    }));
}

/**
 * The rules that EC2 puts into a new group: all traffic out, for IPv6 too where the VPC has such addresses.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-custom-security-groups.html
 */
const isAllEgress = ({ IsEgress, IpProtocol, CidrIpv4, CidrIpv6 }: Rule) =>
  IsEgress === true && IpProtocol === '-1' && (CidrIpv4 === '0.0.0.0/0' || CidrIpv6 === '::/0');

/** `ingress tcp 22 from 0.0.0.0/0` */
function inWords({ IsEgress, IpProtocol = '', FromPort = -1, ToPort = -1, ...peers }: Rule): string {
  const peer = peers.CidrIpv4 ?? peers.CidrIpv6 ?? peers.ReferencedGroupInfo?.GroupId ?? peers.PrefixListId ?? '';
  const ports = FromPort < 0 ? '' : FromPort === ToPort ? ` ${FromPort}` : ` ${FromPort}-${ToPort}`;
  const what = `${IpProtocol === '-1' ? 'everything' : IpProtocol}${ports}`;
  return IsEgress === true ? `egress ${what} to ${peer}` : `ingress ${what} from ${peer}`;
}
