import { AuthorizeSecurityGroupEgressCommand, RevokeSecurityGroupEgressCommand } from '@aws-sdk/client-ec2';
import { UpdateIntegrationCommand } from '@aws-sdk/client-apigatewayv2';
import { apigatewayv2, ec2 } from '../call.js';
import type { Lab } from '../lab.js';
import { behindLink } from '../stacks.js';

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
      ({ out }) => [
        ec2(
          new RevokeSecurityGroupEgressCommand({
            GroupId: out('vpc-link-security-group', 'groupId'),
            SecurityGroupRuleIds: [out('vpc-link-egress-to-web', 'ruleId')],
          }),
        ),
      ],
    ],
  },
  hints: [
    'The answer is JSON with the status 503. So the API has taken the request, and its integration has not got through.',
    'Between the API and the tasks there is a VPC link. It has network interfaces in your subnets, and they have a security group.',
    'A security group has two lists of rules, one for each direction. Look at the outbound rules of the link’s group.',
    'The group shop-vpc-link has no outbound rule. It needs one for TCP port 80 to the group of the tasks.',
  ],
  repairs: [
    { says: 'Run `up`: the config still has the rule, and `up` makes it again', edits: [] },
    {
      says: 'Allow the group out to the tasks’ group',
      calls: [
        ({ out }) => [
          ec2(
            new AuthorizeSecurityGroupEgressCommand({
              GroupId: out('vpc-link-security-group', 'groupId'),
              IpPermissions: [
                {
                  ...{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80 },
                  UserIdGroupPairs: [{ GroupId: out('web-security-group', 'groupId') }],
                },
              ],
            }),
          ),
        ],
      ],
    },
    {
      says: 'Allow the group out to the addresses of the VPC',
      calls: [
        ({ out }) => [
          ec2(
            new AuthorizeSecurityGroupEgressCommand({
              GroupId: out('vpc-link-security-group', 'groupId'),
              IpPermissions: [
                { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '10.0.0.0/16' }] },
              ],
            }),
          ),
        ],
      ],
    },
  ],
  hiding: [
    {
      says: 'Let the link out to everywhere',
      calls: [
        ({ out }) => [
          ec2(
            new AuthorizeSecurityGroupEgressCommand({
              GroupId: out('vpc-link-security-group', 'groupId'),
              IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
            }),
          ),
        ],
      ],
    },
    {
      says: 'Lead the API to a page elsewhere',
      calls: [
        ({ out }) => [
          apigatewayv2(
            new UpdateIntegrationCommand({
              ApiId: out('api', 'apiId'),
              IntegrationId: out('web-integration', 'integrationId'),
              ...{ IntegrationType: 'HTTP_PROXY', IntegrationMethod: 'ANY', ConnectionType: 'INTERNET' },
              IntegrationUri: 'https://status.example.com/',
            }),
          ),
        ],
      ],
    },
  ],
  lesson:
    'A request has to leave one security group and enter another: both must have a rule for it. A VPC link keeps its ' +
    'network interfaces in your VPC, and what its group does not let out never leaves it. API Gateway then answers 503, ' +
    'after a wait, because it cannot know why nothing comes back. A group that no instance has may still be in use: ' +
    'links, load balancers, endpoints and tasks have interfaces, too.',
  sources: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html',
  ],
  explain: ['vpc-link', 'security-group-rule'],
};
