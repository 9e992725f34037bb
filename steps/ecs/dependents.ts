import {
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListClustersCommand,
  ListContainerInstancesCommand,
  ListServicesCommand,
  ListTasksCommand,
  type Cluster,
  type Service,
} from '@aws-sdk/client-ecs';
import { all } from '../../src/all.js';
import type { Cloud, Dependent } from '../../src/step.js';
import { pages } from '../../src/pages.js';
import type { IsOwn } from './associated-providers.js';
import { fromLower } from './tags.js';

/** What keeps a cluster, or its capacity providers, from being deleted. ECS's errors say only what kind of thing it is. */

/** The services, the tasks of no service, and the instances in a cluster. */
export async function partsOfCluster(cloud: Cloud, cluster: string): Promise<Dependent[]> {
  const [services, tasks, instances] = await all([
    servicesIn(cloud, cluster),
    tasksIn(cloud, cluster),
    instancesIn(cloud, cluster),
  ]);
  return [...services.map((it) => serviceHolder(it)), ...tasks, ...instances];
}

/** The services of a cluster that run on some of its capacity providers. */
export async function servicesOnProviders(cloud: Cloud, cluster: string, isMeant: IsOwn): Promise<Dependent[]> {
  const [{ clusters: [live] = [] }, services] = await all([
    cloud.ecs.send(new DescribeClustersCommand({ clusters: [cluster] })),
    servicesIn(cloud, cluster),
  ]);
  const { capacityProviders = [] } = live ?? {};
  return services
    .filter(({ capacityProviderStrategy = [] }) =>
      capacityProviderStrategy.some(({ capacityProvider: it = '' }) => isMeant(it) && capacityProviders.includes(it)),
    )
    .map(serviceHolder);
}

/** The clusters that may use a capacity provider. */
export async function clustersWith({ ecs }: Cloud, providerArn: string): Promise<Dependent[]> {
  const name = providerArn.split('/').at(-1) ?? '';
  const arns = await pages(async (nextToken) => {
    const answer = await ecs.send(new ListClustersCommand({ nextToken }));
    return { items: answer.clusterArns, next: answer.nextToken };
  });
  const described = await all(
    inGroupsOf(100, arns).map((clusters) => ecs.send(new DescribeClustersCommand({ clusters, include: ['TAGS'] }))),
  );
  return described
    .flatMap(({ clusters = [] }) => clusters)
    .filter(({ capacityProviders = [] }) => capacityProviders.includes(name))
    .map(clusterHolder);
}

async function servicesIn({ ecs }: Cloud, cluster: string): Promise<readonly Service[]> {
  const arns = await pages(async (nextToken) => {
    const answer = await ecs.send(new ListServicesCommand({ cluster, nextToken }));
    return { items: answer.serviceArns, next: answer.nextToken };
  });
  const described = await all(
    inGroupsOf(10, arns).map((services) =>
      ecs.send(new DescribeServicesCommand({ cluster, services, include: ['TAGS'] })),
    ),
  );
  return described.flatMap(({ services = [] }) => services).filter(({ status }) => status !== 'INACTIVE');
}

/** Tasks that belong to no service: those of a service go with it. */
async function tasksIn({ ecs }: Cloud, cluster: string): Promise<Dependent[]> {
  const arns = await pages(async (nextToken) => {
    const answer = await ecs.send(new ListTasksCommand({ cluster, nextToken }));
    return { items: answer.taskArns, next: answer.nextToken };
  });
  const described = await all(
    inGroupsOf(100, arns).map((tasks) => ecs.send(new DescribeTasksCommand({ cluster, tasks, include: ['TAGS'] }))),
  );
  return described
    .flatMap(({ tasks = [] }) => tasks)
    .filter(({ group = '' }) => !group.startsWith('service:'))
    .map(({ taskArn: id = '', group, tags }) => ({
      type: 'ecs-task',
      id,
      ...(group !== undefined && { description: group }),
      tags: fromLower(tags),
      deletedAs: { type: 'ecs-task', id: { cluster, task: id } },
      command: ['ecs', 'stop-task', '--cluster', cluster, '--task', id],
    }));
}

/** An instance of a capacity provider goes with its Auto Scaling group. */
async function instancesIn({ ecs }: Cloud, cluster: string): Promise<Dependent[]> {
  const arns = await pages(async (nextToken) => {
    const answer = await ecs.send(new ListContainerInstancesCommand({ cluster, nextToken }));
    return { items: answer.containerInstanceArns, next: answer.nextToken };
  });
  const described = await all(
    inGroupsOf(100, arns).map((containerInstances) =>
      ecs.send(new DescribeContainerInstancesCommand({ cluster, containerInstances, include: ['TAGS'] })),
    ),
  );
  return described
    .flatMap(({ containerInstances = [] }) => containerInstances)
    .map(({ containerInstanceArn: id = '', ec2InstanceId, capacityProviderName, tags }) => ({
      type: 'container-instance',
      id,
      ...(ec2InstanceId !== undefined && { description: ec2InstanceId }),
      ...(capacityProviderName !== undefined && { owner: capacityProviderName }),
      tags: fromLower(tags),
      command: ['ecs', 'deregister-container-instance', ...clusterAnd(cluster), '--container-instance', id, '--force'],
    }));
}

const clusterAnd = (cluster: string) => ['--cluster', cluster];

const serviceHolder = ({ serviceArn: id = '', clusterArn = '', tags, status }: Service): Dependent => ({
  type: 'ecs-service',
  id,
  tags: fromLower(tags),
  ...(status === 'DRAINING'
    ? { goesByItself: true }
    : { command: ['ecs', 'delete-service', ...clusterAnd(clusterArn), '--service', id, '--force'] }),
});

const clusterHolder = ({ clusterArn: id = '', tags }: Cluster): Dependent => ({
  type: 'cluster',
  id,
  tags: fromLower(tags),
  command: [
    ...['ecs', 'put-cluster-capacity-providers', ...clusterAnd(id)],
    ...['--capacity-providers', '[]', '--default-capacity-provider-strategy', '[]'],
  ],
});

function inGroupsOf<Item>(most: number, items: readonly Item[]): Item[][] {
  return items.length === 0 ? [] : [items.slice(0, most), ...inGroupsOf(most, items.slice(most))];
}
