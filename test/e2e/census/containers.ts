import {
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  ListClustersCommand,
  ListServicesCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
  type Cluster,
} from '@aws-sdk/client-ecs';
import type { Clients } from '../census.js';

type Ecs = Pick<Clients, 'ecs'>;

/** What ECS has; what AWS itself calls inactive is gone but for task definitions, which it keeps for good. */
export async function containers({ ecs }: Clients) {
  const [{ clusterArns: clusters = [] }, { capacityProviders = [] }, active, inactive] = await Promise.all([
    ecs.send(new ListClustersCommand({})),
    ecs.send(new DescribeCapacityProvidersCommand({})),
    taskDefinitions({ ecs }, 'ACTIVE'),
    taskDefinitions({ ecs }, 'INACTIVE'),
  ]);
  const described = clusters.length === 0 ? [] : (await ecs.send(new DescribeClustersCommand({ clusters }))).clusters;
  const inClusters = await Promise.all(clusters.map((cluster) => inCluster({ ecs }, cluster)));
  const services = inClusters.flatMap((it) => it.services);
  const own = capacityProviders.filter(({ name = '', status }) => !/^FARGATE/.test(name) && status !== 'INACTIVE');
  return {
    clusters: clusters.map(lastPart),
    services: services.map((it) => `${it.serviceName} ${it.status} ${it.runningCount}/${it.desiredCount}`),
    deployments: services.flatMap((it) => (it.deployments ?? []).map(({ status }) => `${it.serviceName} ${status}`)),
    tasks: inClusters.flatMap((it) => it.tasks.map(() => 'task')),
    taskDefinitions: active.map((it) => it.replace(/:\d+$/, '')),
    inactiveTaskDefinitions: inactive,
    containerInstances: (described ?? []).flatMap((it) =>
      Array(it.registeredContainerInstancesCount).fill('registered'),
    ),
    capacityProviders: own.map(({ name, status }) => `${name} ${status}`),
    strategies: (described ?? []).flatMap(strategiesOf),
  };
}

async function taskDefinitions({ ecs }: Ecs, status: 'ACTIVE' | 'INACTIVE') {
  const { taskDefinitionArns = [] } = await ecs.send(new ListTaskDefinitionsCommand({ status }));
  return taskDefinitionArns.map(lastPart);
}

async function inCluster({ ecs }: Ecs, cluster: string) {
  const { serviceArns = [] } = await ecs.send(new ListServicesCommand({ cluster }));
  const { taskArns: tasks = [] } = await ecs.send(new ListTasksCommand({ cluster }));
  if (serviceArns.length === 0) return { services: [], tasks };
  const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: serviceArns }));
  return { services, tasks };
}

/** `default of demo: demo 1/0`, weight and base */
const strategiesOf = ({ clusterName, defaultCapacityProviderStrategy: strategy = [] }: Cluster) =>
  strategy.map((it) => `default of ${clusterName}: ${it.capacityProvider} ${it.weight}/${it.base}`);

export const lastPart = (arn: string): string => arn.split('/').at(-1) ?? arn;
