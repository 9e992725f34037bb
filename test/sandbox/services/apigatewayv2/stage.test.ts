import {
  CreateDeploymentCommand,
  CreateStageCommand,
  DeleteAccessLogSettingsCommand,
  DeleteRouteCommand,
  DeleteStageCommand,
  GetDeploymentCommand,
  GetDeploymentsCommand,
  GetStageCommand,
  UpdateApiCommand,
  UpdateStageCommand,
  type AccessLogSettings,
} from '@aws-sdk/client-apigatewayv2';
import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from '@jest/globals';
import { apigatewayv2 } from '../../../../src/sandbox/services/apigatewayv2/index.js';
import { logs } from '../../../../src/sandbox/services/logs/index.js';
import { httpApi } from './network.js';

const StageName = '$default';
const DestinationArn = 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/vendedlogs/apis/shop';
const Format = '{"requestId":"$context.requestId"}';

function routed() {
  const it = httpApi();
  const RouteId = it.route('$default', it.integrate());
  it.call(logs, CreateLogGroupCommand, { logGroupName: '/aws/vendedlogs/apis/shop' });
  const stage = () => it.call(apigatewayv2, GetStageCommand, { ApiId: it.ApiId, StageName });
  return { ...it, RouteId, stage };
}

test('a stage with AutoDeploy is deployed at once', () => {
  const { call, ApiId, stage } = routed();
  call(apigatewayv2, CreateStageCommand, {
    ApiId,
    StageName,
    AutoDeploy: true,
    AccessLogSettings: { DestinationArn, Format },
    DefaultRouteSettings: { DetailedMetricsEnabled: true },
    Tags: { 'provision:stack': 'shop' },
  });

  const { DeploymentId = '', ...made } = stage();
  expect(made).toMatchObject({
    StageName,
    AutoDeploy: true,
    AccessLogSettings: { DestinationArn, Format },
    DefaultRouteSettings: { DetailedMetricsEnabled: true },
    LastDeploymentStatusMessage: `Successfully deployed stage with deployment ID '${DeploymentId}'`,
    RouteSettings: {},
    StageVariables: {},
    Tags: { 'provision:stack': 'shop' },
  });
  expect(call(apigatewayv2, GetDeploymentCommand, { ApiId, DeploymentId })).toMatchObject({
    AutoDeployed: true,
    DeploymentStatus: 'DEPLOYED',
  });
});

test('with AutoDeploy every change of the API deploys, without it none does', () => {
  const { call, ApiId, route, integrate, stage } = routed();
  call(apigatewayv2, CreateStageCommand, { ApiId, StageName, AutoDeploy: true });
  call(apigatewayv2, CreateStageCommand, { ApiId, StageName: 'manual' });
  const before = stage().DeploymentId;

  call(apigatewayv2, UpdateApiCommand, { ApiId, Description: 'changed' });
  const between = stage().DeploymentId;
  route('GET /pets', integrate());

  expect(new Set([before, between, stage().DeploymentId]).size).toBe(3);
  const manual = call(apigatewayv2, GetStageCommand, { ApiId, StageName: 'manual' });
  expect(manual.DeploymentId).toBeUndefined();
});

test('an API without routes cannot be deployed, and its stage says so', () => {
  const { call, refusal, ApiId, RouteId, stage } = routed();
  call(apigatewayv2, DeleteRouteCommand, { ApiId, RouteId });
  call(apigatewayv2, CreateStageCommand, { ApiId, StageName, AutoDeploy: true });

  expect(stage().LastDeploymentStatusMessage).toBe(
    'Deployment attempt failed: Unable to deploy API because no routes exist in this API',
  );
  expect(refusal(apigatewayv2, CreateDeploymentCommand, { ApiId }).code).toBe('BadRequestException');
});

