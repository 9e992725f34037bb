import {
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateVpcLinkCommand,
  GetApiCommand,
  GetApisCommand,
  GetIntegrationCommand,
  GetIntegrationsCommand,
  GetRouteCommand,
  GetRoutesCommand,
  GetStageCommand,
  GetVpcLinkCommand,
  GetVpcLinksCommand,
  type VpcLinkStatus,
} from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import { apiIntegrationResource as integration } from '../../../steps/apigatewayv2/api-integration/resource.js';
import { apiRouteResource as route } from '../../../steps/apigatewayv2/api-route/resource.js';
import { apiStageResource as stage } from '../../../steps/apigatewayv2/api-stage/resource.js';
import { api as apiStep, apiResource as api } from '../../../steps/apigatewayv2/api/resource.js';
import { vpcLinkResource as link } from '../../../steps/apigatewayv2/vpc-link/resource.js';
import { fakeCloud, tags } from '../fake-cloud.js';

const network = { SubnetIds: ['subnet-a', 'subnet-b'], SecurityGroupIds: ['sg-1'] };
const linkWant = { Name: 'demo', ...network };

test('a VPC link gets its subnets and a group for life; only its name can change', async () => {
  const { apigatewayv2, cloud, sent } = fakeCloud();
  apigatewayv2.on(CreateVpcLinkCommand).resolves({ VpcLinkId: 'link-1' });
  expect(await link.create(cloud, linkWant)).toBe('link-1');
  await link.update?.(cloud, 'link-1', linkWant, ['Name']);
  await link.delete(cloud, 'link-1');
  expect(sent()).toEqual([
    ['CreateVpcLink', { ...linkWant, Tags: tags }],
    ['UpdateVpcLink', { VpcLinkId: 'link-1', Name: 'demo' }],
    ['DeleteVpcLink', { VpcLinkId: 'link-1' }],
  ]);
});

test('a VPC link is pending, available, asleep or failed', async () => {
  const { apigatewayv2, cloud } = fakeCloud();
  const as = async (VpcLinkStatus: VpcLinkStatus, VpcLinkStatusMessage?: string) => {
    const live = { Name: 'demo', VpcLinkStatus, VpcLinkStatusMessage, Tags: { ...tags } };
    apigatewayv2.on(GetVpcLinkCommand).resolves(live);
    return link.read(cloud, 'link-1');
  };
  const ready = { is: 'ready', out: { vpcLinkId: 'link-1' }, live: { Name: 'demo' }, tags };
  expect(await as('AVAILABLE')).toEqual(ready);
  expect(await as('INACTIVE')).toEqual(ready);
  expect(await as('PENDING')).toEqual({ is: 'pending', why: 'the link is PENDING' });
  expect(await as('DELETING', 'deprovisioning ENIs')).toEqual({
    is: 'pending',
    why: 'deprovisioning ENIs',
    isLeaving: true,
  });
  expect(await as('FAILED', 'no free addresses')).toEqual({ is: 'broken', why: 'no free addresses' });
});

test('the link in other subnets, or on its way out, is not the one that is looked for', async () => {
  const { apigatewayv2, cloud } = fakeCloud();
  const ours = { Name: 'demo', ...network, Tags: { ...tags } };
  apigatewayv2
    .on(GetVpcLinksCommand)
    .resolvesOnce({ Items: [{ ...ours, VpcLinkId: 'old', SubnetIds: ['subnet-a', 'subnet-c'] }], NextToken: 'more' })
    .resolves({
      Items: [
        { ...ours, VpcLinkId: 'going', VpcLinkStatus: 'DELETING' },
        { ...ours, VpcLinkId: 'foreign', Tags: {} },
        { ...ours, VpcLinkId: 'new', SubnetIds: ['subnet-b', 'subnet-a'] },
      ],
    });
  expect(await link.find(cloud, linkWant)).toEqual([{ id: 'new', tags }]);
});

