import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { absent, ready, resource, step, type Cloud, type StepOf } from '../../../src/step.js';

interface ExistingSecurityGroupWant {
  readonly GroupId: string;
  /** The VPC that it must be in. */
  readonly VpcId: string;
}

export const existingSecurityGroupResource = resource({
  type: 'existing-security-group',
  lookup: true,
  fixed: ['GroupId', 'VpcId'],

  async create(cloud, { GroupId, VpcId }: ExistingSecurityGroupWant) {
    const group = await groupOf(cloud, GroupId);
    if (!group) throw new Error(`${GroupId} does not exist in ${cloud.region}, or is not shared with this account`);
    if (group.VpcId !== VpcId)
      throw new Error(`${GroupId} is in ${group.VpcId ?? 'no VPC'}, not in ${VpcId}: name a group of that VPC`);
    return GroupId;
  },

  async find() {
    return [];
  },

  // It is read in every run, because its owner may have deleted it.
  async read(cloud, groupId) {
    const group = await groupOf(cloud, groupId);
    return group ? ready({ groupId }, { GroupId: groupId, VpcId: group.VpcId ?? '' }) : absent;
  },

  async delete() {},
});
export type ExistingSecurityGroup = StepOf<typeof existingSecurityGroupResource>;

/** Uses a filter, which gives an empty list if there is none. With the id as a parameter, EC2 would answer with an error. */
async function groupOf({ ec2 }: Cloud, groupId: string) {
  const Filters = [{ Name: 'group-id', Values: [groupId] }];
  const { SecurityGroups: [group] = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  return group;
}

/** A security group that exists already. It is never changed or deleted, and its rules are its owner's. */
export const existingSecurityGroup = (name: string, { groupId, vpcId }: { groupId: string; vpcId: string }) =>
  step({
    name,
    resource: existingSecurityGroupResource,
    needs: {},
    why: 'A security group that the config names; it is used and never changed',
    want: () => ({ GroupId: groupId, VpcId: vpcId }),
  });
