import {
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListContainerInstancesCommand,
  ListTasksCommand,
  type Service,
  type Task,
} from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { isFargateProvider } from '../../../src/fargate-provider.js';
import { ListInstancesCommand } from '@aws-sdk/client-servicediscovery';
import { all } from '../../../src/all.js';
import { inGroupsOf, pages, pagesUpTo } from '../../../src/pages.js';
import type { Cloud, Traffic } from '../../../src/step.js';
import { notAsked, outdatedImages, outdatedText } from './outdated-images.js';
import type { EcsServiceId } from './settings.js';

/** How many of the tasks a registry has, and how many of these it sends requests to. */
interface Registered {
  readonly where: string;
  readonly there: number;
  readonly healthy: number;
}

/**
 * Whether requests can reach the tasks of a service: they run, the load balancer and Cloud Map have them, and the agents of
 * their instances are connected. ECS registers a task when it starts, and not again: what somebody has taken out comes back
 * with another task only.
 * Source: https://github.com/hashicorp/terraform-provider-aws/issues/46930
 */
export async function trafficOf(cloud: Cloud, { cluster, service: name }: EcsServiceId): Promise<Traffic> {
  // In the words in which the step asks, so that it is one question.
  const asked = new DescribeServicesCommand({ cluster, services: [name], include: ['TAGS'] });
  const { services: [service] = [] } = await cloud.ecs.send(asked);
  const { desiredCount = 0, serviceName } = service ?? {};
  if (!service || desiredCount === 0) return { line: 'no tasks are wanted' };
  const seen = await registrationsOf(cloud, service, await runningTasks(cloud, cluster, serviceName));
  // The cluster's list may be a moment older than the registrations: what has stopped since is not registered any more.
  const isEachThere = seen.registered.every(({ there }) => there === seen.tasks.length);
  const { tasks, registered } = isEachThere
    ? seen
    : await registrationsOf(cloud, service, await ownTasks(cloud, cluster, serviceName));
  const outdated = outdatedText(await outdatedImages(cloud, tasks));
  const instances = await agents(cloud, cluster, service);
  const line = [
    `${tasks.length} of ${desiredCount} tasks running`,
    ...registered.map(({ where, healthy }) => `${healthy} in service in ${where}`),
    ...notAsked(tasks).map(
      (it) => `whether ${it} is another image now is not asked (up --redeploy ${service.serviceName})`,
    ),
    ...(instances ? [`${instances.connected} of ${instances.all} container instances connected`] : []),
  ].join(', ');
  const missing = registered.filter(({ there }) => there < tasks.length);
  if (missing.length > 0) {
    const them = missing.map(
      ({ where, there }) => `${tasks.length - there} of ${tasks.length} tasks are not in ${where}`,
    );
    return { line, lacks: `${them.join(', ')}, so no request reaches them` };
  }
  const isWhole =
    tasks.length === desiredCount &&
    registered.every(({ healthy }) => healthy === tasks.length) &&
    (instances?.connected ?? 0) === (instances?.all ?? 0);
  if (outdated !== undefined) return { line, outdated };
  return { line, ...(!isWhole && { isComing: true as const }) };
}

/** Where the tasks of a service are registered. */
async function registrationsOf(cloud: Cloud, { loadBalancers = [], serviceRegistries = [] }: Service, tasks: Task[]) {
  const registered = await all([
    // What is not in the answer cannot be asked about.
    ...serviceRegistries.flatMap(({ registryArn }) => (registryArn ? [inCloudMap(cloud, registryArn, tasks)] : [])),
    ...loadBalancers.flatMap(({ targetGroupArn, containerPort }) => {
      const where = loadBalancers.length > 1 ? `the target group of port ${containerPort ?? '?'}` : 'the target group';
      return targetGroupArn ? [inTargetGroup(cloud, targetGroupArn, { tasks, where })] : [];
    }),
  ]);
  return { tasks, registered };
}

/** ECS describes 100 tasks at once. */
const atOnce = 100;

/** Up to here, the tasks of a cluster are one question for all of its services. In a larger one, each asks for its own. */
const mostOfCluster = 500;

