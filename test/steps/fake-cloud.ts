import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { ServiceDiscoveryClient } from '@aws-sdk/client-servicediscovery';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import type { Cloud, Tags } from '../../src/step.js';

export const tags: Tags = { team: 'shop', 'provision:stack': 'demo', 'provision:step': 'the-step' };
export const upper = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
export const lower = Object.entries(tags).map(([key, value]) => ({ key, value }));
/** The filters by which a step finds what it has made. */
export const ourFilters = [
  { Name: 'tag:provision:stack', Values: ['demo'] },
  { Name: 'tag:provision:step', Values: ['the-step'] },
];

/**
 * A cloud of real SDK clients whose `send` answers what a test says, and nothing where it says nothing.
 * `sent` lists what was asked for, in the order of each service, as [operation, input].
 */
export function fakeCloud(region = 'us-east-1') {
  const settings = { region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const clients = {
    ec2: new EC2Client(settings),
    ecs: new ECSClient(settings),
    ecr: new ECRClient(settings),
    elbv2: new ElasticLoadBalancingV2Client(settings),
    autoscaling: new AutoScalingClient(settings),
    ssm: new SSMClient(settings),
    iam: new IAMClient(settings),
    sts: new STSClient(settings),
    logs: new CloudWatchLogsClient(settings),
    apigatewayv2: new ApiGatewayV2Client(settings),
    servicediscovery: new ServiceDiscoveryClient(settings),
  };
  const stubs = {
    ec2: mockClient(clients.ec2),
    ecs: mockClient(clients.ecs),
    ecr: mockClient(clients.ecr),
    elbv2: mockClient(clients.elbv2),
    autoscaling: mockClient(clients.autoscaling),
    ssm: mockClient(clients.ssm),
    iam: mockClient(clients.iam),
    sts: mockClient(clients.sts),
    logs: mockClient(clients.logs),
    apigatewayv2: mockClient(clients.apigatewayv2),
    servicediscovery: mockClient(clients.servicediscovery),
  };
  const cloud: Cloud = { ...clients, account: '123456789012', region, partition: 'aws', token: 'token-1', tags };
  const sent = () =>
    Object.values(stubs).flatMap((stub) =>
      stub.calls().map(({ args: [command] }): [string, unknown] => [operationOf(command), command.input]),
    );
  return { ...stubs, cloud, sent };
}

const operationOf = (command: object) => command.constructor.name.replace(/Command$/, '');
