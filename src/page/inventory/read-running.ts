import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListClustersCommand,
  ListServicesCommand,
  ListTasksCommand,
  type Service as LiveService,
  type Task as LiveTask,
} from '@aws-sdk/client-ecs';
import type { Senders } from '../../aws/services.js';
import { all } from '../../all.js';
import { isFargateProvider } from '../../fargate-provider.js';
import { inGroupsOf, pages } from '../../pages.js';
import { readHosts } from '../../path-facts/read-hosts.js';
import type { Cluster, Inventory, Service, Task } from './inventory.js';

type Ecs = Pick<Senders, 'ecs'>;

/** The clusters, and what runs in them. */
export async function readRunning({ ecs }: Ecs): Promise<Pick<Inventory, 'clusters' | 'services' | 'tasks'>> {
  const arns = await pages(async (nextToken) => {
    const answer = await ecs.send(new ListClustersCommand({ nextToken }));
    return { items: answer.clusterArns, next: answer.nextToken };
  });
  const answers = await all(
    inGroupsOf(100, arns).map((clusters) => ecs.send(new DescribeClustersCommand({ clusters }))),
  );
  const clusters = answers
    .flatMap((it) => it.clusters ?? [])
    .filter(({ status }) => status !== 'INACTIVE')
    .map(({ clusterArn: arn = '', clusterName: name = '', status = '' }): Cluster => ({ arn, name, status }));
  const [services, tasks] = await all([
    all(clusters.map(({ arn }) => servicesOf({ ecs }, arn))),
    all(clusters.map(({ arn }) => tasksOf({ ecs }, arn))),
  ]);
  return { clusters, services: services.flat(), tasks: tasks.flat() };
}

async function servicesOf({ ecs }: Ecs, cluster: string): Promise<Service[]> {
  const arns = await pages(async (nextToken) => {
    const answer = await ecs.send(new ListServicesCommand({ cluster, nextToken }));
    return { items: answer.serviceArns, next: answer.nextToken };
  });
  const answers = await all(
    inGroupsOf(10, arns).map((services) => ecs.send(new DescribeServicesCommand({ cluster, services }))),
  );
  return answers
    .flatMap((it) => it.services ?? [])
    .filter(({ status }) => status !== 'INACTIVE')
    .map((it) => serviceOf(it, cluster));
}

const serviceOf = (it: LiveService, cluster: string): Service => ({
  ...{ arn: it.serviceArn ?? '', name: it.serviceName ?? '', cluster, status: it.status ?? '' },
  ...{ desired: it.desiredCount ?? 0, running: it.runningCount ?? 0, pending: it.pendingCount ?? 0 },
  rollout: it.deployments?.[0]?.rolloutState ?? '',
  isOnFargate: it.launchType === 'FARGATE' || isFargateProvider(it.capacityProviderStrategy?.[0]?.capacityProvider),
  subnets: it.networkConfiguration?.awsvpcConfiguration?.subnets ?? [],
  securityGroups: it.networkConfiguration?.awsvpcConfiguration?.securityGroups ?? [],
  targetGroups: (it.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []),
  registries: (it.serviceRegistries ?? []).flatMap(({ registryArn }) => registryArn ?? []),
});

async function tasksOf({ ecs }: Ecs, cluster: string): Promise<Task[]> {
  const arns = await pages(async (nextToken) => {
    const answer = await ecs.send(new ListTasksCommand({ cluster, nextToken }));
    return { items: answer.taskArns, next: answer.nextToken };
  });
  // What ends is listed apart: it is shown until it has stopped.
  const ending = await pages(async (nextToken) => {
    const answer = await ecs.send(new ListTasksCommand({ cluster, nextToken, desiredStatus: 'STOPPED' }));
    return { items: answer.taskArns, next: answer.nextToken };
  });
  const [answers, hosts] = await all([
    all(
      inGroupsOf(100, [...new Set([...arns, ...ending])]).map((tasks) =>
        ecs.send(new DescribeTasksCommand({ cluster, tasks })),
      ),
    ),
    readHosts({ ecs }, cluster),
  ]);
  return answers
    .flatMap((it) => it.tasks ?? [])
    .filter(({ lastStatus }) => lastStatus !== 'STOPPED')
    .map((it) => taskOf(it, cluster, hosts));
}

function taskOf(it: LiveTask, cluster: string, hosts: ReadonlyMap<string, string>): Task {
  const details = (it.attachments ?? []).flatMap((attachment) => attachment.details ?? []);
  const detail = (wanted: string) => details.find(({ name }) => name === wanted)?.value;
  return {
    ...{ arn: it.taskArn ?? '', cluster, group: it.group ?? '' },
    ...{ status: it.lastStatus ?? '', desired: it.desiredStatus ?? '', health: it.healthStatus ?? 'UNKNOWN' },
    ...{ subnet: detail('subnetId'), address: detail('privateIPv4Address') },
    networkInterface: detail('networkInterfaceId'),
    instance: hosts.get(it.containerInstanceArn ?? ''),
  };
}
