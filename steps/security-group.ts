import {
  AuthorizeSecurityGroupEgressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupEgressCommand,
  type SecurityGroup as Group,
} from '@aws-sdk/client-ec2';
import { absent, ready, required, resource, step, type Cloud, type StepOf } from '../src/step.js';
import { groupsThatName, interfacesIn } from './holders.js';
import { retagEc2 } from './retag.js';
import { fromUpper, tagSpecifications } from './tags.js';
import type { Vpc } from './vpc.js';

interface SecurityGroupWant {
  readonly GroupName: string;
  readonly Description: string;
  readonly VpcId: string;
  /** `all`: the rule that EC2 puts into every new group and that lets everything out. `none`: without it. */
  readonly Egress: 'all' | 'none';
}

export const securityGroupResource = resource({
  type: 'security-group',
  fixed: ['GroupName', 'Description', 'VpcId'],
  later: ['Egress'],
  sameName: 'refuses',
  // A group stays in use until the last network interface in it is gone, minutes after what it belonged to.
  deadline: { delete: 1200 },

  async create({ ec2, tags }, { GroupName, Description, VpcId }: SecurityGroupWant) {
    const TagSpecifications = tagSpecifications('security-group', tags);
    const made = await ec2.send(new CreateSecurityGroupCommand({ GroupName, Description, VpcId, TagSpecifications }));
    return required(made.GroupId, 'GroupId');
  },

  async find({ ec2 }, { GroupName, VpcId }) {
    const Filters = [
      { Name: 'group-name', Values: [GroupName] },
      { Name: 'vpc-id', Values: [VpcId] },
    ];
    const { SecurityGroups: [group] = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
    return group && { id: required(group.GroupId, 'GroupId'), tags: fromUpper(group.Tags) };
  },

  async read(cloud, groupId) {
    const group = await groupOf(cloud, groupId);
    if (!group) return absent;
    const { GroupName, Description, VpcId, Tags } = group;
    return ready({ groupId }, { GroupName, Description, VpcId, Egress: egressOf(group) }, { tags: fromUpper(Tags) });
  },

  // EC2 refuses to revoke what is not there and to authorize what is: it is looked at first, so repeating is safe.
  async update(cloud, GroupId, { Egress }) {
    const group = await groupOf(cloud, GroupId);
    if (!group || egressOf(group) === Egress) return;
    const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
    if (Egress === 'none') await cloud.ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
    else await cloud.ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
  },

  retag: retagEc2,

  async delete({ ec2 }, GroupId) {
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
  },

  holders: async (cloud, groupId) => [
    ...(await interfacesIn(cloud, 'group-id', groupId)),
    ...(await groupsThatName(cloud, groupId)),
  ],
});
export type SecurityGroup = StepOf<typeof securityGroupResource>;

async function groupOf({ ec2 }: Cloud, groupId: string) {
  const { SecurityGroups: [group] = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [groupId] }));
  return group;
}

const egressOf = ({ IpPermissionsEgress = [] }: Group) =>
  IpPermissionsEgress.some(
    ({ IpProtocol, IpRanges = [] }) => IpProtocol === '-1' && IpRanges.some(({ CidrIp }) => CidrIp === '0.0.0.0/0'),
  )
    ? 'all'
    : 'none';

/** A firewall around network interfaces. Free. Lets nothing in until a rule does. */
export const securityGroup = (
  name: string,
  needs: { vpc: Vpc },
  { groupName, description, egress }: { groupName: string; description: string; egress: 'all' | 'none' },
) =>
  step({
    name,
    resource: securityGroupResource,
    needs,
    why: description,
    want: ({ vpc }) => ({ GroupName: groupName, Description: description, VpcId: vpc.vpcId, Egress: egress }),
  });
