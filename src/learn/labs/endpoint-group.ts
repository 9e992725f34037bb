import { RevokeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
import { ec2 } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { app, isolated } from '../stacks.js';
import { everybody, statusPage, stopTasks, letIn, vpcRange } from './changes.js';

const groupOf = ({ out }: Found) => out('endpoints-security-group', 'groupId');

export const endpointGroup: Lab = {
  name: 'endpoint-group',
  title: 'Tasks in isolated subnets do not reach ECR, and all endpoints are available',
  topic: 'ways out of a task',
  difficulty: 'medium',
  story:
    'The shop has moved into subnets without any way to the internet. VPC endpoints lead to ECR, to S3 and to the logs, and ' +
    'all of them are available. After a change of security groups no new task comes up.',
  config: isolated,
  files: app,
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: {
    calls: [
      (found) => [
        ec2(
          new RevokeSecurityGroupIngressCommand({
            GroupId: groupOf(found),
            SecurityGroupRuleIds: [found.out('endpoints-ingress-from-web', 'ruleId')],
          }),
        ),
      ],
      stopTasks,
    ],
  },
  hints: [
    'Read the reason why the last task has stopped. It names the service that it did not reach.',
    'An interface endpoint is a network interface in your subnet, with a private address. What stands before an interface?',
    'The endpoints share a security group. Tasks call them by HTTPS.',
    'The group of the endpoints has no inbound rule. It needs TCP port 443 from the group of the tasks.',
  ],
  repairs: [
    { says: 'Run `provision up`: the config still has the rule, so it is made again', edits: [] },
    {
      says: 'Let the tasks’ group in',
      calls: [(found) => [letIn(groupOf(found), 443, { GroupId: found.out('web-security-group', 'groupId') })]],
    },
    {
      says: 'Let the addresses of the VPC in',
      calls: [(found) => [letIn(groupOf(found), 443, { CidrIp: vpcRange })]],
    },
  ],
  hiding: [
    {
      says: 'Let everybody in to the endpoints',
      calls: [(found) => [letIn(groupOf(found), 443, { CidrIp: everybody })]],
    },
    statusPage,
  ],
  lesson:
    'An interface endpoint has a security group, and it must let in TCP 443 from whoever uses it. "Available" says that the ' +
    'endpoint is there, not that anybody reaches it. Each endpoint is billed by the hour for each zone, used or not. Where a ' +
    'security group stands in the way, tasks time out after minutes, and ECS starts the next one.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  ],
  explain: ['vpc-endpoint', 'security-group-rule'],
};
