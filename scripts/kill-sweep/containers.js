import {
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListClustersCommand,
  ListServicesCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { all, nameOf } from './list-all.js';

/** Lists the resources of ECS that are not inactive: AWS keeps inactive ones, task definitions forever. */
export async function containers(client) {
  const [clusters, definitions, providers] = await Promise.all([
    all(client, ListClustersCommand, {}, 'clusterArns'),
    all(client, ListTaskDefinitionsCommand, { status: 'ACTIVE' }, 'taskDefinitionArns'),
    all(client, DescribeCapacityProvidersCommand, { include: ['TAGS'] }, 'capacityProviders'),
  ]);
  const described = clusters.length
    ? (await client.send(new DescribeClustersCommand({ clusters, include: ['TAGS', 'SETTINGS'] }))).clusters
    : [];
  const active = described.filter(({ status }) => status !== 'INACTIVE');
  return [
    ...active.map((it) => ({
      kind: 'cluster',
      name: nameOf(it.tags),
      called: it.clusterName,
      status: it.status,
      settings: it.settings,
      providers: it.capacityProviders,
      strategy: it.defaultCapacityProviderStrategy,
      attachments: it.attachmentsStatus,
    })),
    ...providers.filter(isOurs).map((it) => ({
      kind: 'capacity provider',
      name: nameOf(it.tags),
      called: it.name,
      status: it.status,
      group: it.autoScalingGroupProvider,
    })),
    ...(await Promise.all(definitions.map((arn) => definition(client, arn)))),
    ...(await Promise.all(active.map(({ clusterArn }) => inCluster(client, clusterArn)))).flat(),
  ];
}

/** Leaves out AWS's own capacity providers for Fargate, which always exist. */
const isOurs = ({ name, status }) => !/^FARGATE/.test(name) && status !== 'INACTIVE';

/** Reads a task definition. Its revision is not compared: it only counts how often the family was registered. */
async function definition(client, arn) {
  const command = new DescribeTaskDefinitionCommand({ taskDefinition: arn, include: ['TAGS'] });
  const { taskDefinition: it, tags } = await client.send(command);
  return {
    kind: 'task definition',
    id: arn,
    name: nameOf(tags),
    family: it.family,
    cpu: it.cpu,
    memory: it.memory,
    role: it.executionRoleArn,
    containers: it.containerDefinitions,
  };
}

async function inCluster(client, cluster) {
  const [services, tasks] = await Promise.all([
    all(client, ListServicesCommand, { cluster }, 'serviceArns'),
    all(client, ListTasksCommand, { cluster, desiredStatus: 'RUNNING' }, 'taskArns'),
  ]);
  const describedServices = services.length
    ? (await client.send(new DescribeServicesCommand({ cluster, services, include: ['TAGS'] }))).services
    : [];
  const describedTasks = tasks.length ? (await client.send(new DescribeTasksCommand({ cluster, tasks }))).tasks : [];
  return [
    ...describedServices.filter(({ status }) => status !== 'INACTIVE').map(service),
    ...describedTasks.map((it) => ({
      kind: 'task',
      name: it.group,
      status: it.lastStatus,
      definition: it.taskDefinitionArn,
    })),
  ];
}

const service = (it) => ({
  kind: 'ecs service',
  name: nameOf(it.tags),
  arn: it.serviceArn,
  status: it.status,
  desired: it.desiredCount,
  running: it.runningCount,
  definition: it.taskDefinition,
  registries: it.serviceRegistries,
  balancers: it.loadBalancers,
  strategy: it.capacityProviderStrategy,
  deployments: it.deployments?.length,
  network: it.networkConfiguration?.awsvpcConfiguration,
});
