import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateStageCommand,
  GetStageCommand,
  GetTagsCommand,
  NotFoundException,
  TagResourceCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogsClient, CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, GetRoleCommand, IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { Endpoint } from '../../../../src/sandbox/endpoint.js';
import { InProcessHandler } from '../../../../src/sandbox/in-process.js';
import { apigatewayv2 } from '../../../../src/sandbox/services/apigatewayv2/index.js';
import { iam } from '../../../../src/sandbox/services/iam/index.js';
import { logs } from '../../../../src/sandbox/services/logs/index.js';
import { World } from '../../../../src/sandbox/world.js';
import { trust } from '../iam/documents.js';

/** Real clients, in front of the three services whose rows cross each other. */
function clients() {
  const time = Date.parse('2026-01-01T00:00:00Z');
  const save = () => Promise.resolve();
  const services = [apigatewayv2, iam, logs];
  const endpoint = new Endpoint({ services, world: new World(time, 'test'), realTime: () => time, save });
  const config = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: new InProcessHandler(endpoint),
  };
  return {
    gateway: new ApiGatewayV2Client(config),
    roles: new IAMClient(config),
    groups: new CloudWatchLogsClient(config),
  };
}

test('a stage named $default is reached by its name and its tags by its ARN', async () => {
  const { gateway, groups } = clients();
  await groups.send(new CreateLogGroupCommand({ logGroupName: '/aws/vendedlogs/apis/shop' }));
  const { logGroups } = await groups.send(new DescribeLogGroupsCommand({}));
  const { ApiId } = await gateway.send(new CreateApiCommand({ Name: 'shop', ProtocolType: 'HTTP' }));
  const StageName = '$default';
  const AccessLogSettings = { DestinationArn: logGroups?.[0]?.logGroupArn, Format: '$context.requestId' };
  await gateway.send(new CreateStageCommand({ ApiId, StageName, AutoDeploy: true, AccessLogSettings }));
  const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${ApiId}/stages/${StageName}`;
  await gateway.send(new TagResourceCommand({ ResourceArn, Tags: { team: 'a' } }));

  const stage = await gateway.send(new GetStageCommand({ ApiId, StageName }));
  expect(stage).toMatchObject({ AccessLogSettings, AutoDeploy: true, CreatedDate: new Date('2026-01-01T00:00:00Z') });
  expect((await gateway.send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({ team: 'a' });
});

test('refusals arrive as the errors that the SDK models', async () => {
  const { gateway, roles } = clients();

  const stage = gateway.send(new GetStageCommand({ ApiId: 'none', StageName: '$default' }));
  await expect(stage).rejects.toBeInstanceOf(NotFoundException);
  const role = roles.send(new GetRoleCommand({ RoleName: 'none' }));
  await expect(role).rejects.toBeInstanceOf(NoSuchEntityException);
});

test('a role with tags survives the wire', async () => {
  const { roles } = clients();
  const Tags = [{ Key: 'provision:stack', Value: 'shop + co' }];
  await roles.send(new CreateRoleCommand({ RoleName: 'web', AssumeRolePolicyDocument: trust(), Tags }));

  const { Role } = await roles.send(new GetRoleCommand({ RoleName: 'web' }));
  expect(Role?.Tags).toEqual(Tags);
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(trust());
});
