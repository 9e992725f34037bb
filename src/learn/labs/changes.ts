import {
  CreateIntegrationCommand,
  UpdateRouteCommand,
  type CreateIntegrationResult,
} from '@aws-sdk/client-apigatewayv2';
import { AuthorizeSecurityGroupEgressCommand, AuthorizeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
import { StopTaskCommand } from '@aws-sdk/client-ecs';
import { ModifyListenerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { apigatewayv2, ec2, ecs, elbv2, type Call } from '../call.js';
import type { Found, Repair } from '../lab.js';

/** Changes that several labs have. */

/** Who a rule of a security group is about: all that are in a group, or a range of addresses. */
type Peer = { readonly GroupId: string } | { readonly CidrIp: string };

const permission = (port: number, peer: Peer) => ({
  ...{ IpProtocol: 'tcp', FromPort: port, ToPort: port },
  ...('GroupId' in peer ? { UserIdGroupPairs: [peer] } : { IpRanges: [peer] }),
});

/** Lets somebody in by a security group, at one port. */
export const letIn = (GroupId: string, port: number, peer: Peer): Call =>
  ec2(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [permission(port, peer)] }));

/** Lets what is in a security group out to somebody, at one port. */
export const letOut = (GroupId: string, port: number, peer: Peer): Call =>
  ec2(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: [permission(port, peer)] }));

/** Of services: their service then starts others in their place. */
export const stopTasks = ({ out, facts }: Found): Call[] =>
  facts.tasks.map(({ TaskArn: task }) => ecs(new StopTaskCommand({ cluster: out('cluster', 'clusterName'), task })));

/** What nobody repairs by it: the API answers from elsewhere. */
export const statusPage: Repair = {
  says: 'Lead the API to a status page elsewhere',
  calls: [
    ({ out }) => [
      apigatewayv2(
        new CreateIntegrationCommand({
          ...{ ApiId: out('api', 'apiId'), IntegrationType: 'HTTP_PROXY', IntegrationMethod: 'ANY' },
          ...{ PayloadFormatVersion: '1.0', IntegrationUri: 'https://status.example.com/' },
        }),
      ),
    ],
    ({ out, facts, answers }) => {
      const { IntegrationId } = answers[0] as CreateIntegrationResult;
      const ApiId = out('api', 'apiId');
      const routes = facts.apis.filter((it) => it.ApiId === ApiId).flatMap((it) => it.routes);
      return routes.map(({ RouteId }) =>
        apigatewayv2(new UpdateRouteCommand({ ApiId, RouteId, Target: `integrations/${IntegrationId}` })),
      );
    },
  ],
};

/** The same at a load balancer, which answers by itself. */
export const fixedResponse: Repair = {
  says: 'Have the load balancer answer 200 by itself',
  calls: [
    ({ out }) => [
      elbv2(
        new ModifyListenerCommand({
          ListenerArn: out('listener', 'listenerArn'),
          DefaultActions: [
            {
              Type: 'fixed-response',
              FixedResponseConfig: { StatusCode: '200', ContentType: 'text/plain', MessageBody: 'All is well' },
            },
          ],
        }),
      ),
    ],
  ],
};

/** The address of everybody, in a rule. */
export const everybody = '0.0.0.0/0';
/** All addresses of the lab's VPC. */
export const vpcRange = '10.0.0.0/16';