test('an API is found by its tags on any page, for its name may be used twice', async () => {
  const { apigatewayv2, cloud, sent } = fakeCloud();
  const theirs = { Name: 'demo', ProtocolType: 'HTTP', RouteSelectionExpression: '', ApiId: 'theirs' } as const;
  apigatewayv2
    .on(GetApisCommand)
    .resolvesOnce({ Items: [theirs], NextToken: 'more' })
    .resolves({ Items: [{ ...theirs, ApiId: 'ours', Tags: { ...tags } }] });
  const want = { Name: 'demo', ProtocolType: 'HTTP', CorsConfiguration: null } as const;
  expect(await api.find(cloud, want)).toEqual([{ id: 'ours', tags }]);
  apigatewayv2.on(CreateApiCommand).resolves({ ApiId: 'api-1' });
  expect(await api.create(cloud, want)).toBe('api-1');
  const ApiEndpoint = 'https://api-1.execute-api.us-east-1.amazonaws.com';
  const { CorsConfiguration: _, ...settings } = want;
  apigatewayv2.on(GetApiCommand).resolves({ ...settings, ApiEndpoint, Tags: { ...tags } });
  expect(await api.read(cloud, 'api-1')).toEqual({
    is: 'ready',
    out: { apiId: 'api-1', apiUrl: ApiEndpoint },
    live: want,
    tags,
  });
  expect(sent().slice(1, 3)).toEqual([
    ['GetApis', { NextToken: 'more' }],
    ['CreateApi', { ...settings, Tags: tags }],
  ]);
});

const cors = {
  allowOrigins: ['*'],
  allowMethods: ['*'],
  allowHeaders: ['Content-Type', 'Authorization', 'X-API-Key'],
  allowCredentials: false,
  maxAge: 600,
};

test('pages of other origins are let in as the config says, however API Gateway spells and sorts it', async () => {
  const { apigatewayv2, cloud, sent } = fakeCloud();
  const want = apiStep('api', { apiName: 'demo', cors }).want({});
  apigatewayv2.on(CreateApiCommand).resolves({ ApiId: 'api-1' });
  await api.create(cloud, want);
  const AllowHeaders = ['Authorization', 'Content-Type', 'X-Api-Key'];
  const open = { AllowOrigins: ['*'], AllowMethods: ['*'], AllowCredentials: false, MaxAge: 600 };
  const CorsConfiguration = { ...open, AllowHeaders };
  const settings = { Name: 'demo', ProtocolType: 'HTTP' as const };
  expect(sent()).toEqual([['CreateApi', { ...settings, CorsConfiguration, Tags: tags }]]);
  const live = { ...open, AllowHeaders: ['x-api-key', 'content-type', 'authorization'] };
  apigatewayv2.on(GetApiCommand).resolves({ ...settings, ApiEndpoint: 'https://a', CorsConfiguration: live });
  expect(await api.read(cloud, 'api-1')).toMatchObject({ live: want });
});

test('CORS is changed in place as a whole, and taken away by a call of its own, once', async () => {
  const { apigatewayv2, cloud, sent } = fakeCloud();
  const withCors = (more: object) => apiStep('api', { apiName: 'demo', cors: { ...cors, ...more } }).want({});
  await api.update?.(cloud, 'api-1', withCors({ allowHeaders: [], maxAge: 0 }), ['CorsConfiguration']);
  await api.update?.(cloud, 'api-1', withCors({}), ['Name']);
  const CorsConfiguration = { AllowOrigins: ['*'], AllowMethods: ['*'], AllowCredentials: false, MaxAge: 0 };
  expect(sent()).toEqual([
    ['UpdateApi', { ApiId: 'api-1', CorsConfiguration }],
    ['UpdateApi', { ApiId: 'api-1', Name: 'demo' }],
  ]);
  const none = apiStep('api', { apiName: 'demo' }).want({});
  const settings = { Name: 'demo', ProtocolType: 'HTTP' as const };
  apigatewayv2
    .on(GetApiCommand)
    .resolvesOnce({ ...settings, CorsConfiguration })
    .resolves(settings);
  await api.update?.(cloud, 'api-1', none, ['CorsConfiguration']);
  await api.update?.(cloud, 'api-1', none, ['CorsConfiguration']);
  expect(
    sent()
      .slice(2)
      .map(([operation]) => operation),
  ).toEqual(['GetApi', 'DeleteCorsConfiguration', 'GetApi']);
});

const integrationWant = {
  ApiId: 'api-1',
  IntegrationType: 'HTTP_PROXY',
  IntegrationMethod: 'ANY',
  IntegrationUri: 'arn:srv',
  ConnectionType: 'VPC_LINK',
  ConnectionId: 'link-1',
  PayloadFormatVersion: '1.0',
} as const;

