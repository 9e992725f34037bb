import {
  DeleteLoadBalancerCommand,
  DescribeLoadBalancersCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError, on, type Context } from '../../../service.js';
import { networkInterfaces } from '../../ec2/tables.js';
import { removeListener } from '../listeners/listener-removal.js';
import { shownLoadBalancer, zonesOf } from './load-balancer-creation.js';
import {
  attachInterfaces,
  checkedGroups,
  checkedSubnets,
  checkRoom,
  regroupInterfaces,
  releaseInterfaces,
} from './load-balancer-network.js';
import { isArnOf, loadBalancer, existingRows, existingRow } from '../resource-kinds.js';
import { notInSandbox, markedPage, refuseOtherMembers, required, validationError } from '../refusals.js';
import { listeners, loadBalancers, type LoadBalancerRow } from '../tables.js';
import { updateAllTargetHealth } from '../targets/target-health.js';

export const loadBalancerOperations = [
  on(DescribeLoadBalancersCommand, (input, context) => {
    const { LoadBalancerArns: arns, Names: names } = input;
    if (arns?.length && names?.length)
      throw validationError('Load balancer names and load balancer ARNs cannot be specified at the same time');
    if ((arns ?? names ?? []).length > 20)
      throw validationError('At most 20 load balancers can be described by name or ARN');
    const byArn = arns?.length ? existingRows(context, loadBalancer, arns) : undefined;
    const rows = byArn ?? (names?.length ? byNames(context, names) : loadBalancers(context).all());
    const { items, more } = markedPage(rows, ({ balancer }) => balancer.LoadBalancerArn, input);
    return { LoadBalancers: items.map(shownLoadBalancer), ...more };
  }),

  /**
   * Its listeners go with it, its target groups stay. One that is not there counts as deleted.
   * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html
   */
  on(DeleteLoadBalancerCommand, (input, context) => {
    const arn = required(input.LoadBalancerArn, 'LoadBalancerArn');
    if (!isArnOf(loadBalancer, arn)) throw validationError(`'${arn}' is not a valid load balancer ARN`);
    const row = loadBalancers(context).get(arn);
    if (row) remove(context, row);
    return {};
  }),

  on(SetSecurityGroupsCommand, (input, context) => {
    refuseOtherMembers(input, ['EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic']);
    const row = existingRow(context, loadBalancer, input.LoadBalancerArn);
    const ids = required(input.SecurityGroups, 'SecurityGroups');
    if (ids.length === 0) throw validationError('At least one security group must be specified');
    const groups = checkedGroups(context, ids, row.balancer.VpcId);
    row.balancer.SecurityGroups = groups.map(({ GroupId }) => GroupId);
    regroupInterfaces(context, row, groups);
    updateAllTargetHealth(context);
    return { SecurityGroupIds: [...row.balancer.SecurityGroups] };
  }),

  /** What is left keeps its interfaces. Source: …/APIReference/API_SetSubnets.html */
  on(SetSubnetsCommand, (input, context) => {
    refuseOtherMembers(input, ['EnablePrefixForIpv6SourceNat']);
    if ((input.IpAddressType ?? 'ipv4') !== 'ipv4') throw notInSandbox('IPv6');
    const row = existingRow(context, loadBalancer, input.LoadBalancerArn);
    setSubnets(context, row, checkedSubnets(context, input, row.balancer.Scheme));
    updateAllTargetHealth(context);
    return { AvailabilityZones: structuredClone(row.balancer.AvailabilityZones), IpAddressType: 'ipv4' as const };
  }),
];

function byNames(context: Context, names: readonly string[]): LoadBalancerRow[] {
  const found = loadBalancers(context).all(({ balancer }) => names.includes(balancer.LoadBalancerName));
  const missing = names.filter((name) => !found.some(({ balancer }) => balancer.LoadBalancerName === name));
  if (missing.length === 0) return found;
  throw new AwsError('LoadBalancerNotFoundException', `Load balancers '[${missing.join(', ')}]' not found`);
}

function remove(context: Context, { balancer, attributes, networkInterfaceIds }: LoadBalancerRow): void {
  const { LoadBalancerArn: arn } = balancer;
  if (attributes['deletion_protection.enabled'] === 'true')
    throw new AwsError(
      'OperationNotPermittedException',
      `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
    );
  for (const row of listeners(context).all(({ listener }) => listener.LoadBalancerArn === arn))
    removeListener(context, row.listener.ListenerArn);
  loadBalancers(context).delete(arn);
  releaseInterfaces(context, networkInterfaceIds);
  updateAllTargetHealth(context);
}

function setSubnets(context: Context, row: LoadBalancerRow, subnets: ReturnType<typeof checkedSubnets>): void {
  if (subnets.some(({ VpcId }) => VpcId !== row.balancer.VpcId))
    throw new AwsError('InvalidSubnetException', `The subnets are not in the VPC '${row.balancer.VpcId}'`);
  const before = row.balancer.AvailabilityZones.map(({ SubnetId }) => SubnetId);
  const added = subnets.filter(({ SubnetId }) => !before.includes(SubnetId));
  checkRoom(context, added);
  const wanted = subnets.map(({ SubnetId }) => SubnetId);
  const isKept = (id: string) => wanted.includes(networkInterfaces(context).get(id)?.SubnetId ?? '');
  const kept = row.networkInterfaceIds.filter(isKept);
  releaseInterfaces(
    context,
    row.networkInterfaceIds.filter((id) => !isKept(id)),
  );
  const made = attachInterfaces(
    context,
    row.balancer,
    added.map(({ SubnetId }) => SubnetId),
  );
  row.networkInterfaceIds = [...kept, ...made];
  row.balancer.AvailabilityZones = zonesOf(subnets);
}
