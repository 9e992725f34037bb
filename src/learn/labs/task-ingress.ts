import { RevokeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
import { ec2 } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { behindBalancer } from '../stacks.js';
import { everybody, fixedResponse, letIn, vpcRange } from './changes.js';

const groupOf = ({ out }: Found) => out('web-security-group', 'groupId');

export const taskIngress: Lab = {
  name: 'task-ingress',
  title: 'The load balancer answers 504 after a wait',
  topic: 'security groups',
  difficulty: 'easy',
  story:
    'A review has found an inbound rule without a description in the security group of the service web, and has taken it ' +
    'away. The load balancer now keeps clients waiting and then answers 504.',
  config: behindBalancer,
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: {
    calls: [
      (found) => [
        ec2(
          new RevokeSecurityGroupIngressCommand({
            GroupId: groupOf(found),
            SecurityGroupRuleIds: [found.out('web-ingress-from-load-balancer', 'ruleId')],
          }),
        ),
      ],
    ],
  },
  hints: [
    'The page with 504 says awselb: the load balancer itself has written it. It has a target, and gets no connection to it.',
    'No connection means that packets are dropped on the way. Refused connections would give 502.',
    'Between the load balancer and a task: the outbound rules of one group, network ACLs, the inbound rules of the other group.',
    'The group of web has no inbound rule. It needs TCP port 80 from the group of the load balancer.',
  ],
  repairs: [
    { says: 'Run `provision up`: the config still has the rule, so it is made again', edits: [] },
    {
      says: 'Let the load balancer’s group in',
      calls: [
        (found) => [letIn(groupOf(found), 80, { GroupId: found.out('load-balancer-security-group', 'groupId') })],
      ],
    },
    {
      says: 'Let the addresses of the VPC in',
      calls: [(found) => [letIn(groupOf(found), 80, { CidrIp: vpcRange })]],
    },
  ],
  hiding: [
    {
      says: 'Let everybody in',
      calls: [(found) => [letIn(groupOf(found), 80, { CidrIp: everybody })]],
    },
    fixedResponse,
  ],
  lesson:
    'A security group lets in what a rule names, and nothing else. A rule that names another group means all interfaces ' +
    'that have it, whatever their addresses are: so the load balancer may get new ones and still reaches the tasks. 504 ' +
    'says that a connection to the target was not made in time. Opening the group to 0.0.0.0/0 makes the symptom go away, ' +
    'and lets anybody who can route to a task go past the load balancer.',
  sources: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  ],
  explain: ['security-group-rule', 'target-group'],
};
