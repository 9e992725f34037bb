import {
  DeleteRouteCommand,
  GetStageCommand,
  UpdateIntegrationCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateTagsCommand,
  DeleteRouteCommand as DeleteNetworkRouteCommand,
  DeleteTagsCommand,
  DescribeVpcsCommand,
  DisassociateRouteTableCommand,
  ModifySubnetAttributeCommand,
  ModifyVpcAttributeCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import {
  DeleteServiceCommand,
  TagResourceCommand,
  UpdateClusterCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { DetachRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { UpdateServiceCommand as UpdateDiscoveryCommand } from '@aws-sdk/client-servicediscovery';
import { expect, test } from '@jest/globals';
import { everyThird, inFull } from '../full.js';
import { census, left } from './census.js';
import { disturb, project, putBack, rig } from './long-life.js';
import { configOf } from './project.js';
import type { Rig } from './rig.js';

type Id = { readonly [member: string]: string };
const id = (step: string) => project.idOf(step) as Id;
const idText = (step: string) => project.idOf(step) as string;
const web = () => ({ cluster: id('web-service')['cluster'], service: id('web-service')['service'] });
const nobody = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

interface Story {
  /** What somebody else does. */
  readonly done: (clients: Rig['clients']) => Promise<unknown>;
  /** What `status` says about it: the step, its state, and which members drifted. */
  readonly seen: { readonly [step: string]: string };
  /** The calls that put it right. */
  readonly mended: readonly string[];
}
const stories: { readonly [what: string]: Story } = {
  'a retention is changed': {
    done: ({ logs }) =>
      logs.send(new PutRetentionPolicyCommand({ logGroupName: idText('web-log-group'), retentionInDays: 1 })),
    seen: { 'web-log-group': 'drifted retentionInDays' },
    mended: ['logs:PutRetentionPolicy'],
  },
  'lines are kept for ever': {
    done: ({ logs }) => logs.send(new DeleteRetentionPolicyCommand({ logGroupName: idText('api-access-logs') })),
    seen: { 'api-access-logs': 'drifted retentionInDays' },
    mended: ['logs:PutRetentionPolicy'],
  },
  'the service is scaled by hand': {
    done: ({ ecs }) => ecs.send(new UpdateServiceCommand({ ...web(), desiredCount: 5 })),
    seen: { 'web-service': 'drifted desiredCount' },
    mended: ['ecs:UpdateService'],
  },
  'the service is deleted': {
    done: ({ ecs }) => ecs.send(new DeleteServiceCommand({ ...web(), force: true })),
    seen: { 'web-service': 'missing' },
    mended: ['ecs:CreateService'],
  },
  'the default route is deleted': {
    done({ ec2 }) {
      const { RouteTableId, DestinationCidrBlock } = id('public-default-route');
      return ec2.send(new DeleteNetworkRouteCommand({ RouteTableId, DestinationCidrBlock }));
    },
    seen: { 'public-default-route': 'missing' },
    mended: ['ec2:CreateRoute'],
  },
  'a subnet leaves the route table': {
    done({ ec2 }) {
      const AssociationId = idText('public-route-table-association-a');
      return ec2.send(new DisassociateRouteTableCommand({ AssociationId }));
    },
    seen: { 'public-route-table-association-a': 'missing' },
    mended: ['ec2:AssociateRouteTable'],
  },
  'names in the VPC are switched off, and addresses in a subnet': {
    async done({ ec2 }) {
      const [VpcId, SubnetId] = [idText('vpc'), idText('public-subnet-b')];
      await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: false } }));
      await ec2.send(new ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value: false } }));
    },
    seen: { vpc: 'drifted EnableDnsHostnames', 'public-subnet-b': 'drifted MapPublicIpOnLaunch' },
    mended: ['ec2:ModifySubnetAttribute', 'ec2:ModifyVpcAttribute'],
  },
  'a rule of the firewall is revoked': {
    done({ ec2 }) {
      const { groupId: GroupId, ruleId = '' } = id('web-ingress-from-vpc-link');
      return ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds: [ruleId] }));
    },
    seen: { 'web-ingress-from-vpc-link': 'missing' },
    mended: ['ec2:AuthorizeSecurityGroupIngress'],
  },
  'a route of the API is deleted': {
    done({ apigatewayv2 }) {
      const { apiId: ApiId, routeId: RouteId } = id('web-route-default');
      return apigatewayv2.send(new DeleteRouteCommand({ ApiId, RouteId }));
    },
    // It was the only one, and API Gateway deploys no API without routes.
    seen: { 'web-route-default': 'missing', 'api-stage': 'broken' },
    mended: ['apigatewayv2:CreateRoute'],
  },
  'the integration calls another method': {
    done({ apigatewayv2 }) {
      const { apiId: ApiId, integrationId: IntegrationId } = id('web-integration');
      return apigatewayv2.send(new UpdateIntegrationCommand({ ApiId, IntegrationId, IntegrationMethod: 'GET' }));
    },
    seen: { 'web-integration': 'drifted IntegrationMethod' },
    mended: ['apigatewayv2:UpdateIntegration'],
  },
  'the stage is no longer deployed by itself': {
    done({ apigatewayv2 }) {
      const { apiId: ApiId, stageName: StageName } = id('api-stage');
      return apigatewayv2.send(new UpdateStageCommand({ ApiId, StageName, AutoDeploy: false }));
    },
    seen: { 'api-stage': 'drifted AutoDeploy' },
    mended: ['apigatewayv2:UpdateStage'],
  },
  'answers of the namespace are kept longer': {
    done: ({ servicediscovery }) =>
      servicediscovery.send(
        new UpdateDiscoveryCommand({
          Id: idText('web-discovery'),
          Service: { DnsConfig: { DnsRecords: [{ Type: 'SRV', TTL: 300 }] } },
        }),
      ),
    seen: { 'web-discovery': 'drifted TTL' },
    mended: ['servicediscovery:UpdateService'],
  },
  'insights are switched off': {
    done({ ecs }) {
      const settings = [{ name: 'containerInsights' as const, value: 'disabled' }];
      return ecs.send(new UpdateClusterCommand({ cluster: idText('cluster'), settings }));
    },
    seen: { cluster: 'drifted containerInsights' },
    mended: ['ecs:UpdateCluster'],
  },
  'the role trusts nobody and may do nothing': {
    async done({ iam }) {
      const RoleName = idText('execution-role');
      await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: nobody }));
      const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
      await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    },
    seen: { 'execution-role': 'drifted AssumeRolePolicyDocument', 'execution-role-policy': 'missing' },
    mended: ['iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'],
  },
  'a log group is deleted': {
    done: ({ logs }) => logs.send(new DeleteLogGroupCommand({ logGroupName: idText('web-log-group') })),
    seen: { 'web-log-group': 'missing' },
    mended: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'],
  },
  'our tags are taken away and changed': {
    async done({ ec2 }) {
      const [vpc, gateway] = [idText('vpc'), idText('internet-gateway')];
      await ec2.send(new DeleteTagsCommand({ Resources: [vpc], Tags: [{ Key: 'provision:stack' }] }));
      await ec2.send(new CreateTagsCommand({ Resources: [gateway], Tags: [{ Key: 'provision:step', Value: 'x' }] }));
    },
    seen: { vpc: 'drifted tag provision:stack', 'internet-gateway': 'drifted tag provision:step' },
    mended: ['ec2:CreateTags', 'ec2:CreateTags'],
  },
};