test('an integration is created as wanted, found by what it connects, and led to another link in place', async () => {
  const { apigatewayv2, cloud, sent } = fakeCloud();
  apigatewayv2.on(CreateIntegrationCommand).resolves({ IntegrationId: 'int-1' });
  const id = { apiId: 'api-1', integrationId: 'int-1' };
  expect(await integration.create(cloud, integrationWant)).toEqual(id);
  await integration.update?.(cloud, id, { ...integrationWant, ConnectionId: 'link-2' }, ['ConnectionId']);
  expect(sent()).toEqual([
    ['CreateIntegration', integrationWant],
    ['UpdateIntegration', { ApiId: 'api-1', IntegrationId: 'int-1', ConnectionId: 'link-2' }],
  ]);
  const other = { ...integrationWant, IntegrationId: 'int-0', IntegrationUri: 'arn:other' };
  const ours = { ...integrationWant, IntegrationId: 'int-1' };
  apigatewayv2.on(GetIntegrationsCommand).resolves({ Items: [other, ours] });
  expect(await integration.find(cloud, integrationWant)).toEqual([{ id }]);
  apigatewayv2.on(GetIntegrationCommand).resolves(ours);
  const { ApiId: _, IntegrationType: __, ConnectionType: ___, ...visible } = integrationWant;
  expect(await integration.read(cloud, id)).toEqual({ is: 'ready', out: { integrationId: 'int-1' }, live: visible });
});

test('a route is found by its key, and its target can be changed', async () => {
  const { apigatewayv2, cloud, sent } = fakeCloud();
  const want = { ApiId: 'api-1', RouteKey: '$default', Target: 'integrations/int-1' };
  const id = { apiId: 'api-1', routeId: 'route-1' };
  apigatewayv2.on(CreateRouteCommand).resolves({ RouteId: 'route-1' });
  apigatewayv2.on(GetRouteCommand).resolves({ RouteKey: '$default', Target: 'integrations/int-1' });
  const other = { RouteKey: 'GET /', RouteId: 'route-0' };
  apigatewayv2.on(GetRoutesCommand).resolves({ Items: [other, { ...want, RouteId: 'route-1' }] });
  expect(await route.create(cloud, want)).toEqual(id);
  expect(await route.find(cloud, want)).toEqual([{ id }]);
  expect(await route.read(cloud, id)).toMatchObject({ live: { RouteKey: '$default', Target: 'integrations/int-1' } });
  await route.update?.(cloud, id, want, ['Target']);
  await route.delete(cloud, id);
  expect(sent().filter(([operation]) => !operation.startsWith('Get'))).toEqual([
    ['CreateRoute', want],
    ['UpdateRoute', { ApiId: 'api-1', RouteId: 'route-1', Target: 'integrations/int-1' }],
    ['DeleteRoute', { ApiId: 'api-1', RouteId: 'route-1' }],
  ]);
});

test('a stage whose deployment failed is broken; else it shows its settings', async () => {
  const { apigatewayv2, cloud, sent } = fakeCloud();
  const want = {
    ApiId: 'api-1',
    StageName: '$default',
    AutoDeploy: true,
    DefaultRouteSettings: { DetailedMetricsEnabled: true },
    AccessLogSettings: { DestinationArn: 'arn:logs', Format: '{}' },
  };
  const id = await stage.create(cloud, want);
  await stage.update?.(cloud, id, want, ['AutoDeploy']);
  expect(sent()).toEqual([
    ['CreateStage', { ...want, Tags: tags }],
    ['UpdateStage', { ApiId: 'api-1', StageName: '$default', AutoDeploy: true }],
  ]);
  const LastDeploymentStatusMessage = "Successfully deployed stage with deployment ID 'abc'";
  apigatewayv2.on(GetStageCommand).resolves({ ...want, Tags: { ...tags }, LastDeploymentStatusMessage });
  const { ApiId: _, StageName: __, ...live } = want;
  expect(await stage.read(cloud, id)).toEqual({ is: 'ready', out: { stageName: '$default' }, live, tags });
  expect(await stage.find(cloud, want)).toEqual([{ id: { apiId: 'api-1', stageName: '$default' }, tags }]);
  const why = 'Deployment attempt failed: Unable to deploy API because no routes exist in this API';
  apigatewayv2.on(GetStageCommand).resolves({ ...want, LastDeploymentStatusMessage: why });
  expect(await stage.read(cloud, id)).toEqual({ is: 'broken', why });
});
