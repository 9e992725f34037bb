import {
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  type IpPermission,
  type SecurityGroup,
} from '@aws-sdk/client-ec2';
import { spread } from '../../../delays.js';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import { refuseSecurityGroupInUse } from '../dependents.js';
import { described } from '../describe.js';
import { groupText, isGroupText } from './group-text.js';
import { arnOf, existingRow, securityGroup, vpc } from '../resource-kinds.js';
import { permissionsOf, ruleContentsIn } from './permissions.js';
import { required, invalid, refuseOtherMembers } from '../refusals.js';
import { requestedGroup } from './rule-requests.js';
import { securityGroupDescription } from './security-group-filters.js';
import { addRule, rulesOf } from './security-group-rules.js';
import { rules, securityGroups, type SecurityGroupRow } from '../tables.js';
import { tagsFor } from '../tag-specifications.js';

export const securityGroupOperations: readonly Operation[] = [
  on(CreateSecurityGroupCommand, (input, context) => {
    refuseOtherMembers(input, ['GroupName', 'Description', 'VpcId']);
    const GroupName = nameAsked(required(input.GroupName, 'groupName'));
    const Description = checked('GroupDescription', required(input.Description, 'groupDescription'));
    // Without one it would be the default VPC, which the sandbox's account has not got.
    if (!input.VpcId) throw new AwsError('VPCIdNotSpecified', 'No default VPC for this user');
    const { VpcId } = existingRow(context, vpc, input.VpcId, 'vpcId');
    const Tags = tagsFor(securityGroup, input.TagSpecifications);
    refuseTakenName(context, VpcId, GroupName);
    const reached = () => 'The maximum number of security groups has been reached.';
    refuseBeyond(context, 'security-groups', securityGroups(context).size + 1, reached);
    const { GroupId, SecurityGroupArn } = addGroup(context, { GroupName, Description, VpcId, Tags });
    return { GroupId, SecurityGroupArn, Tags: structuredClone(Tags) };
  }),

  on(DescribeSecurityGroupsCommand, (question, context) => {
    refuseNames(question.GroupNames);
    const asked = { ...question, ids: question.GroupIds };
    const { rows, ...more } = described(context, securityGroupDescription(context), asked);
    return { SecurityGroups: rows.map((row) => shown(context, row)), ...more };
  }),

  on(DeleteSecurityGroupCommand, (input, context) => {
    const { GroupId, GroupName } = requestedGroup(context, input);
    const why = `the specified group: "${GroupId}" name: "default" cannot be deleted by a user`;
    if (GroupName === 'default') throw new AwsError('CannotDelete', why);
    refuseSecurityGroupInUse(context, GroupId);
    removeGroup(context, GroupId);
    return { Return: true, GroupId };
  }),
];

/** The group that what names no group gets: everything out, and in from its own members. It goes with its VPC. */
export function addDefaultGroup(context: Context, VpcId: string): void {
  const group = addGroup(context, { GroupName: 'default', Description: 'default VPC security group', VpcId, Tags: [] });
  allow(context, group, { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: group.GroupId }] }, false);
}

/** Every new group lets everything out, until that rule is revoked. */
export function addGroup(
  context: Context,
  it: Pick<SecurityGroupRow, 'GroupName' | 'Description' | 'VpcId' | 'Tags'>,
): SecurityGroupRow {
  const GroupId = context.id('sg');
  const group = { GroupId, OwnerId: context.account, SecurityGroupArn: arnOf(context, securityGroup, GroupId), ...it };
  securityGroups(context).set(GroupId, group);
  spread(context, 'network-known', GroupId);
  allow(context, group, { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }, true);
  return group;
}

/** Adds rules to a group. */
export function allow(context: Context, group: SecurityGroupRow, permission: IpPermission, isEgress: boolean): void {
  const permits = ruleContentsIn(context, group, { permissions: [permission], isEgress });
  for (const permit of permits) addRule(context, group, permit);
}

/** Takes a group away with its rules, whoever uses it. */
export function removeGroup(context: Context, groupId: string): void {
  const own = rules(context).all(({ GroupId }) => GroupId === groupId);
  for (const { SecurityGroupRuleId } of own) rules(context).delete(SecurityGroupRuleId);
  securityGroups(context).delete(groupId);
}

const shown = (context: Context, row: SecurityGroupRow): SecurityGroup => ({
  ...row,
  IpPermissions: permissionsOf(rulesOf(context, row.GroupId, false)),
  IpPermissionsEgress: permissionsOf(rulesOf(context, row.GroupId, true)),
});

/** Names are looked up in the default VPC alone, so no name is ever found. */
function refuseNames([name]: readonly string[] = []): void {
  if (name !== undefined) throw new AwsError('InvalidGroup.NotFound', `The security group '${name}' does not exist`);
}

function refuseTakenName(context: Context, vpcId: string, name: string): void {
  if (securityGroups(context).find(({ VpcId, GroupName }) => VpcId === vpcId && GroupName === name))
    throw new AwsError('InvalidGroup.Duplicate', `The security group '${name}' already exists for VPC '${vpcId}'`);
}

function nameAsked(name: string): string {
  if (name.toLowerCase() === 'default') throw invalid('Cannot use reserved security group name: default');
  if (name.startsWith('sg-'))
    throw invalid(`Value (${name}) for parameter GroupName is invalid. Group names may not be in the format sg-*.`);
  return checked('GroupName', name);
}

function checked(parameter: string, text: string): string {
  if (isGroupText(text)) return text;
  throw invalid(`Value (${text}) for parameter ${parameter} is invalid. Valid are ${groupText}`);
}
