import type { Context } from '../../../service.js';
import { securityGroups } from '../tables.js';

/** Makes a group without rules under an id that somebody else has chosen. Where there is one, it stays as it is. */
export function putSecurityGroup(context: Pick<Context, 'world' | 'region'>, GroupId: string, VpcId: string): void {
  if (securityGroups(context).has(GroupId)) return;
  securityGroups(context).set(GroupId, {
    ...{ GroupId, VpcId, GroupName: `somebody's ${GroupId}`, Description: 'of somebody else', Tags: [] },
    ...{ OwnerId: '', SecurityGroupArn: '' },
  });
}
