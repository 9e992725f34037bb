import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import * as iam from '@aws-sdk/client-iam';
import * as cloudMap from '@aws-sdk/client-servicediscovery';
import { containers } from './containers.js';
import { gateway } from './gateway.js';
import { all, nameOf } from './listing.js';
import { network } from './network.js';

/**
 * Types of records whose resources `thingsIn` gives. A blueprint that has others cannot be swept: what is lost of
 * them would not be noticed.
 */
export const seen = new Set([
  ...['vpc', 'subnet', 'internet-gateway', 'internet-gateway-attachment'],
  ...['route-table', 'route', 'route-table-association', 'security-group', 'security-group-rule'],
  ...['cluster', 'task-definition', 'ecs-service', 'role', 'role-policy-attachment', 'log-group'],
  ...['namespace', 'cloud-map-service', 'vpc-link', 'api', 'api-integration', 'api-route', 'api-stage'],
]);

/**
 * All that exists in a cloud, asked of its own API and not of the program under test.
 * @param endpoint URL
 * @returns each thing as `{ kind, id, name, … }`: `id` where it has one that is new each time, `name` the step that
 *   made it. What AWS has from the beginning or keeps by itself is not among them.
 */
export async function thingsIn(endpoint) {
  const settings = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'sweep', secretAccessKey: 'sweep' },
    disableHostPrefix: true,
  };
  const looks = [
    [EC2Client, network],
    [ECSClient, containers],
    [iam.IAMClient, roles],
    [logs.CloudWatchLogsClient, logGroups],
    [cloudMap.ServiceDiscoveryClient, discovery],
    [ApiGatewayV2Client, gateway],
  ];
  const found = looks.map(async ([Client, look]) => {
    const client = new Client(settings);
    try {
      return await look(client);
    } finally {
      client.destroy();
    }
  });
  return (await Promise.all(found)).flat();
}

/** Service-linked roles belong to the account and are never deleted. */
async function roles(client) {
  const list = await all(client, iam.ListRolesCommand, {}, 'Roles');
  const own = list.filter(({ Path }) => !Path?.startsWith('/aws-service-role/'));
  return Promise.all(
    own.map(async ({ RoleName, AssumeRolePolicyDocument }) => {
      const [tags, policies, inline] = await Promise.all([
        all(client, iam.ListRoleTagsCommand, { RoleName }, 'Tags'),
        all(client, iam.ListAttachedRolePoliciesCommand, { RoleName }, 'AttachedPolicies'),
        all(client, iam.ListRolePoliciesCommand, { RoleName }, 'PolicyNames'),
      ]);
      return {
        kind: 'role',
        name: nameOf(tags),
        called: RoleName,
        trust: decodeURIComponent(AssumeRolePolicyDocument),
        policies: policies.map(({ PolicyArn }) => PolicyArn).sort(),
        inline,
      };
    }),
  );
}

async function logGroups(client) {
  const groups = await all(client, logs.DescribeLogGroupsCommand, {}, 'logGroups');
  return Promise.all(
    groups.map(async ({ logGroupName, logGroupArn, retentionInDays }) => {
      const { tags } = await client.send(new logs.ListTagsForResourceCommand({ resourceArn: logGroupArn }));
      return { kind: 'log group', name: nameOf(tags), called: logGroupName, retentionInDays };
    }),
  );
}

async function discovery(client) {
  const [namespaces, services] = await Promise.all([
    all(client, cloudMap.ListNamespacesCommand, {}, 'Namespaces'),
    all(client, cloudMap.ListServicesCommand, {}, 'Services'),
  ]);
  const stepOf = async (ResourceARN) =>
    nameOf((await client.send(new cloudMap.ListTagsForResourceCommand({ ResourceARN }))).Tags);
  const space = async ({ Id, Arn, Name, Type }) =>
    ({ kind: 'namespace', id: Id, name: await stepOf(Arn), called: Name, type: Type });
  const service = async ({ Id, Arn }) => {
    const { Service } = await client.send(new cloudMap.GetServiceCommand({ Id }));
    const instances = await all(client, cloudMap.ListInstancesCommand, { ServiceId: Id }, 'Instances');
    return {
      kind: 'cloud map service',
      id: Id,
      name: await stepOf(Arn),
      called: Service.Name,
      namespace: Service.NamespaceId,
      dns: Service.DnsConfig,
      health: Service.HealthCheckCustomConfig,
      instances: instances.length,
    };
  };
  return Promise.all([...namespaces.map(space), ...services.map(service)]);
}
