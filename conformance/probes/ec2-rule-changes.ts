import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupRulesCommand,
  ModifySecurityGroupRulesCommand,
  type SecurityGroupRuleRequest,
} from '@aws-sdk/client-ec2';
import { probesOf } from '../probe.js';
import type { Story } from '../story.js';
import { api, groupIn, met, noId, port } from './ec2-made.js';

/** A group with rules for these ports, each with a description. @returns its id, and the ids of the rules */
async function rulesFor(story: Story, ...ports: readonly number[]) {
  const GroupId = await groupIn(story);
  const IpPermissions = ports.map((it) => ({
    ...port(it),
    IpRanges: [{ CidrIp: '10.99.0.0/16', Description: 'as made' }],
  }));
  const made = await story.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  const idOf = (number: number) =>
    made.SecurityGroupRules?.find(({ FromPort }) => FromPort === number)?.SecurityGroupRuleId ?? '';
  return { GroupId, ids: ports.map(idOf) };
}

const change = (
  { ec2 }: Story,
  GroupId: string,
  SecurityGroupRuleId: string | undefined,
  SecurityGroupRule: SecurityGroupRuleRequest,
) =>
  ec2.send(
    new ModifySecurityGroupRulesCommand({ GroupId, SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }] }),
  );

const toPort = (number: number): SecurityGroupRuleRequest => ({
  IpProtocol: 'tcp',
  FromPort: number,
  ToPort: number,
  CidrIpv4: '10.99.0.0/16',
});

/** The rules of security groups, once they are there: ModifySecurityGroupRules. */
export const ruleChanges = probesOf('ec2', [
  {
    title: 'a rule of a security group is changed in place, and keeps its id',
    source: api('ModifySecurityGroupRules'),
    async run(story) {
      const { check, ec2 } = story;
      const { GroupId, ids } = await rulesFor(story, 80);
      const changed = await change(story, GroupId, ids[0], { ...toPort(8080), Description: 'changed' });
      check.equal('the answer', changed.Return, true);
      const Filters = [{ Name: 'group-id', Values: [GroupId] }];
      const read = async () => {
        const { SecurityGroupRules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters }));
        return SecurityGroupRules.filter(({ IsEgress }) => !IsEgress).map((it) => [
          it.SecurityGroupRuleId,
          it.FromPort,
          it.Description,
        ]);
      };
      await check.shows('the rules', read, [[ids[0], 8080, 'changed']]);
    },
  },
  {
    title: 'a rule of a security group is not changed into another one of it: InvalidPermission.Duplicate',
    source: 'believed: as for a rule that is added',
    async run(story) {
      const { GroupId, ids } = await rulesFor(story, 80, 443);
      await story.check.refused('ModifySecurityGroupRules', change(story, GroupId, ids[0], toPort(443)), {
        code: 'InvalidPermission.Duplicate',
      });
    },
  },
  {
    title: 'a rule that is not there is not changed: InvalidSecurityGroupRuleId.NotFound',
    source: met,
    async run(story) {
      const { GroupId } = await rulesFor(story, 80);
      await story.check.refused('ModifySecurityGroupRules', change(story, GroupId, `sgr-${noId}`, toPort(443)), {
        code: 'InvalidSecurityGroupRuleId.NotFound',
      });
    },
  },
]);
