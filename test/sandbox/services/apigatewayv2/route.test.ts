import {
  CreateRouteCommand,
  DeleteRouteCommand,
  GetRouteCommand,
  GetRoutesCommand,
  UpdateRouteCommand,
} from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import { apigatewayv2 } from '../../../../src/sandbox/services/apigatewayv2/index.js';
import { checkRouteKey } from '../../../../src/sandbox/services/apigatewayv2/route-key.js';
import { httpApi } from './network.js';

test('a route leads to an integration of its API', () => {
  const { call, ApiId, integrate, route } = httpApi();
  const integrationId = integrate();
  const RouteId = route('ANY /{proxy+}', integrationId);

  expect(call(apigatewayv2, GetRouteCommand, { ApiId, RouteId })).toEqual({
    ApiKeyRequired: false,
    AuthorizationType: 'NONE',
    RouteId,
    RouteKey: 'ANY /{proxy+}',
    Target: `integrations/${integrationId}`,
  });
});

test('a key can be used once in an API, and a route may keep its own', () => {
  const { call, refusal, ApiId, integrate, route } = httpApi();
  const integrationId = integrate();
  const RouteId = route('GET /pets', integrationId);
  const Other = route('GET /birds', integrationId);
  const taken = { code: 'ConflictException', message: 'Route with key GET /pets already exists for this API' };

  expect(refusal(apigatewayv2, CreateRouteCommand, { ApiId, RouteKey: 'GET /pets' })).toMatchObject(taken);
  const renaming = { ApiId, RouteId: Other, RouteKey: 'GET /pets' };
  expect(refusal(apigatewayv2, UpdateRouteCommand, renaming)).toMatchObject(taken);
  call(apigatewayv2, UpdateRouteCommand, { ApiId, RouteId, RouteKey: 'GET /pets', OperationName: 'pets' });
  expect(call(apigatewayv2, GetRouteCommand, { ApiId, RouteId }).OperationName).toBe('pets');
});

test('a target must be an integration that exists', () => {
  const { refusal, ApiId } = httpApi();
  const said = (Target: string) => refusal(apigatewayv2, CreateRouteCommand, { ApiId, RouteKey: '$default', Target });

  expect(said('integrations/none')).toMatchObject({
    code: 'BadRequestException',
    message: 'Unable to find Integration with ID none',
  });
  expect(said('none').code).toBe('BadRequestException');
});

test.each(['$default', 'GET /', 'ANY /{proxy+}', 'GET /pets/{id}', 'POST /pets/{id}/toys/', 'GET /a-b_c.d~e'])(
  '%s is a route key',
  (key) => {
    expect(() => checkRouteKey(key)).not.toThrow();
  },
);

test.each([
  ['default', /not formatted properly/],
  ['/pets', /not formatted properly/],
  ['FETCH /pets', /not formatted properly/],
  ['get /pets', /not formatted properly/],
  ['GET pets', /not formatted properly/],
  ['GET /pets//toys', /path parts/],
  ['GET /{proxy+}/toys', /path parts/],
  ['GET /{id}.json', /path parts/],
  ['GET /{id}/{id}', /path parts/],
  ['GET /{}', /path parts/],
])('%s is no route key', (key, message) => {
  expect(() => checkRouteKey(key)).toThrow(message);
});

test('a deleted route is gone from the list', () => {
  const { call, refusal, ApiId, integrate, route } = httpApi();
  const integrationId = integrate();
  const RouteId = route('GET /pets', integrationId);
  const kept = route('$default', integrationId);
  call(apigatewayv2, DeleteRouteCommand, { ApiId, RouteId });

  expect(call(apigatewayv2, GetRoutesCommand, { ApiId }).Items?.map((each) => each.RouteId)).toEqual([kept]);
  expect(refusal(apigatewayv2, DeleteRouteCommand, { ApiId, RouteId }).code).toBe('NotFoundException');
});

test('authorizers are beyond the sandbox, and keys beyond HTTP APIs', () => {
  const { refusal, ApiId } = httpApi();
  const RouteKey = '$default';

  expect(refusal(apigatewayv2, CreateRouteCommand, { ApiId, RouteKey, AuthorizationType: 'JWT' }).status).toBe(501);
  expect(refusal(apigatewayv2, CreateRouteCommand, { ApiId, RouteKey, ApiKeyRequired: true }).code).toBe(
    'BadRequestException',
  );
});