/** The running tasks of a service, as the list of its cluster shows them. */
async function runningTasks(cloud: Cloud, cluster: string, serviceName: string | undefined): Promise<Task[]> {
  const arns = await pagesUpTo(mostOfCluster, pageOfRunning(cloud, { cluster }));
  return arns ? described(cloud, { cluster, serviceName }, arns) : ownTasks(cloud, cluster, serviceName);
}

async function ownTasks(cloud: Cloud, cluster: string, serviceName: string | undefined): Promise<Task[]> {
  const of = { cluster, serviceName };
  return described(cloud, of, await pages(pageOfRunning(cloud, of)));
}

/** Whose tasks are meant. */
interface Of {
  readonly cluster: string;
  readonly serviceName?: string | undefined;
}

const pageOfRunning =
  ({ ecs }: Cloud, of: Of) =>
  async (nextToken: string | undefined) => {
    const answer = await ecs.send(new ListTasksCommand({ ...of, desiredStatus: 'RUNNING', nextToken }));
    return { items: answer.taskArns, next: answer.nextToken };
  };

async function described({ ecs }: Cloud, { cluster, serviceName }: Of, arns: readonly string[]): Promise<Task[]> {
  const answers = await all(
    inGroupsOf(atOnce, arns).map((tasks) => ecs.send(new DescribeTasksCommand({ cluster, tasks }))),
  );
  // An ARN does not show whose task it is.
  return answers
    .flatMap(({ tasks = [] }) => tasks)
    .filter(({ lastStatus, group }) => lastStatus === 'RUNNING' && group === `service:${serviceName}`);
}

/** ECS registers a task under its own id. Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html */
async function inCloudMap({ servicediscovery }: Cloud, registryArn: string, tasks: Task[]): Promise<Registered> {
  const ServiceId = registryArn.split('/').at(-1);
  const instances = await pages(async (NextToken) => {
    const answer = await servicediscovery.send(new ListInstancesCommand({ ServiceId, NextToken }));
    return { items: answer.Instances, next: answer.NextToken };
  });
  const ids = instances.map(({ Id }) => Id);
  const there = tasks.filter(({ taskArn = '' }) => ids.includes(taskArn.split('/').at(-1)));
  const healthy = there.filter(({ healthStatus }) => healthStatus !== 'UNHEALTHY');
  return { where: 'Cloud Map', there: there.length, healthy: healthy.length };
}

async function inTargetGroup(
  { elbv2 }: Cloud,
  TargetGroupArn: string,
  { tasks, where }: { tasks: Task[]; where: string },
): Promise<Registered> {
  const { TargetHealthDescriptions: targets = [] } = await elbv2.send(
    new DescribeTargetHealthCommand({ TargetGroupArn }),
  );
  // Other tasks would be `unused` as well: that is the load balancer's doing.
  const registered = targets.filter(({ TargetHealth }) => TargetHealth?.State !== 'draining');
  const of = (task: Task) => registered.find(({ Target }) => Target?.Id !== undefined && Target.Id === addressOf(task));
  const there = tasks.flatMap((task) => of(task) ?? []);
  const healthy = there.filter(({ TargetHealth }) => TargetHealth?.State === 'healthy');
  return { where, there: there.length, healthy: healthy.length };
}

const addressOf = ({ attachments = [] }: Task): string | undefined =>
  attachments.flatMap(({ details = [] }) => details).find(({ name }) => name === 'privateIPv4Address')?.value;

/** How many of the cluster's instances have an agent that ECS reaches; nothing where tasks run on Fargate. */
async function agents({ ecs }: Cloud, cluster: string, { capacityProviderStrategy = [], launchType }: Service) {
  const isFargate = capacityProviderStrategy.some(({ capacityProvider }) => isFargateProvider(capacityProvider));
  if (isFargate || launchType === 'FARGATE') return undefined;
  const { containerInstanceArns = [] } = await ecs.send(new ListContainerInstancesCommand({ cluster }));
  if (containerInstanceArns.length === 0) return { all: 0, connected: 0 };
  const { containerInstances = [] } = await ecs.send(
    new DescribeContainerInstancesCommand({ cluster, containerInstances: containerInstanceArns }),
  );
  const connected = containerInstances.filter(({ agentConnected }) => agentConnected === true).length;
  return { all: containerInstances.length, connected };
}
