import {
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  CreateVpcLinkCommand,
  DeleteApiCommand,
  DeleteIntegrationCommand,
  DeleteRouteCommand,
  DeleteVpcLinkCommand,
  GetApiCommand,
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStageCommand,
  GetTagsCommand,
  GetVpcLinkCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateApiCommand,
  UpdateRouteCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CreateServiceCommand } from '@aws-sdk/client-servicediscovery';
import { gone } from '../checks.js';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

const api = (path: string): Source => `https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/${path}.html`;

async function apiIn({ apigatewayv2, name, tags }: Story): Promise<string> {
  const command = new CreateApiCommand({ Name: name('api'), ProtocolType: 'HTTP', Tags: { ...tags } });
  return `${(await apigatewayv2.send(command)).ApiId}`;
}

/** An integration with an address on the internet: it is never called. */
async function integrationIn({ apigatewayv2 }: Story, ApiId: string): Promise<string> {
  const made = await apigatewayv2.send(
    new CreateIntegrationCommand({
      ...{ ApiId, IntegrationType: 'HTTP_PROXY', IntegrationMethod: 'ANY', PayloadFormatVersion: '1.0' },
      IntegrationUri: 'https://example.com/',
    }),
  );
  return `${made.IntegrationId}`;
}

export const apigatewayv2 = probesOf('apigatewayv2', [
  {
    title: 'a new HTTP API has an id and an address of its own',
    source: api('apis'),
    async run(story) {
      const { check, apigatewayv2, region, tags } = story;
      const ApiId = await apiIn(story);
      const made = await apigatewayv2.send(new GetApiCommand({ ApiId }));
      check.matches('its id', made.ApiId, /^[a-z0-9]{10}$/);
      check.matches('its address', made.ApiEndpoint, new RegExp(`^https://${ApiId}\\.execute-api\\.${region}\\.`));
      check.equal('its protocol', made.ProtocolType, 'HTTP');
      check.equal('its tags', made.Tags, { ...tags });
      check.equal('how routes are chosen', made.RouteSelectionExpression, '$request.method $request.path');
    },
  },
  {
    title: 'two APIs may have one name: nothing is unique but the id',
    source: 'believed: the API reference names no error for a name that is taken',
    async run(story) {
      const { check, apigatewayv2, name, tags } = story;
      const command = () => new CreateApiCommand({ Name: shared, ProtocolType: 'HTTP', Tags: { ...tags } });
      const shared = name('api');
      const first = await apigatewayv2.send(command());
      const second = await apigatewayv2.send(command());
      check.equal('whether the ids differ', first.ApiId !== second.ApiId, true);
    },
  },
  {
    title: 'an API that is not there is refused: NotFoundException',
    source: api('apis-apiid'),
    async run({ check, apigatewayv2 }) {
      const ApiId = 'a0b1c2d3e4';
      await check.refused('GetApi', apigatewayv2.send(new GetApiCommand({ ApiId })), {
        code: 'NotFoundException',
        means: ['read', 'gone'],
      });
      await check.refused('DeleteApi', apigatewayv2.send(new DeleteApiCommand({ ApiId })), {
        code: 'NotFoundException',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'an API takes its routes, integrations and stages along',
    source: 'https://github.com/floci-io/floci/issues/1218',
    async run(story) {
      const { check, apigatewayv2 } = story;
      const ApiId = await apiIn(story);
      const Target = `integrations/${await integrationIn(story, ApiId)}`;
      await apigatewayv2.send(new CreateRouteCommand({ ApiId, RouteKey: '$default', Target }));
      await apigatewayv2.send(new CreateStageCommand({ ApiId, StageName: 'one' }));
      await apigatewayv2.send(new DeleteApiCommand({ ApiId }));
      for (const [operation, command] of [
        ['GetRoutes', new GetRoutesCommand({ ApiId })],
        ['GetIntegrations', new GetIntegrationsCommand({ ApiId })],
        ['GetStage', new GetStageCommand({ ApiId, StageName: 'one' })],
      ] as const)
        await check.refused(operation, apigatewayv2.send(command as GetRoutesCommand), {
          code: 'NotFoundException',
          means: ['read', 'gone'],
        });
    },
  },
  {
    title: 'APIs come in pages, which a token joins',
    source: api('apis'),
    async run(story) {
      const { check, apigatewayv2 } = story;
      await apiIn(story);
      await apiIn(story);
      const first = await apigatewayv2.send(new GetApisCommand({ MaxResults: '1' }));
      check.equal('how many are in the first page', first.Items?.length, 1);
      check.has('the first page', first, 'NextToken');
    },
  },
  {
    title: 'CORS is set and changed in place',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html',
    async run(story) {
      const { check, apigatewayv2 } = story;
      const ApiId = await apiIn(story);
      const CorsConfiguration = { AllowOrigins: ['https://example.com'], AllowMethods: ['GET'], MaxAge: 60 };
      await apigatewayv2.send(new UpdateApiCommand({ ApiId, CorsConfiguration }));
      const read = async () => {
        const { CorsConfiguration: cors } = await apigatewayv2.send(new GetApiCommand({ ApiId }));
        return [cors?.AllowOrigins, cors?.AllowMethods, cors?.MaxAge];
      };
      await check.shows('the configuration', read, [['https://example.com'], ['GET'], 60]);
    },
  },
  {
    title: 'credentials for any origin are refused: BadRequestException',
    source: 'https://github.com/aws/aws-cdk/issues/9076',
    async run(story) {
      const { check, apigatewayv2 } = story;
      const CorsConfiguration = { AllowOrigins: ['*'], AllowCredentials: true };
      const command = new UpdateApiCommand({ ApiId: await apiIn(story), CorsConfiguration });
      await check.refused('UpdateApi', apigatewayv2.send(command), { code: 'BadRequestException' });
    },
  },
  {
    title: 'a route key is taken once in an API: ConflictException',
    source: api('apis-apiid-routes'),
    async run(story) {
      const { check, apigatewayv2 } = story;
      const ApiId = await apiIn(story);
      const command = () => new CreateRouteCommand({ ApiId, RouteKey: 'GET /a' });
      await apigatewayv2.send(command());
      await check.refused('CreateRoute', apigatewayv2.send(command()), {
        code: 'ConflictException',
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'a route key that is none is refused: BadRequestException',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html',
    async run(story) {
      const { check, apigatewayv2 } = story;
      const command = new CreateRouteCommand({ ApiId: await apiIn(story), RouteKey: 'FETCH /a' });
      await check.refused('CreateRoute', apigatewayv2.send(command), { code: 'BadRequestException' });
    },
  },
  {
    title: 'a route to an integration that is not there is refused: BadRequestException',
    source: api('apis-apiid-routes'),
    async run(story) {
      const { check, apigatewayv2 } = story;
      const input = { ApiId: await apiIn(story), RouteKey: '$default', Target: 'integrations/abc1234' };
      await check.refused('CreateRoute', apigatewayv2.send(new CreateRouteCommand(input)), {
        code: /^(BadRequestException|NotFoundException)$/,
      });
    },
  },
  {
    title: 'an integration that a route leads to is not deleted: ConflictException',
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/12195',
    async run(story) {
      const { check, apigatewayv2 } = story;
      const ApiId = await apiIn(story);
      const IntegrationId = await integrationIn(story, ApiId);
      const Target = `integrations/${IntegrationId}`;
      const { RouteId } = await apigatewayv2.send(new CreateRouteCommand({ ApiId, RouteKey: '$default', Target }));
      const command = () => new DeleteIntegrationCommand({ ApiId, IntegrationId });
      await check.refused('DeleteIntegration', apigatewayv2.send(command()), {
        code: 'ConflictException',
        means: ['delete', 'in-use'],
      });
      await apigatewayv2.send(new DeleteRouteCommand({ ApiId, RouteId }));
      await apigatewayv2.send(command());
      await check.refused('DeleteIntegration once more', apigatewayv2.send(command()), {
        code: 'NotFoundException',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'an integration waits for 30 seconds unless told otherwise',
    source: api('apis-apiid-integrations'),
    async run(story) {
      const { check, apigatewayv2 } = story;
      const ApiId = await apiIn(story);
      await integrationIn(story, ApiId);
      const { Items = [] } = await apigatewayv2.send(new GetIntegrationsCommand({ ApiId }));
      check.equal(
        'the integrations',
        Items.map((it) => [it.IntegrationType, it.ConnectionType, it.PayloadFormatVersion, it.TimeoutInMillis]),
        [['HTTP_PROXY', 'INTERNET', '1.0', 30_000]],
      );
    },
  },
  {
    title: 'an integration through a VPC link that is not there is refused: BadRequestException',
    source: api('apis-apiid-integrations'),
    async run(story) {
      const { check, apigatewayv2, servicediscovery, given, name, tagList: Tags } = story;
      const { Service } = await servicediscovery.send(
        new CreateServiceCommand({ Name: name('svc'), NamespaceId: await given.httpNamespace(), Tags }),
      );
      const command = new CreateIntegrationCommand({
        ...{ ApiId: await apiIn(story), IntegrationType: 'HTTP_PROXY', IntegrationMethod: 'ANY' },
        ...{ ConnectionType: 'VPC_LINK', ConnectionId: 'abc123', PayloadFormatVersion: '1.0' },
        IntegrationUri: `${Service?.Arn}`,
      });
      await check.refused('CreateIntegration', apigatewayv2.send(command), {
        code: /^(BadRequestException|NotFoundException)$/,
      });
    },
  },
  {
    title: 'a route is led elsewhere in place',
    source: api('apis-apiid-routes-routeid'),
    async run(story) {
      const { check, apigatewayv2 } = story;
      const ApiId = await apiIn(story);
      const { RouteId } = await apigatewayv2.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /a' }));
      const Target = `integrations/${await integrationIn(story, ApiId)}`;
      await apigatewayv2.send(new UpdateRouteCommand({ ApiId, RouteId, Target }));
      const read = async () =>
        (await apigatewayv2.send(new GetRoutesCommand({ ApiId }))).Items?.map((it) => [it.RouteKey, it.Target]);
      await check.shows('the routes', read, [['GET /a', Target]]);
    },
  },
  {
    title: 'a stage that deploys by itself says how that went, and its name is taken once',
    source: api('apis-apiid-stages'),
    seconds: 30,
    async run(story) {
      const { check, apigatewayv2, tags } = story;
      const ApiId = await apiIn(story);
      const Target = `integrations/${await integrationIn(story, ApiId)}`;
      await apigatewayv2.send(new CreateRouteCommand({ ApiId, RouteKey: '$default', Target }));
      const command = () =>
        new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true, Tags: { ...tags } });
      await apigatewayv2.send(command());
      const read = () => apigatewayv2.send(new GetStageCommand({ ApiId, StageName: '$default' }));
      const isDeployed = async () => (await read()).DeploymentId !== undefined;
      await check.shows('whether it is deployed', isDeployed, true);
      check.matches('how it went', (await read()).LastDeploymentStatusMessage, /^Successfully deployed/);
      await check.refused('CreateStage', apigatewayv2.send(command()), {
        code: 'ConflictException',
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'a stage that is not there is refused: NotFoundException',
    source: api('apis-apiid-stages-stagename'),
    async run(story) {
      const { check, apigatewayv2 } = story;
      const command = new GetStageCommand({ ApiId: await apiIn(story), StageName: 'nobody' });
      await check.refused('GetStage', apigatewayv2.send(command), {
        code: 'NotFoundException',
        means: ['read', 'gone'],
      });
    },
  },
  {
    title: 'a stage that writes to a log group that is not there is refused: BadRequestException',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html',
    async run(story) {
      const { check, apigatewayv2, name, partition, region, account } = story;
      const command = new CreateStageCommand({
        ...{ ApiId: await apiIn(story), StageName: '$default' },
        AccessLogSettings: {
          DestinationArn: `arn:${partition}:logs:${region}:${account}:log-group:/pc/${name('nobody')}`,
          Format: '$context.requestId',
        },
      });
      await check.refused('CreateStage', apigatewayv2.send(command), {
        code: /^(BadRequestException|NotFoundException)$/,
      });
    },
  },
  {
    title: 'deleting an API takes its integrations, routes and stages along',
    source: 'believed: no page says it; the program deletes nothing else',
    async run(story) {
      const { check, apigatewayv2 } = story;
      const ApiId = await apiIn(story);
      const Target = `integrations/${await integrationIn(story, ApiId)}`;
      await apigatewayv2.send(new CreateRouteCommand({ ApiId, RouteKey: '$default', Target }));
      await apigatewayv2.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
      await apigatewayv2.send(new DeleteApiCommand({ ApiId }));
      await check.refused('GetRoutes', apigatewayv2.send(new GetRoutesCommand({ ApiId })), {
        code: 'NotFoundException',
        means: ['read', 'gone'],
      });
    },
  },
  {
    title: 'tags of an API are reached by an ARN without an account',
    source: api('tags-resource-arn'),
    async run(story) {
      const { check, apigatewayv2, tags, partition, region } = story;
      const ResourceArn = `arn:${partition}:apigateway:${region}::/apis/${await apiIn(story)}`;
      const read = async () => (await apigatewayv2.send(new GetTagsCommand({ ResourceArn }))).Tags;
      await apigatewayv2.send(new TagResourceCommand({ ResourceArn, Tags: { probe: '1' } }));
      await check.shows('the tags', read, { ...tags, probe: '1' });
      await apigatewayv2.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['probe'] }));
      await check.shows('the tags that are left', read, { ...tags });
    },
  },
  {
    title: 'a VPC link that is not there is refused: NotFoundException',
    source: api('vpclinks-vpclinkid'),
    async run({ check, apigatewayv2 }) {
      const VpcLinkId = 'a0b1c2';
      await check.refused('GetVpcLink', apigatewayv2.send(new GetVpcLinkCommand({ VpcLinkId })), {
        code: 'NotFoundException',
        means: ['read', 'gone'],
      });
      await check.refused('DeleteVpcLink', apigatewayv2.send(new DeleteVpcLinkCommand({ VpcLinkId })), {
        code: 'NotFoundException',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'a VPC link in a subnet that is not there is refused: BadRequestException',
    source: 'experience: seen by users of VPC links; the words differ',
    async run({ check, apigatewayv2, name }) {
      const command = new CreateVpcLinkCommand({ Name: name('link'), SubnetIds: ['subnet-0123456789abcdef0'] });
      await check.refused('CreateVpcLink', apigatewayv2.send(command), { code: 'BadRequestException' });
    },
  },
  {
    title: 'a VPC link is PENDING, AVAILABLE, DELETING, gone, and stays while an integration uses it',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html',
    seconds: 900,
    async run(story) {
      const { check, apigatewayv2, servicediscovery, given, name, tags, tagList } = story;
      const made = await apigatewayv2.send(
        new CreateVpcLinkCommand({
          ...{ Name: name('link'), SubnetIds: [...(await given.subnets())], Tags: { ...tags } },
          SecurityGroupIds: [await given.group()],
        }),
      );
      const VpcLinkId = `${made.VpcLinkId}`;
      const status = async () => (await apigatewayv2.send(new GetVpcLinkCommand({ VpcLinkId }))).VpcLinkStatus;
      await check.becomes('its status', status, { through: ['PENDING'], goal: 'AVAILABLE', seconds: 900 });
      const { Service } = await servicediscovery.send(
        new CreateServiceCommand({
          ...{ Name: name('svc'), NamespaceId: await given.namespace(), Tags: tagList },
          DnsConfig: { DnsRecords: [{ Type: 'SRV', TTL: 10 }] },
        }),
      );
      const ApiId = await apiIn(story);
      const { IntegrationId } = await apigatewayv2.send(
        new CreateIntegrationCommand({
          ...{ ApiId, IntegrationType: 'HTTP_PROXY', IntegrationMethod: 'ANY', PayloadFormatVersion: '1.0' },
          ...{ ConnectionType: 'VPC_LINK', ConnectionId: VpcLinkId, IntegrationUri: `${Service?.Arn}` },
        }),
      );
      await apigatewayv2.send(
        new CreateRouteCommand({ ApiId, RouteKey: '$default', Target: `integrations/${IntegrationId}` }),
      );
      await apigatewayv2.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
      await check.refused('DeleteVpcLink', apigatewayv2.send(new DeleteVpcLinkCommand({ VpcLinkId })), {
        code: 'BadRequestException',
        message: /referenced in/,
        means: ['delete', 'in-use'],
      });
      await apigatewayv2.send(new DeleteApiCommand({ ApiId }));
      await apigatewayv2.send(new DeleteVpcLinkCommand({ VpcLinkId }));
      await check.becomes('its status, once deleted', status, {
        through: ['AVAILABLE', 'DELETING'],
        goal: gone,
        seconds: 900,
      });
    },
  },
]);
