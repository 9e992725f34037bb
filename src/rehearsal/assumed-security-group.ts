import { plainText } from '../plain-text.js';
import { putSecurityGroup } from '../sandbox/services/ec2/security-groups/put-security-group.js';
import type { LookedUp, PlaceOfLookups } from './looked-up.js';

/** A group that lets nothing in or out: tasks have that of the stack as well. */
export function putExistingGroup(place: PlaceOfLookups, { want }: LookedUp): void {
  putSecurityGroup(place, plainText(want['GroupId']), plainText(want['VpcId']));
}
