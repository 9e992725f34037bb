import type { Context } from '../../../service.js';
import type { Description } from '../describe.js';
import { neverMatching, type FilterValues } from '../filters.js';
import { securityGroup } from '../resource-kinds.js';
import { hasPorts } from './port-ranges.js';
import { rulesOf } from './security-group-rules.js';
import type { RuleRow, SecurityGroupRow } from '../tables.js';

/** Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html */
export const securityGroupDescription = (context: Context): Description<SecurityGroupRow> => ({
  kind: securityGroup,
  idsParameter: 'groupIds',
  filters: {
    description: ({ Description: text }) => text,
    'group-id': ({ GroupId }) => GroupId,
    'group-name': ({ GroupName }) => GroupName,
    'owner-id': ({ OwnerId }) => OwnerId,
    'vpc-id': ({ VpcId }) => VpcId,
    ...ofRules('ip-permission', ({ GroupId }) => rulesOf(context, GroupId, false)),
    ...ofRules('egress.ip-permission', ({ GroupId }) => rulesOf(context, GroupId, true)),
    ...neverMatching('ip-permission.group-name', 'egress.ip-permission.group-name'),
  },
});

function ofRules(prefix: string, rulesIn: (group: SecurityGroupRow) => RuleRow[]): FilterValues<SecurityGroupRow> {
  return {
    [`${prefix}.cidr`]: (group) => rulesIn(group).map(({ CidrIpv4 }) => CidrIpv4),
    [`${prefix}.from-port`]: (group) =>
      rulesIn(group)
        .filter(hasPorts)
        .map(({ FromPort }) => FromPort),
    [`${prefix}.group-id`]: (group) => rulesIn(group).map(({ ReferencedGroupInfo }) => ReferencedGroupInfo?.GroupId),
    [`${prefix}.ipv6-cidr`]: (group) => rulesIn(group).map(({ CidrIpv6 }) => CidrIpv6),
    [`${prefix}.prefix-list-id`]: (group) => rulesIn(group).map(({ PrefixListId }) => PrefixListId),
    [`${prefix}.protocol`]: (group) => rulesIn(group).map(({ IpProtocol }) => IpProtocol),
    [`${prefix}.to-port`]: (group) =>
      rulesIn(group)
        .filter(hasPorts)
        .map(({ ToPort }) => ToPort),
    [`${prefix}.user-id`]: (group) => rulesIn(group).map(({ ReferencedGroupInfo }) => ReferencedGroupInfo?.UserId),
  };
}
