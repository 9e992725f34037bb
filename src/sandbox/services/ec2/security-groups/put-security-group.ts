import type { Context } from '../../../service.js';
import { rules, securityGroups } from '../tables.js';

/** Makes a group without rules under an id that somebody else has chosen. Where there is one, it stays as it is. */
export function putSecurityGroup(context: Pick<Context, 'world' | 'region'>, GroupId: string, VpcId: string): void {
  if (securityGroups(context).has(GroupId)) return;
  securityGroups(context).set(GroupId, {
    ...{ GroupId, VpcId, GroupName: `somebody's ${GroupId}`, Description: 'of somebody else', Tags: [] },
    ...{ OwnerId: '', SecurityGroupArn: '' },
  });
}

/** Lets everything out of a group, unless some rule of it is there already. */
export function letOut(context: Pick<Context, 'world' | 'region'>, GroupId: string): void {
  if (rules(context).find((it) => it.GroupId === GroupId && it.IsEgress)) return;
  const SecurityGroupRuleId = `sgr-${context.world.hex(17)}`;
  rules(context).set(SecurityGroupRuleId, {
    ...{ SecurityGroupRuleId, GroupId, IsEgress: true, IpProtocol: '-1', FromPort: -1, ToPort: -1 },
    ...{ CidrIpv4: '0.0.0.0/0', Tags: [] },
  });
}