async function differences() {
  const rows = Object.entries(await project.status(configOf())).filter(([, { state }]) => state !== 'ok');
  const texts = rows.map(([step, { state, drift = [] }]) => {
    return [step, [state, ...drift.map(({ member }) => member)].join(' ')] as const;
  });
  return Object.fromEntries(texts);
}

const told = Object.entries(stories);
test.each(inFull(told, everyThird(told)))(
  '%s: status tells, and up puts it right',
  async (_, { done, seen, mended }) => {
    await disturb(() => done(rig.clients));
    expect(await differences()).toEqual(seen);
    expect(await putBack()).toEqual(mended);
  },
);

test('tags that others have put on are neither drift nor taken away', async () => {
  const { ec2, ecs } = rig.clients;
  await ec2.send(new CreateTagsCommand({ Resources: [idText('vpc')], Tags: [{ Key: 'owner', Value: 'audit' }] }));
  const tags = [{ key: 'cost-centre', value: '42' }];
  await ecs.send(new TagResourceCommand({ resourceArn: web().service, tags }));
  expect(await differences()).toEqual({});
  expect((await rig.during(() => project.up())).mutating).toEqual([]);
  await disturb(() => project.up(configOf((it) => void (it.tags = { team: 'shop' }))));
  const { Vpcs: [vpc] = [] } = await ec2.send(new DescribeVpcsCommand({}));
  expect(vpc?.Tags).toEqual(
    expect.arrayContaining([
      { Key: 'owner', Value: 'audit' },
      { Key: 'team', Value: 'shop' },
    ]),
  );
});

test('the settings that drifted are back as they were', async () => {
  const { apiId: ApiId, stageName: StageName } = id('api-stage');
  const stage = await rig.clients.apigatewayv2.send(new GetStageCommand({ ApiId, StageName }));
  expect(stage).toMatchObject({ AutoDeploy: true });
  expect(await differences()).toEqual({});
});

test('after all of this down still leaves nothing', async () => {
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});
