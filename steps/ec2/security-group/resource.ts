import {
  AuthorizeSecurityGroupEgressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupEgressCommand,
  type SecurityGroup as Group,
} from '@aws-sdk/client-ec2';
import { afterPrefix } from '../../../src/arn.js';
import { absent, ready, required, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import { groupsThatName, interfacesIn } from '../dependents.js';
import { vpcById, vpcIdOf, type Vpc } from '../vpc/resource.js';
import { fromUpper } from '../../common/tags.js';
import { retagEc2, tagSpecifications } from '../tags.js';
import { rulesOf } from './additions.js';
import { script } from './script.js';

interface SecurityGroupWant {
  readonly GroupName: string;
  readonly Description: string;
  readonly VpcId: string;
  /**
   * `all`: with the egress rule that EC2 puts into every new group, which allows all traffic out. `none`: without it.
   */
  readonly Egress: 'all' | 'none';
}

export const securityGroupResource = resource({
  type: 'security-group',
  uses: ['vpc'],
  script,
  fixed: ['GroupName', 'Description', 'VpcId'],
  later: ['Egress'],
  sameName: 'refuses',
  nameMember: 'GroupName',
  namedWithin: 'VpcId',
  // A group stays in use until its last network interface is gone, which is minutes after the resource of that
  // interface. The Terraform provider grants 35 minutes to those of load balancers:
  // https://github.com/hashicorp/terraform-provider-aws, `internal/service/elbv2/load_balancer.go`
  deadline: { delete: 2100 },

  async create({ ec2, tags }, { GroupName, Description, VpcId }: SecurityGroupWant) {
    const TagSpecifications = tagSpecifications('security-group', tags);
    const made = await ec2.send(new CreateSecurityGroupCommand({ GroupName, Description, VpcId, TagSpecifications }));
    return required(made.GroupId, 'GroupId');
  },

  fromArn: afterPrefix('ec2', 'security-group/'),
  async find({ ec2 }, { GroupName, VpcId }) {
    const Filters = [
      { Name: 'group-name', Values: [GroupName] },
      { Name: 'vpc-id', Values: [VpcId] },
    ];
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
    return SecurityGroups.map((it) => ({ id: required(it.GroupId, 'GroupId'), tags: fromUpper(it.Tags) }));
  },

  async read(cloud, groupId) {
    const group = await groupOf(cloud, groupId);
    if (!group) return absent;
    const { GroupName, Description, VpcId, Tags } = group;
    return ready({ groupId }, { GroupName, Description, VpcId, Egress: egressOf(group) }, { tags: fromUpper(Tags) });
  },

  // EC2 refuses to revoke a rule that does not exist and to authorize one that does. So the group is read first, and
  // the update can be repeated.
  async update(cloud, GroupId, { Egress }) {
    const group = await groupOf(cloud, GroupId);
    if (!group || egressOf(group) === Egress) return;
    const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
    if (Egress === 'none') await cloud.ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
    else await cloud.ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
  },

  additions: rulesOf,
  retag: retagEc2,

  async delete({ ec2 }, GroupId) {
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
  },

  dependents: async (cloud, groupId) => [
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

/** A firewall around network interfaces. Free. It lets nothing in without a rule. */
export const securityGroup = (
  name: string,
  needs: { vpc: Vpc },
  { groupName, description, egress }: { groupName: string; description: string; egress: 'all' | 'none' },
) =>
  step({
    name,
    resource: securityGroupResource,
    needs: { vpc: vpcById(needs.vpc) },
    why: `The firewall ${description.charAt(0).toLowerCase()}${description.slice(1)}`,
    want: ({ vpc }) => ({ GroupName: groupName, Description: description, VpcId: vpcIdOf(vpc), Egress: egress }),
  });
