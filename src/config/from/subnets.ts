import { awsNames } from '../aws-names.js';
import type { Target } from './draft.js';
import { isMap, partsOf, type Value } from './source.js';
import { publicVariables, subnetVariable, vpcVariable } from './open-variables.js';
import { reasons } from './reasons.js';
import { hasVariable } from './variables-in.js';

/** Tasks in private subnets: the network has them where it has a NAT gateway. */
export function inPrivateSubnets(from: Value, target: Target): void {
  target.put(['subnets'], 'private', from);
  throughGateway(target, 'tasks in private subnets reach the internet through a gateway');
}

/** Tasks on instances have no public addresses. */
export function onInstances(from: Value, target: Target): void {
  target.draft.top.put(['cluster', 'capacity'], 'ec2', from, 'the cluster has instances');
  throughGateway(target, 'tasks on instances reach the internet through a gateway');
}

function throughGateway({ draft }: Target, why: string): void {
  if (draft.within(['network', 'egress']).length === 0) draft.top.put(['network', 'egress'], 'nat', [], `nat: ${why}`);
}

/** @param whole what is left, where a service has no groups beside its own */
export function securityGroups(list: Value, target: Target, whole: Value): void {
  if (target.schema('securityGroups') === undefined || !Array.isArray(list.value))
    return target.leave(whole, reasons.groups);
  for (const one of partsOf(list))
    if (isMap(one.value)) target.leave(one, reasons.ofStack);
    else target.add(['securityGroups'], one.value, one);
}

/**
 * The public subnets of an existing network where a load balancer takes requests from the internet: those of the files, and variables for
 * what these do not say.
 * @returns undefined where they have enough
 */
export function publicSubnets(
  named: readonly unknown[],
): { readonly subnets: readonly unknown[]; readonly why: string } | undefined {
  const missing = publicVariables.slice(named.length);
  if (missing.length === 0) return undefined;
  const why = `a load balancer needs public subnets in two zones, and the file names ${named.length}: set ${missing.join(' and ')}, or write ids`;
  return { subnets: [...named, ...missing.map((name) => `\${${name}}`)], why };
}

/** The network of what is there, and of which a file says no more than that: its VPC and subnets have to be said. */
export function networkAround({ draft }: Target, kind: 'public' | 'private'): void {
  if (draft.within(['network', 'existing']).length > 0) return;
  const why = `the network of the load balancer, which the file does not name: set ${vpcVariable} and ${subnetVariable}, or write the ids`;
  draft.top.put(['network', 'existing'], { vpc: `\${${vpcVariable}}`, [kind]: [`\${${subnetVariable}}`] }, [], why);
}

const noSubnet = {
  because: 'it is no id of a subnet',
  instead: 'write `network.existing: {vpc: vpc-…, public: [subnet-…]}`',
};

/** Subnets that are there: their network is used, and its VPC has to be said. */
export function existingSubnets(list: Value, { draft }: Target, kind: 'public' | 'private'): void {
  const top = draft.top;
  const isId = ({ value }: Value) =>
    typeof value === 'string' && (hasVariable(value) || awsNames.subnetId.objection(value) === undefined);
  if (!Array.isArray(list.value) || !partsOf(list).some(isId)) return top.leave(list, noSubnet);
  for (const one of partsOf(list))
    if (isId(one)) top.add(['network', 'existing', kind], one.value, one);
    else top.leave(one, noSubnet);
  const why = `the VPC of the subnets, which the file does not name: set ${vpcVariable}, or write its id`;
  top.put(['network', 'existing', 'vpc'], `\${${vpcVariable}}`, [], why);
}