test('a stage without AutoDeploy is deployed by hand', () => {
  const { call, refusal, ApiId, stage } = routed();
  call(apigatewayv2, CreateStageCommand, { ApiId, StageName });
  const { DeploymentId } = call(apigatewayv2, CreateDeploymentCommand, { ApiId, StageName, Description: 'first' });

  expect(stage().DeploymentId).toBe(DeploymentId);
  expect(call(apigatewayv2, GetDeploymentsCommand, { ApiId }).Items).toMatchObject([
    { AutoDeployed: false, Description: 'first', DeploymentId },
  ]);
  const unknown = refusal(apigatewayv2, UpdateStageCommand, { ApiId, StageName, DeploymentId: 'none' });
  expect(unknown.code).toBe('NotFoundException');
});

test('a name can be used once in an API', () => {
  const { call, refusal, ApiId } = routed();
  call(apigatewayv2, CreateStageCommand, { ApiId, StageName });

  expect(refusal(apigatewayv2, CreateStageCommand, { ApiId, StageName })).toMatchObject({
    code: 'ConflictException',
    message: 'Stage already exists',
  });
  expect(refusal(apigatewayv2, CreateStageCommand, { ApiId, StageName: 'a b' }).code).toBe('BadRequestException');
});

test.each<[string, AccessLogSettings]>([
  ['to a log group that is not there', { DestinationArn: `${DestinationArn}-2`, Format }],
  ['to an ARN with the wildcard at its end', { DestinationArn: `${DestinationArn}:*`, Format }],
  ['in a format that names no request', { DestinationArn, Format: '$context.status' }],
  ['in a format that only looks as if', { DestinationArn, Format: '$context.requestIdentity' }],
  ['without a format', { DestinationArn }],
])('access logs %s are refused', (_what, AccessLogSettings) => {
  const { refusal, ApiId } = routed();

  const refused = refusal(apigatewayv2, CreateStageCommand, { ApiId, StageName, AccessLogSettings });
  expect(refused.code).toBe('BadRequestException');
});

test('access logs can be turned on later, traced by the extended request id, and off again', () => {
  const { call, ApiId, stage } = routed();
  call(apigatewayv2, CreateStageCommand, { ApiId, StageName });
  const AccessLogSettings = { DestinationArn, Format: '$context.extendedRequestId' };

  call(apigatewayv2, UpdateStageCommand, { ApiId, StageName, AccessLogSettings });
  expect(stage().AccessLogSettings).toEqual(AccessLogSettings);
  call(apigatewayv2, DeleteAccessLogSettingsCommand, { ApiId, StageName });
  expect(stage().AccessLogSettings).toBeUndefined();
});

test('settings are for routes that exist, and execution logs are not for HTTP APIs', () => {
  const { call, refusal, ApiId, stage } = routed();
  call(apigatewayv2, CreateStageCommand, { ApiId, StageName });
  const update = { ApiId, StageName };

  call(apigatewayv2, UpdateStageCommand, { ...update, RouteSettings: { $default: { ThrottlingBurstLimit: 5 } } });
  expect(stage().RouteSettings).toEqual({ $default: { ThrottlingBurstLimit: 5 } });
  const stranger = refusal(apigatewayv2, UpdateStageCommand, { ...update, RouteSettings: { 'GET /x': {} } });
  expect(stranger.message).toBe('Unable to find Route by key GET /x within the provided RouteSettings');
  const logging = { ...update, DefaultRouteSettings: { LoggingLevel: 'INFO' as const } };
  const verbose = refusal(apigatewayv2, UpdateStageCommand, logging);
  expect(verbose.message).toBe('Execution logs are not supported on protocolType HTTP');
});

test('a deleted stage is gone', () => {
  const { call, refusal, ApiId } = routed();
  call(apigatewayv2, CreateStageCommand, { ApiId, StageName });
  call(apigatewayv2, DeleteStageCommand, { ApiId, StageName });

  expect(refusal(apigatewayv2, GetStageCommand, { ApiId, StageName })).toMatchObject({
    code: 'NotFoundException',
    message: 'Invalid stage identifier specified',
  });
});
