import {
  DescribeClustersCommand,
  DescribeTasksCommand,
  ListClustersCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { all } from '../../src/all.js';
import { vcpusIn } from '../../src/facts/fargate-sizes.js';
import type { Cloud, QuotaUnits, QuotaUse, SizedWant } from '../../src/step.js';
import type { EcsServiceWant } from './ecs-service/settings.js';
import type { EcsTaskWant } from './ecs-task/settings.js';
import { shareOf, type FargateProvider } from './fargate-share.js';
import type { TaskPlace } from './task-place.js';

/**
 * The vCPUs that tasks on Fargate use at the same time, on demand and on Spot apart.
 *
 * Only what is certain is counted: a service's tasks as many as the config says, without what scaling may add. A rollout of a new
 * revision needs room for one task more than before, where the minimum lets ECS stop none first. With less than the maximum
 * would take, ECS starts fewer at a time.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 */
const quotaNames = { FARGATE: 'fargate-vcpus', FARGATE_SPOT: 'fargate-spot-vcpus' } as const;

type UnitsOf<Want> = NonNullable<QuotaUse<Want>['units']>['of'];

const use = <Want>(provider: FargateProvider, of: UnitsOf<Want>): QuotaUse<Want> => ({
  name: quotaNames[provider],
  inUse: (cloud) => vcpusInUse(cloud, provider),
  asks: ['ecs:DescribeClusters', 'ecs:ListTasks', 'ecs:DescribeTasks'],
  units: { sizedBy: 'taskDefinition', of },
});

export const vcpusOfService = (['FARGATE', 'FARGATE_SPOT'] as const).map((provider) =>
  use<EcsServiceWant>(provider, (next, last) => serviceUnits(provider, next, last)),
);

/** A task that is run once has ended when others have started, or begins when they run: it is counted alone. */
export const vcpusOfTask: QuotaUse<EcsTaskWant> = use('FARGATE', ({ want, size }, last) => ({
  lasting: 0,
  busiest: want.launchType === 'FARGATE' && last?.isOutdated !== false ? vcpusOf(size) : 0,
}));

function serviceUnits(
  provider: FargateProvider,
  next: SizedWant<EcsServiceWant>,
  last?: SizedWant<EcsServiceWant> & { readonly isOutdated: boolean },
): QuotaUnits {
  // Its count is somebody else's from its creation on.
  if (last && next.want.isAutoScaled) return { lasting: 0, busiest: 0 };
  const [size, count] = [vcpusOf(next.size), tasksOn(provider, next.want)];
  const [lastSize, lastCount] = last ? [vcpusOf(last.size), tasksOn(provider, last.want)] : [0, 0];
  const lasting = size * count - lastSize * lastCount;
  if (!last?.isOutdated || !replacesOneByOne(provider, next.want, last.want))
    return { lasting, busiest: Math.max(0, lasting) };
  // As many of the old ones as are kept and one new one; or, at the end, all new ones and the last old one.
  const kept = Math.min(count, lastCount);
  const busiest = Math.max(kept * lastSize + (count - kept + 1) * size, count * size + lastSize);
  return { lasting, busiest: Math.max(0, busiest - lastSize * lastCount) };
}

/** Whether a rollout has to start a task of this provider before it stops one. */
function replacesOneByOne(provider: FargateProvider, next: EcsServiceWant, last: EcsServiceWant): boolean {
  const { desiredCount, deploymentConfiguration } = next;
  const least = Math.ceil((desiredCount * deploymentConfiguration.minimumHealthyPercent) / 100);
  const areAllHere = [next, last].every((it) => it.desiredCount > 0 && tasksOn(provider, it) === it.desiredCount);
  return areAllHere && least >= desiredCount;
}

/** How many tasks of a service are on a provider, at least. */
function tasksOn(provider: FargateProvider, { desiredCount, launchType, capacityProviderStrategy }: Counted): number {
  if (launchType === 'FARGATE') return provider === 'FARGATE' ? desiredCount : 0;
  return Math.floor(shareOf(provider, desiredCount, capacityProviderStrategy ?? []));
}
type Counted = Pick<EcsServiceWant, 'desiredCount'> &
  Partial<Pick<TaskPlace, 'launchType' | 'capacityProviderStrategy'>>;

const vcpusOf = ({ cpu }: SizedWant['size']): number => vcpusIn(Number(cpu) || 0);

/**
 * The vCPUs of the tasks that run in the account and region, or fewer: of each list one page is read. Pods of EKS count on AWS, too,
 * and are not seen here.
 */
async function vcpusInUse({ ecs }: Cloud, provider: FargateProvider): Promise<number> {
  const { clusterArns = [] } = await ecs.send(new ListClustersCommand({}));
  if (clusterArns.length === 0) return 0;
  const { clusters = [] } = await ecs.send(new DescribeClustersCommand({ clusters: clusterArns }));
  const busy = clusters.filter(
    ({ runningTasksCount = 0, pendingTasksCount = 0 }) => runningTasksCount + pendingTasksCount > 0,
  );
  const sums = await all(
    busy.map(async ({ clusterArn: cluster }) => {
      const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster, launchType: 'FARGATE' }));
      if (taskArns.length === 0) return 0;
      const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
      const own = tasks.filter(({ capacityProviderName = 'FARGATE' }) => capacityProviderName === provider);
      return own.reduce((sum, task) => sum + vcpusOf({ cpu: task.cpu }), 0);
    }),
  );
  return sums.reduce((sum, it) => sum + it, 0);
}
