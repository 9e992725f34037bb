import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import * as ecr from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import * as cloudMap from '@aws-sdk/client-servicediscovery';
import { balancing } from './balancing.js';
import { containers } from './containers.js';
import { gateway } from './gateway.js';
import { groups, instances } from './instances.js';
import { all, nameOf } from './list-all.js';
import { network } from './network.js';
import { permissions } from './permissions.js';

/**
 * The types of records whose resources `resourcesIn` lists. A blueprint with any other type cannot be swept, because
 * nobody would notice a lost resource of that type.
 *
 * This list and the code that lists the resources are written by hand on purpose, and do not use the nouns' own `find`
 * and `read`: a proof that uses the code it proves would share its mistakes. A test names a noun that is missing here.
 */
export const sweptTypes = new Set([
  ...['vpc', 'subnet', 'internet-gateway', 'internet-gateway-attachment'],
  ...['route-table', 'route', 'route-table-association', 'security-group', 'security-group-rule'],
  ...['cluster', 'task-definition', 'ecs-service', 'role', 'role-policy-attachment', 'log-group'],
  ...['namespace', 'cloud-map-service', 'vpc-link', 'api', 'api-integration', 'api-route', 'api-stage'],
  ...['elastic-ip', 'nat-gateway', 'vpc-endpoint', 'load-balancer', 'target-group', 'listener', 'listener-rule'],
  ...[
    'instance',
    'key-pair',
    'launch-template',
    'instance-profile',
    'role-policy',
    'auto-scaling-group',
    'auto-scaling-minimum',
  ],
  ...['capacity-provider', 'cluster-capacity-providers', 'ecr-repository', 'image'],
]);
/** The types of records that were looked up, not created. */
export const lookedUp = new Set([
  'availability-zones',
  'ami',
  'prefix-list',
  'existing-vpc',
  'existing-cluster',
  'existing-load-balancer',
  'existing-listener',
  'existing-subnet',
  'existing-secret',
  'existing-parameter',
  'existing-role',
  'existing-file-system',
  'existing-security-group',
]);

/**
 * Lists everything that exists at an endpoint. It asks the endpoint's API, not the program under test.
 * @param endpoint URL
 * @returns each resource as `{ kind, id, name, … }`: `id` where AWS chooses a new one each time, `name` the step that
 *   made it. Resources that AWS has from the beginning or keeps by itself are left out.
 */
export async function resourcesIn(endpoint) {
  const settings = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'sweep', secretAccessKey: 'sweep' },
    disableHostPrefix: true,
  };
  const looks = [
    [EC2Client, network],
    [ECSClient, containers],
    [EC2Client, instances],
    [AutoScalingClient, groups],
    [ElasticLoadBalancingV2Client, balancing],
    [ecr.ECRClient, repositories],
    [IAMClient, permissions],
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

async function logGroups(client) {
  const groups = await all(client, logs.DescribeLogGroupsCommand, {}, 'logGroups');
  return Promise.all(
    groups.map(async ({ logGroupName, logGroupArn, retentionInDays }) => {
      const { tags } = await client.send(new logs.ListTagsForResourceCommand({ resourceArn: logGroupArn }));
      return { kind: 'log group', name: nameOf(tags), called: logGroupName, retentionInDays };
    }),
  );
}

async function repositories(client) {
  const list = await all(client, ecr.DescribeRepositoriesCommand, {}, 'repositories');
  return Promise.all(
    list.map(async ({ repositoryName, repositoryArn }) => {
      const { tags } = await client.send(new ecr.ListTagsForResourceCommand({ resourceArn: repositoryArn }));
      const images = await all(client, ecr.ListImagesCommand, { repositoryName }, 'imageIds');
      const policy = await client.send(new ecr.GetLifecyclePolicyCommand({ repositoryName })).catch(none);
      return {
        kind: 'repository',
        name: nameOf(tags),
        called: repositoryName,
        images: images.map(({ imageTag, imageDigest }) => `${imageTag} ${imageDigest}`).sort(),
        policy: policy?.lifecyclePolicyText,
      };
    }),
  );
}

function none(error) {
  if (error.name !== 'LifecyclePolicyNotFoundException') throw error;
}

async function discovery(client) {
  const [namespaces, services] = await Promise.all([
    all(client, cloudMap.ListNamespacesCommand, {}, 'Namespaces'),
    all(client, cloudMap.ListServicesCommand, {}, 'Services'),
  ]);
  const stepOf = async (ResourceARN) =>
    nameOf((await client.send(new cloudMap.ListTagsForResourceCommand({ ResourceARN }))).Tags);
  const space = async ({ Id, Arn, Name, Type }) => ({
    kind: 'namespace',
    id: Id,
    name: await stepOf(Arn),
    called: Name,
    type: Type,
  });
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
