import {
  CreateIntegrationCommand,
  DeleteIntegrationCommand,
  DeleteRouteCommand,
  DeleteVpcLinkCommand,
  GetIntegrationCommand,
  GetIntegrationsCommand,
  UpdateIntegrationCommand,
  type CreateIntegrationRequest,
} from '@aws-sdk/client-apigatewayv2';
import { CreateListenerCommand, CreateLoadBalancerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from '@jest/globals';
import { apigatewayv2 } from '../../../../src/sandbox/services/apigatewayv2/index.js';
import { elbv2 } from '../../../../src/sandbox/services/elbv2/index.js';
import { httpApi } from './network.js';

const balancer = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/shop/50dc6c495c0c9188';

test('an integration leads over a pending link to a Cloud Map service', () => {
  const { call, ApiId, integration, integrate } = httpApi();
  const IntegrationId = integrate();
  const { ApiId: _api, ...asked } = integration;

  const made = call(apigatewayv2, GetIntegrationCommand, { ApiId, IntegrationId });
  expect(made).toEqual({ ...asked, IntegrationId, TimeoutInMillis: 30_000 });
});

test('a listener will do in place of a Cloud Map service, a load balancer will not', () => {
  const { call, refusal, integration, subnetIds, groupId } = httpApi();
  const wanted = { Name: 'shop', Scheme: 'internal' as const, Subnets: subnetIds, SecurityGroups: [groupId] };
  const LoadBalancerArn = call(elbv2, CreateLoadBalancerCommand, wanted).LoadBalancers?.[0]?.LoadBalancerArn;
  const DefaultActions = [{ Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '404' } }];
  const port = { LoadBalancerArn, Protocol: 'HTTP' as const, Port: 80, DefaultActions };
  const listener = call(elbv2, CreateListenerCommand, port).Listeners?.[0]?.ListenerArn ?? '';
  call(apigatewayv2, CreateIntegrationCommand, { ...integration, IntegrationUri: listener });

  const gone = `${listener.slice(0, -16)}f2f7dc8efc522ab2`;
  expect(refusal(apigatewayv2, CreateIntegrationCommand, { ...integration, IntegrationUri: gone })).toMatchObject({
    code: 'BadRequestException',
    message: `Unable to find listener ${gone}`,
  });
  expect(refusal(apigatewayv2, CreateIntegrationCommand, { ...integration, IntegrationUri: balancer })).toMatchObject({
    code: 'BadRequestException',
    message:
      'For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.',
  });
});

test.each<[string, Partial<CreateIntegrationRequest>, RegExp]>([
  ['a link that is not there', { ConnectionId: 'nolink' }, /Unable to find VPC link/],
  ['no link at all', { ConnectionId: undefined }, /ConnectionId is a required parameter/],
  [
    'a Cloud Map service that is not there',
    { IntegrationUri: 'arn:aws:servicediscovery:us-east-1:000000000000:service/srv-none' },
    /Unable to find Cloud Map service srv-none/,
  ],
  [
    'a service of another region',
    { IntegrationUri: 'arn:aws:servicediscovery:eu-west-3:000000000000:service/srv-a' },
    /valid Cloud Map service ARN/,
  ],
  ['payload format 2.0', { PayloadFormatVersion: '2.0' }, /1\.0 only/],
  ['the number 1', { PayloadFormatVersion: '1' }, /1\.0 only/],
  ['no method', { IntegrationMethod: undefined }, /IntegrationMethod is a required parameter/],
  ['more than thirty seconds', { TimeoutInMillis: 30_001 }, /between 50 ms and 30000 ms/],
  ['a template', { TemplateSelectionExpression: 'x' }, /not supported for HTTP APIs/],
])('an integration with %s is refused', (_what, change, message) => {
  const { call, refusal, ApiId, integration } = httpApi();

  const refused = refusal(apigatewayv2, CreateIntegrationCommand, { ...integration, ...change });
  expect(refused.code).toBe('BadRequestException');
  expect(refused.message).toMatch(message);
  expect(call(apigatewayv2, GetIntegrationsCommand, { ApiId }).Items).toEqual([]);
});

test('a link on its way out takes no new integration', () => {
  const { call, refusal, integration } = httpApi();
  call(apigatewayv2, DeleteVpcLinkCommand, { VpcLinkId: integration.ConnectionId });

  expect(refusal(apigatewayv2, CreateIntegrationCommand, integration).code).toBe('BadRequestException');
});

test('the internet is reached by URL', () => {
  const { call, refusal, ApiId } = httpApi();
  const web = { ApiId, IntegrationType: 'HTTP_PROXY', IntegrationMethod: 'GET' } as const;
  call(apigatewayv2, CreateIntegrationCommand, { ...web, IntegrationUri: 'https://example.com/{proxy}' });

  expect(refusal(apigatewayv2, CreateIntegrationCommand, { ...web, IntegrationUri: balancer }).message).toBe(
    'Invalid HTTP endpoint specified for URI',
  );
});

test('an update is checked as a whole and changes only what it names', () => {
  const { call, refusal, ApiId, integrate } = httpApi();
  const IntegrationId = integrate();
  const it = { ApiId, IntegrationId };

  call(apigatewayv2, UpdateIntegrationCommand, { ...it, TimeoutInMillis: 5000 });
  const astray = refusal(apigatewayv2, UpdateIntegrationCommand, { ...it, ConnectionId: 'nolink' });
  expect(astray.code).toBe('BadRequestException');

  const live = call(apigatewayv2, GetIntegrationCommand, it);
  expect(live).toMatchObject({ TimeoutInMillis: 5000, IntegrationMethod: 'ANY', ConnectionType: 'VPC_LINK' });
  expect(live.ConnectionId).not.toBe('nolink');
});

test('an integration stays while a route leads to it', () => {
  const { call, refusal, ApiId, integrate, route } = httpApi();
  const IntegrationId = integrate();
  const RouteId = route('$default', IntegrationId);

  expect(refusal(apigatewayv2, DeleteIntegrationCommand, { ApiId, IntegrationId })).toMatchObject({
    code: 'ConflictException',
    message: `Cannot delete Integration because it is referenced by the following Routes with Ids: [${RouteId}]`,
  });
  call(apigatewayv2, DeleteRouteCommand, { ApiId, RouteId });
  call(apigatewayv2, DeleteIntegrationCommand, { ApiId, IntegrationId });
  expect(refusal(apigatewayv2, GetIntegrationCommand, { ApiId, IntegrationId }).code).toBe('NotFoundException');
});
