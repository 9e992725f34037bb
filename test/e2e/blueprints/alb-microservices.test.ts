import { DescribeVpcAttributeCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Rig } from '../rig.js';
import { AStack } from './a-stack.js';
import { apiOf, balancerOf, clusterOf, serviceOf, targetGroupsOf } from './looks.js';

let stack: AStack;
let clients: Rig['clients'];
beforeAll(async () => {
  stack = await AStack.of('alb-microservices');
  ({ clients } = stack.rig);
});
afterAll(() => stack.rig.close());
const book = () => serviceOf(clients, 'alb-microservices', 'book-service');

/** What the blueprint is, as AWS tells it. */
const whole = {
  vpcs: ['10.0.0.0/16', '10.1.0.0/16'],
  subnets: [
    '10.0.0.0/20 true',
    '10.0.128.0/20 false',
    '10.0.144.0/20 false',
    '10.0.16.0/20 true',
    '10.1.0.0/24 true',
    '10.1.1.0/24 true',
  ],
  natGateways: ['available', 'available'],
  addresses: ['associated', 'associated'],
  routes: [
    '0.0.0.0/0 active',
    '0.0.0.0/0 active',
    '0.0.0.0/0 nat active',
    '0.0.0.0/0 nat active',
    '10.0.0.0/16 active',
    '10.0.0.0/16 active',
    '10.0.0.0/16 active',
    '10.1.0.0/16 active',
  ],
  securityGroupRules: [
    'alb-microservices-author-service from alb-microservices-load-balancer tcp 80-80',
    'alb-microservices-author-service to 0.0.0.0/0 -1 -1--1',
    'alb-microservices-bastion to 0.0.0.0/0 -1 -1--1',
    'alb-microservices-book-service from alb-microservices-load-balancer tcp 80-80',
    'alb-microservices-book-service to 0.0.0.0/0 -1 -1--1',
    'alb-microservices-load-balancer from alb-microservices-vpc-link tcp 80-80',
    'alb-microservices-load-balancer to alb-microservices-author-service tcp 80-80',
    'alb-microservices-load-balancer to alb-microservices-book-service tcp 80-80',
    'alb-microservices-vpc-link to alb-microservices-load-balancer tcp 80-80',
  ],
  namespaces: ['http-api.local'],
  discoveries: ['authorService A 60', 'bookService A 60'],
  instances: ['authorService', 'authorService', 'bookService', 'bookService'],
  services: ['author-service ACTIVE 2/2', 'book-service ACTIVE 2/2'],
  loadBalancers: ['alb-microservices internal active'],
  listeners: ['HTTP 80 fixed 404'],
  rules: [
    '1 /api/books* forward alb-microservices-book-service',
    '2 /api/authors* forward alb-microservices-author-service',
  ],
  targetGroups: [
    'alb-microservices-author-service HTTP 80 /api/authors/health',
    'alb-microservices-book-service HTTP 80 /api/books/health',
  ],
  targets: [
    'alb-microservices-author-service healthy',
    'alb-microservices-author-service healthy',
    'alb-microservices-book-service healthy',
    'alb-microservices-book-service healthy',
  ],
  machines: ['t3.nano running'],
  attachedPolicies: [
    'alb-microservices-bastion-us-east-1 AmazonSSMManagedInstanceCore',
    'alb-microservices-exec-us-east-1 AmazonECSTaskExecutionRolePolicy',
  ],
  vpcLinks: ['alb-microservices AVAILABLE'],
  apiRoutes: ['ANY /{proxy+}'],
  apiStages: ['$default'],
  logGroups: [
    '/aws/ecs/containerinsights/alb-microservices/performance 1',
    '/aws/vendedlogs/apis/alb-microservices 30',
    '/ecs/AuthorService 30',
    '/ecs/BookService 30',
  ],
  repositories: ['author-service', 'book-service'],
};

describe('alb-microservices', () => {
  test('comes up as two services behind an internal load balancer, and a consumer with a bastion', async () => {
    expect(await stack.comesUp(73)).toMatchObject(whole);
  });

  test('the load balancer: 404 for what no rule takes, health checks for each service, the API in front', async () => {
    const [{ listener }, groups, { integration, stage }] = await Promise.all([
      balancerOf(clients),
      targetGroupsOf(clients),
      apiOf(clients),
    ]);
    const fixed = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } };
    expect(listener?.DefaultActions).toMatchObject([fixed]);
    const health = { TargetType: 'ip', HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 3 };
    expect(groups).toMatchObject({
      'alb-microservices-book-service': { ...health, HealthCheckPath: '/api/books/health' },
      'alb-microservices-author-service': { ...health, HealthCheckPath: '/api/authors/health' },
    });
    expect(integration).toMatchObject({
      ...{ ConnectionType: 'VPC_LINK', IntegrationMethod: 'ANY', IntegrationType: 'HTTP_PROXY' },
      ...{ PayloadFormatVersion: '1.0', IntegrationUri: listener?.ListenerArn },
    });
    expect(stage).toMatchObject({ AutoDeploy: true, DefaultRouteSettings: { DetailedMetricsEnabled: true } });
  });

  test('what all blueprints have: DNS, insights, cautious rollouts, patient logs, a role for ECS alone', async () => {
    const { Vpcs = [] } = await clients.ec2.send(new DescribeVpcsCommand({}));
    for (const { VpcId } of Vpcs)
      for (const Attribute of ['enableDnsSupport', 'enableDnsHostnames'] as const) {
        const { EnableDnsSupport, EnableDnsHostnames } = await clients.ec2.send(
          new DescribeVpcAttributeCommand({ VpcId, Attribute }),
        );
        expect(EnableDnsSupport ?? EnableDnsHostnames).toEqual({ Value: true });
      }
    const cluster = await clusterOf(clients, 'alb-microservices');
    expect(cluster?.settings).toEqual([{ name: 'containerInsights', value: 'enabled' }]);
    const { service, definition, container } = await book();
    expect(service).toMatchObject({
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { assignPublicIp: 'DISABLED' } },
      deploymentConfiguration: {
        ...{ minimumHealthyPercent: 75, maximumPercent: 200 },
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
    });
    expect(definition).toMatchObject({ cpu: '256', memory: '512', requiresCompatibilities: ['FARGATE'] });
    expect(container).toMatchObject({
      portMappings: [{ containerPort: 80 }],
      logConfiguration: {
        options: { 'awslogs-group': '/ecs/BookService', mode: 'non-blocking', 'max-buffer-size': '25m' },
      },
    });
    const { Role } = await clients.iam.send(new GetRoleCommand({ RoleName: 'alb-microservices-exec-us-east-1' }));
    const trust = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')) as { Statement: object[] };
    const Condition = {
      StringEquals: { 'aws:SourceAccount': '000000000000' },
      ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:us-east-1:000000000000:*' },
    };
    expect(trust.Statement).toMatchObject([{ Principal: { Service: 'ecs-tasks.amazonaws.com' }, Condition }]);
  });
});
