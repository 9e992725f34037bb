import { AuthorizeSecurityGroupEgressCommand, RevokeSecurityGroupEgressCommand } from '@aws-sdk/client-ec2';
import { ec2 } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { behindLink } from '../stacks.js';
import { everybody, statusPage, letOut, vpcRange } from './changes.js';

const groupOf = ({ out }: Found) => out('vpc-link-security-group', 'groupId');

export const linkEgress: Lab = {
  name: 'link-egress',
  title: 'The API answers 503, and all tasks run',
  topic: 'security groups',
  difficulty: 'easy',
  story:
    'Somebody has tidied up security groups that "nobody uses": no instance has them. Since then the shop answers 503. ' +
    'ECS says that both tasks run.',
  config: behindLink,
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: {
    calls: [
      (found) => [
        ec2(
          new RevokeSecurityGroupEgressCommand({
            GroupId: groupOf(found),
            SecurityGroupRuleIds: [found.out('vpc-link-egress-to-web', 'ruleId')],
          }),
        ),
      ],
    ],
  },
  hints: [
    'The answer is JSON with the status 503. So the API has taken the request, and its integration has not got through.',
    'Between the API and the tasks there is a VPC link. It has network interfaces in your subnets, and these have a security group.',
    'A security group has two lists of rules, one for each direction. Look at the outbound rules of the link’s group.',
    'The group of the VPC link has no outbound rule. It needs one for TCP port 80 to the group of the tasks.',
  ],
  repairs: [
    { says: 'Run `provision up`: the config still has the rule, so it is made again', edits: [] },
    {
      says: 'Let the group out to the tasks’ group',
      calls: [(found) => [letOut(groupOf(found), 80, { GroupId: found.out('web-security-group', 'groupId') })]],
    },
    {
      says: 'Let the group out to the addresses of the VPC',
      calls: [(found) => [letOut(groupOf(found), 80, { CidrIp: vpcRange })]],
    },
  ],
  hiding: [
    {
      says: 'Let the link out to everywhere',
      calls: [
        (found) => {
          const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: everybody }] }];
          return [ec2(new AuthorizeSecurityGroupEgressCommand({ GroupId: groupOf(found), IpPermissions }))];
        },
      ],
    },
    statusPage,
  ],
  lesson:
    'A request has to leave one security group and enter another: both need a rule for it. A VPC link has network ' +
    'interfaces in your VPC, and what their group does not let out never leaves them. API Gateway then answers 503 after a ' +
    'wait, because nothing tells it why no answer comes. A group that no instance has may still be in use: links, load ' +
    'balancers, endpoints and tasks have interfaces, too.',
  sources: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html',
  ],
  explain: ['vpc-link', 'security-group-rule'],
};
