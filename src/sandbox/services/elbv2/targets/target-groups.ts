import { isDeepStrictEqual } from 'node:util';
import {
  CreateTargetGroupCommand,
  DeleteTargetGroupCommand,
  DescribeTargetGroupsCommand,
  ModifyTargetGroupCommand,
  type CreateTargetGroupInput,
  type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, type Context } from '../../../service.js';
import { vpcs } from '../../ec2/tables.js';
import { newTargetGroupArn } from '../arns.js';
import { balancerUsing, refuseUsedGroup } from '../associations.js';
import { defaultsOf } from '../attributes.js';
import { checkedHealthCheck } from './health-check.js';
import { isArnOf, loadBalancer, existingRows, existingRow, targetGroup } from '../resource-kinds.js';
import {
  notInSandbox,
  checkedName,
  markedPage,
  refuseOtherMembers,
  required,
  validationError,
  within,
} from '../refusals.js';
import { targetGroups, type TargetGroupRow } from '../tables.js';
import { checkedTags } from '../tags.js';
import { targetGroupAttributes } from './target-group-attributes.js';
import { updateAllTargetHealth } from './target-health.js';

export const targetGroupOperations = [
  /**
   * The same settings again give what is there; tags are not compared.
   * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
   */
  on(CreateTargetGroupCommand, (input, context) => {
    const wanted = checked(context, input);
    const tags = checkedTags(input.Tags);
    const existing = targetGroups(context).find(({ group }) => group.TargetGroupName === wanted.TargetGroupName);
    const row = existing ? sameAs(existing, wanted) : create(context, wanted, tags);
    return { TargetGroups: [shown(context, row)] };
  }),

  on(DescribeTargetGroupsCommand, (input, context) => {
    const { TargetGroupArns: arns, Names: names, LoadBalancerArn: user } = input;
    if ([arns, names, user].filter((given) => given?.length).length > 1)
      throw validationError('Target group names, target group ARNs and a load balancer ARN exclude each other');
    if (user) existingRow(context, loadBalancer, user);
    const byArn = arns?.length ? existingRows(context, targetGroup, arns) : undefined;
    const all = byArn ?? (names?.length ? byNames(context, names) : targetGroups(context).all());
    const rows = all.filter(
      ({ group }) => !user || balancerUsing(context, group.TargetGroupArn)?.balancer.LoadBalancerArn === user,
    );
    const { items, more } = markedPage(rows, ({ group }) => group.TargetGroupArn, input);
    return { TargetGroups: items.map((row) => shown(context, row)), ...more };
  }),

  /** Only the health check; protocol, port, VPC and target type are fixed for life. */
  on(ModifyTargetGroupCommand, (input, context) => {
    const row = existingRow(context, targetGroup, input.TargetGroupArn);
    Object.assign(row.group, checkedHealthCheck(input, row.group.ProtocolVersion, row.group));
    updateAllTargetHealth(context);
    return { TargetGroups: [shown(context, row)] };
  }),

  /** With its targets. One that is not there counts as deleted. */
  on(DeleteTargetGroupCommand, (input, context) => {
    const arn = required(input.TargetGroupArn, 'TargetGroupArn');
    if (!isArnOf(targetGroup, arn)) throw validationError(`'${arn}' is not a valid target group ARN`);
    refuseUsedGroup(context, arn);
    targetGroups(context).delete(arn);
    return {};
  }),
];

type Group = Omit<TargetGroupRow['group'], 'TargetGroupArn'>;

function checked(context: Context, input: CreateTargetGroupInput): Group {
  const { TargetType = 'instance', ProtocolVersion = 'HTTP1', IpAddressType = 'ipv4' } = input;
  const TargetGroupName = checkedName(input.Name, 'target group');
  if (TargetType !== 'instance' && TargetType !== 'ip') throw notInSandbox(`targets of type ${TargetType}`);
  if (IpAddressType !== 'ipv4') throw notInSandbox('IPv6');
  refuseOtherMembers(input, ['TargetControlPort']);
  const Protocol = required(input.Protocol, 'Protocol');
  if (Protocol !== 'HTTP' && Protocol !== 'HTTPS')
    throw notInSandbox(`target groups of network load balancers: protocol ${Protocol}`);
  if (!['HTTP1', 'HTTP2', 'GRPC'].includes(ProtocolVersion))
    throw validationError(`Protocol version '${ProtocolVersion}' must be one of '[GRPC, HTTP1, HTTP2]'`);
  const Port = within(required(input.Port, 'Port'), [1, 65_535], 'Port');
  const VpcId = required(input.VpcId, 'VpcId');
  if (!vpcs(context).has(VpcId)) throw validationError(`The VPC ID '${VpcId}' is not found`);
  const health = checkedHealthCheck(input, ProtocolVersion);
  return { TargetGroupName, Protocol, Port, VpcId, ...health, TargetType, ProtocolVersion, IpAddressType };
}

function sameAs(row: TargetGroupRow, wanted: Group): TargetGroupRow {
  const { TargetGroupArn: _, ...was } = row.group;
  if (isDeepStrictEqual(was, wanted)) return row;
  throw new AwsError(
    'DuplicateTargetGroupNameException',
    `A target group with the same name '${wanted.TargetGroupName}' exists, but with different settings`,
  );
}

function create(context: Context, wanted: Group, tags: TargetGroupRow['tags']): TargetGroupRow {
  const exceeded = () => 'The maximum number of target groups has been reached';
  refuseBeyond(context, 'target-groups', targetGroups(context).size + 1, exceeded);
  const TargetGroupArn = newTargetGroupArn(context, wanted.TargetGroupName);
  const attributes = defaultsOf(targetGroupAttributes);
  const row: TargetGroupRow = { group: { TargetGroupArn, ...wanted }, targets: [], attributes, tags };
  targetGroups(context).set(TargetGroupArn, row);
  return row;
}

function byNames(context: Context, names: readonly string[]): TargetGroupRow[] {
  const found = targetGroups(context).all(({ group }) => names.includes(group.TargetGroupName));
  if (found.length === new Set(names).size) return found;
  throw new AwsError('TargetGroupNotFoundException', 'One or more target groups not found');
}

function shown(context: Context, { group }: TargetGroupRow): TargetGroup {
  const user = balancerUsing(context, group.TargetGroupArn);
  return structuredClone({ ...group, LoadBalancerArns: user ? [user.balancer.LoadBalancerArn] : [] });
}
