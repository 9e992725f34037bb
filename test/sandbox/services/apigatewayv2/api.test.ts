import {
  CreateApiCommand,
  CreateStageCommand,
  DeleteApiCommand,
  DeleteCorsConfigurationCommand,
  DeleteVpcLinkCommand,
  GetApiCommand,
  GetApisCommand,
  GetDeploymentsCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  UpdateApiCommand,
  type Cors,
} from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import { apigatewayv2 } from '../../../../src/sandbox/services/apigatewayv2/index.js';
import { testContext } from '../../context.js';
import { httpApi } from './network.js';

const http = { Name: 'shop', ProtocolType: 'HTTP' } as const;

test('a new API has an address from the beginning', () => {
  const { call } = testContext({ region: 'eu-west-3' });
  const { ApiId } = call(apigatewayv2, CreateApiCommand, { ...http, Tags: { 'provision:stack': 'shop' } });

  expect(ApiId).toMatch(/^[0-9a-z]{10}$/);
  expect(call(apigatewayv2, GetApiCommand, { ApiId })).toEqual({
    ApiEndpoint: `https://${ApiId}.execute-api.eu-west-3.amazonaws.com`,
    ApiId,
    ApiKeySelectionExpression: '$request.header.x-api-key',
    CreatedDate: new Date('2026-01-01T00:00:00Z'),
    DisableExecuteApiEndpoint: false,
    IpAddressType: 'ipv4',
    Name: 'shop',
    ProtocolType: 'HTTP',
    RouteSelectionExpression: '$request.method $request.path',
    Tags: { 'provision:stack': 'shop' },
  });
});

test("a name is nobody's: asked twice, there are two", () => {
  const { call } = testContext();
  const ids = [1, 2].map(() => call(apigatewayv2, CreateApiCommand, http).ApiId);

  expect(new Set(ids).size).toBe(2);
  expect(
    call(apigatewayv2, GetApisCommand, {})
      .Items?.map(({ ApiId }) => ApiId)
      .sort(),
  ).toEqual([...ids].sort());
});

test('a list of APIs comes in pages, whose sizes are texts', () => {
  const { call, refusal } = testContext();
  for (let i = 0; i < 3; i++) call(apigatewayv2, CreateApiCommand, http);

  const first = call(apigatewayv2, GetApisCommand, { MaxResults: '2' });
  const second = call(apigatewayv2, GetApisCommand, { MaxResults: '2', NextToken: first.NextToken });

  expect([first.Items?.length, second.Items?.length, second.NextToken]).toEqual([2, 1, undefined]);
  expect(refusal(apigatewayv2, GetApisCommand, { MaxResults: 'all' }).code).toBe('BadRequestException');
  expect(refusal(apigatewayv2, GetApisCommand, { NextToken: '!' }).code).toBe('BadRequestException');
});

test('an update changes what it names and leaves the rest', () => {
  const { call } = testContext();
  const { ApiId } = call(apigatewayv2, CreateApiCommand, { ...http, Description: 'old' });
  call(apigatewayv2, UpdateApiCommand, { ApiId, Name: 'renamed' });

  expect(call(apigatewayv2, GetApiCommand, { ApiId })).toMatchObject({ Name: 'renamed', Description: 'old' });
});

test('an API that is not there is named with its account', () => {
  const { refusal } = testContext();

  expect(refusal(apigatewayv2, GetApiCommand, { ApiId: 'none' })).toMatchObject({
    code: 'NotFoundException',
    message: 'Invalid API identifier specified 000000000000:none',
  });
});

test('members of an API that the sandbox does not have answer 501', () => {
  const { refusal } = testContext();
  const honest = { code: 'NotImplemented', status: 501 };

  expect(refusal(apigatewayv2, CreateApiCommand, { Name: 'x', ProtocolType: 'WEBSOCKET' })).toMatchObject(honest);
  expect(refusal(apigatewayv2, CreateApiCommand, { ...http, Target: 'https://example.com' })).toMatchObject(honest);
});

test('headers in a CORS configuration come back in lower case', () => {
  const { call } = testContext();
  const CorsConfiguration: Cors = {
    AllowOrigins: ['*'],
    AllowMethods: ['*'],
    AllowHeaders: ['Content-Type', 'X-Api-Key'],
    MaxAge: 600,
  };
  const { ApiId } = call(apigatewayv2, CreateApiCommand, { ...http, CorsConfiguration });

  const live = () => call(apigatewayv2, GetApiCommand, { ApiId }).CorsConfiguration;
  expect(live()).toEqual({ ...CorsConfiguration, AllowHeaders: ['content-type', 'x-api-key'] });
  call(apigatewayv2, UpdateApiCommand, { ApiId, CorsConfiguration: { AllowOrigins: ['https://shop.example'] } });
  expect(live()).toEqual({ AllowOrigins: ['https://shop.example'] });
  call(apigatewayv2, DeleteCorsConfigurationCommand, { ApiId });
  expect(live()).toBeUndefined();
});

test.each<[Cors, string]>([
  [{ AllowOrigins: ['*'], AllowCredentials: true }, "allow-credentials is not supported if 'allow-origin' is *"],
  [{ AllowOrigins: ['shop.example'] }, 'Invalid origin: shop.example'],
  [{ AllowMethods: ['FETCH'] }, 'Invalid method: FETCH'],
  [{ AllowHeaders: ['Content Type'] }, 'Invalid header: Content Type'],
  [{ MaxAge: 86_401 }, 'MaxAge must be between -1 and 86400 seconds.'],
])('the CORS configuration %j is refused', (CorsConfiguration, message) => {
  const { refusal } = testContext();

  const refused = refusal(apigatewayv2, CreateApiCommand, { ...http, CorsConfiguration });
  expect(refused).toMatchObject({ code: 'BadRequestException', message });
});

test('deleting an API takes its integrations, routes, stages and deployments along, and frees the link', () => {
  const { call, refusal, ApiId, integration, integrate, route } = httpApi();
  const other = call(apigatewayv2, CreateApiCommand, http).ApiId;
  call(apigatewayv2, CreateStageCommand, { ApiId: other, StageName: '$default' });
  route('$default', integrate());
  call(apigatewayv2, CreateStageCommand, { ApiId, StageName: '$default', AutoDeploy: true });

  call(apigatewayv2, DeleteApiCommand, { ApiId });

  for (const Command of [GetIntegrationsCommand, GetRoutesCommand, GetStagesCommand, GetDeploymentsCommand])
    expect(refusal(apigatewayv2, Command, { ApiId }).code).toBe('NotFoundException');
  expect(call(apigatewayv2, GetStagesCommand, { ApiId: other }).Items).toHaveLength(1);
  call(apigatewayv2, DeleteVpcLinkCommand, { VpcLinkId: integration.ConnectionId });
});
