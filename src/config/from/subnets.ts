import type { Target } from './draft.js';
import { partsOf, type Value } from './source.js';
import { reasons } from './reasons.js';

/** Tasks in private subnets: the network has them where it has a NAT gateway. */
export function inPrivateSubnets(from: Value, target: Target): void {
  target.put(['subnets'], 'private', from);
  const { draft } = target;
  if (draft.within(['network', 'egress']).length > 0) return;
  draft.top.put(['network', 'egress'], 'nat', [], 'nat: tasks in private subnets reach the internet through a gateway');
}

/** @param whole what is left, where a service has no groups beside its own */
export function securityGroups(list: Value, target: Target, whole: Value): void {
  if (target.schema('securityGroups') === undefined || !Array.isArray(list.value))
    return target.leave(whole, reasons.groups);
  for (const one of partsOf(list)) target.add(['securityGroups'], one.value, one);
}
