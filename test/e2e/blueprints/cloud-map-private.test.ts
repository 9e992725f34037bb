import { DescribeVpcEndpointsCommand } from '@aws-sdk/client-ec2';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { ListServicesCommand } from '@aws-sdk/client-servicediscovery';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serviceIn } from '../project.js';
import type { Rig } from '../rig.js';
import { AStack } from './a-stack.js';
import { apiOf, serviceOf } from './looks.js';

let stack: AStack;
let clients: Rig['clients'];
beforeAll(async () => {
  stack = await AStack.of('cloud-map-private');
  ({ clients } = stack.rig);
});
afterAll(() => stack.rig.close());
const cors = async () => (await apiOf(clients)).api?.CorsConfiguration;

/** What the blueprint is, as AWS tells it. There is no way to the internet in it, and none back. */
const whole = {
  subnets: ['10.0.128.0/20 false', '10.0.144.0/20 false'],
  routes: ['10.0.0.0/16 active', '10.0.0.0/16 active', 'a prefix list vpce active', 'a prefix list vpce active'],
  securityGroupRules: [
    'cloud-map-private-endpoints from cloud-map-private-sample-service tcp 443-443',
    'cloud-map-private-sample-service from cloud-map-private-vpc-link tcp 8080-8080',
    'cloud-map-private-sample-service to a prefix list tcp 443-443',
    'cloud-map-private-sample-service to cloud-map-private-endpoints tcp 443-443',
    'cloud-map-private-vpc-link to cloud-map-private-sample-service tcp 8080-8080',
  ],
  endpoints: ['ecr.api', 'ecr.dkr', 'logs'].map((it) => `${it} Interface available`).concat('s3 Gateway available'),
  namespaces: ['sample-name-space'],
  discoveries: ['sample-service SRV 60'],
  instances: ['sample-service'],
  services: ['sample-service ACTIVE 1/1'],
  vpcLinks: ['cloud-map-private AVAILABLE'],
  apiRoutes: ['$default'],
  apiStages: ['$default'],
  repositories: ['cloud-map-private/hostname'],
};

describe('cloud-map-private', () => {
  test('comes up in subnets that no packet leaves to the internet', async () => {
    const { internetGateways, natGateways, addresses, ...it } = await stack.comesUp(35);
    expect(it).toMatchObject(whole);
    expect([internetGateways, natGateways, addresses]).toEqual([undefined, undefined, undefined]);
  });

  test('endpoints have private names, and Cloud Map hears from ECS which tasks are healthy', async () => {
    const { VpcEndpoints = [] } = await clients.ec2.send(new DescribeVpcEndpointsCommand({}));
    const doors = VpcEndpoints.filter(({ VpcEndpointType }) => VpcEndpointType === 'Interface');
    expect(doors.map(({ PrivateDnsEnabled, SubnetIds = [] }) => [PrivateDnsEnabled, SubnetIds.length])).toEqual(
      doors.map(() => [true, 2]),
    );
    const { Services } = await clients.servicediscovery.send(new ListServicesCommand({}));
    const DnsConfig = { DnsRecords: [{ Type: 'SRV', TTL: 60 }] };
    expect(Services).toMatchObject([{ HealthCheckCustomConfig: {}, DnsConfig }]);
  });

  test('one task without a public address, at port 8080, from a private repository', async () => {
    const { service, definition, container } = await serviceOf(clients, 'cloud-map-private', 'sample-service');
    expect(service).toMatchObject({
      networkConfiguration: { awsvpcConfiguration: { assignPublicIp: 'DISABLED' } },
      serviceRegistries: [{ port: 8080 }],
    });
    expect(definition).toMatchObject({ cpu: '512', memory: '1024' });
    expect(container).toMatchObject({
      image: expect.stringMatching(/\.dkr\.ecr\.us-east-1\.amazonaws\.com\/cloud-map-private\/hostname:/),
      portMappings: [{ containerPort: 8080 }],
    });
  });

  test('pages of any origin may call the API', async () => {
    const { api, integration } = await apiOf(clients);
    expect(api?.CorsConfiguration).toMatchObject({
      ...{ AllowOrigins: ['*'], AllowMethods: ['*'], AllowCredentials: false, MaxAge: 600 },
    });
    const headers = api?.CorsConfiguration?.AllowHeaders?.map((it) => it.toLowerCase()).sort();
    expect(headers).toEqual(['authorization', 'content-type', 'x-api-key']);
    const { Services: [it] = [] } = await clients.servicediscovery.send(new ListServicesCommand({}));
    const PayloadFormatVersion = '1.0';
    expect(integration).toMatchObject({ ConnectionType: 'VPC_LINK', IntegrationUri: it?.Arn, PayloadFormatVersion });
  });

  test('other rules for pages, none at all, and then again', async () => {
    const whoMay = { allowOrigins: ['https://shop.example'], allowMethods: ['GET', 'POST'], allowHeaders: [] };
    const ours = { ...whoMay, allowCredentials: true, maxAge: 60 };
    const { calls } = await stack.change((it) => void (it.ingress.cors = ours));
    expect(calls).toEqual(['UpdateApi']);
    expect(await cors()).toMatchObject({ AllowOrigins: ['https://shop.example'], AllowCredentials: true, MaxAge: 60 });
    expect((await cors())?.AllowHeaders ?? []).toEqual([]);
    expect((await stack.change((it) => void delete it.ingress.cors)).calls).toEqual(['DeleteCorsConfiguration']);
    expect(await cors()).toBeUndefined();
    const again = stack.original.ingress.cors;
    expect((await stack.change((it) => void (it.ingress.cors = again))).calls).toEqual(['UpdateApi']);
  });

  test('one more endpoint, and what reads secrets may use it', async () => {
    const { ARN: DB = '' } = await clients.secretsmanager.send(
      new CreateSecretCommand({ Name: 'db', SecretString: '1' }),
    );
    const { differs } = await stack.change((it) => void (serviceIn(it, 'sample-service').secrets = { DB }));
    expect(differs).toMatchObject({
      endpoints: { less: [], more: ['secretsmanager Interface available'] },
      inlinePolicies: { less: [], more: ['cloud-map-private-exec-us-east-1 secrets'] },
    });
  });

  test('whether ECS tells Cloud Map is for life under one name: that is said, and under another name it is changed', async () => {
    const discovery = { type: 'srv', ttl: 60, customHealth: false } as const;
    const said = await stack.refuses((it) => void (serviceIn(it, 'sample-service').discovery = discovery));
    expect(said).toMatch(/^sample-service-discovery: AWS cannot change/);
    expect(said).toContain('give `services.sample-service.discovery.name` another value, too.');
    const named = { ...discovery, name: 'another' };
    const { calls } = await stack.change((it) => void (serviceIn(it, 'sample-service').discovery = named));
    expect(calls).toEqual(['CreateService', 'DeleteService', 'UpdateIntegration', 'UpdateService']);
  });

  test('another namespace is made, and the old one goes when all has moved', async () => {
    const { calls, differs } = await stack.change((it) => void (it.namespace = 'other'));
    expect([...new Set(calls)]).toEqual([
      'CreatePrivateDnsNamespace',
      'CreateService',
      'DeleteNamespace',
      'DeleteService',
      'UpdateIntegration',
      'UpdateService',
    ]);
    expect(differs).toEqual({ namespaces: { less: ['sample-name-space'], more: ['other'] } });
  });

  test('down leaves nothing', async () => {
    await stack.isAtRest();
    await stack.goes();
  });
});
