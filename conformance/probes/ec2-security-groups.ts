import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import { tagged } from '../given.js';
import { probesOf } from '../probe.js';
import { api, codes, noId, groupIn, port } from './ec2-made.js';

/** Security groups, and what their rules are made with. */
export const securityGroups = probesOf('ec2', [
  {
    title: 'the name of a security group is taken once in a VPC: InvalidGroup.Duplicate',
    source: codes,
    async run(story) {
      const { check } = story;
      const name = story.name('group');
      await groupIn(story, name);
      await check.refused('CreateSecurityGroup', groupIn(story, name), {
        code: 'InvalidGroup.Duplicate',
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'a new security group lets everything out and nothing in',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/creating-security-groups.html',
    async run(story) {
      const { check, ec2 } = story;
      const GroupId = await groupIn(story);
      const read = async () =>
        (await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }))).SecurityGroups?.[0];
      const group = await read();
      check.equal('ingress', group?.IpPermissions, []);
      check.equal(
        'egress',
        group?.IpPermissionsEgress?.map(({ IpProtocol, IpRanges }) => [IpProtocol, IpRanges?.[0]?.CidrIp]),
        [['-1', '0.0.0.0/0']],
      );
      const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
      await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
      await check.shows('egress, once revoked', async () => (await read())?.IpPermissionsEgress, []);
      await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: [port(443)] }));
      await check.shows('egress rules', async () => (await read())?.IpPermissionsEgress?.length, 1);
    },
  },
  {
    title: 'the same rule twice is refused: InvalidPermission.Duplicate',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const input = { GroupId: await groupIn(story), IpPermissions: [port(80)] };
      const made = await ec2.send(new AuthorizeSecurityGroupIngressCommand(input));
      check.matches('the id of the rule', made.SecurityGroupRules?.[0]?.SecurityGroupRuleId, /^sgr-/);
      await check.refused('AuthorizeSecurityGroupIngress', ec2.send(new AuthorizeSecurityGroupIngressCommand(input)), {
        code: 'InvalidPermission.Duplicate',
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'a rule has an id, and can bear tags from the start',
    source: api('AuthorizeSecurityGroupIngress'),
    async run(story) {
      const { check, ec2, tagList } = story;
      const TagSpecifications = tagged(story, 'security-group-rule');
      const made = await ec2.send(
        new AuthorizeSecurityGroupIngressCommand({
          GroupId: await groupIn(story),
          IpPermissions: [port(8080)],
          TagSpecifications,
        }),
      );
      const [rule] = made.SecurityGroupRules ?? [];
      check.has('the rule', rule, 'SecurityGroupRuleId', 'GroupId', 'IsEgress', 'IpProtocol', 'CidrIpv4');
      check.equal('its tags', rule?.Tags, tagList);
    },
  },
  {
    title: 'a rule that names a group that is not there is refused: InvalidGroup.NotFound',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const IpPermissions = [
        { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: `sg-${noId}` }] },
      ];
      const input = { GroupId: await groupIn(story), IpPermissions };
      await check.refused('AuthorizeSecurityGroupIngress', ec2.send(new AuthorizeSecurityGroupIngressCommand(input)), {
        code: 'InvalidGroup.NotFound',
        means: ['create', 'not-yet'],
      });
    },
  },
  {
    title: 'a rule that is not there is not revoked: InvalidPermission.NotFound',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const input = { GroupId: await groupIn(story), IpPermissions: [port(9999)] };
      await check.refused('RevokeSecurityGroupEgress', ec2.send(new RevokeSecurityGroupEgressCommand(input)), {
        code: 'InvalidPermission.NotFound',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'a group that a rule of another group names is not deleted: DependencyViolation',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const [GroupId, other] = [await groupIn(story), await groupIn(story)];
      const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId }] }];
      await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: other, IpPermissions }));
      await check.refused('DeleteSecurityGroup', ec2.send(new DeleteSecurityGroupCommand({ GroupId })), {
        code: 'DependencyViolation',
        means: ['delete', 'in-use'],
      });
    },
  },
  {
    title: 'the default group is not deleted: CannotDelete',
    source: codes,
    async run({ check, ec2, given }) {
      const Filters = [
        { Name: 'vpc-id', Values: [await given.vpc()] },
        { Name: 'group-name', Values: ['default'] },
      ];
      const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
      const GroupId = `${SecurityGroups[0]?.GroupId}`;
      await check.refused('DeleteSecurityGroup', ec2.send(new DeleteSecurityGroupCommand({ GroupId })), {
        code: 'CannotDelete',
      });
    },
  },
  {
    title: 'a group without a description is refused: MissingParameter',
    source: codes,
    async run({ check, ec2, given, name }) {
      const input = { VpcId: await given.vpc(), GroupName: name('group'), Description: '' };
      await check.refused('CreateSecurityGroup', ec2.send(new CreateSecurityGroupCommand(input)), {
        code: /^(MissingParameter|InvalidParameterValue)$/,
      });
    },
  },
  {
    title: 'a group whose name begins with sg- is refused: InvalidParameterValue',
    source: api('CreateSecurityGroup'),
    async run(story) {
      await story.check.refused('CreateSecurityGroup', groupIn(story, `sg-${story.name('group')}`), {
        code: 'InvalidParameterValue',
      });
    },
  },
]);
