import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  RunTaskCommand,
  StopTaskCommand,
  type DesiredStatus,
  type Task,
} from '@aws-sdk/client-ecs';
import { all } from '../../../src/all.js';
import { noteCall } from '../../../src/aws-errors.js';
import {
  absent,
  broken,
  leaving,
  pending,
  ready,
  required,
  resource,
  startsAfter,
  step,
  type Cloud,
  type OnlyToEnd,
  type OnlyToStart,
  type Step,
  type StepOf,
} from '../../../src/step.js';
import type { ExistingSecurityGroup } from '../../ec2/existing-security-group/resource.js';
import type { SecurityGroup } from '../../ec2/security-group/resource.js';
import type { Subnet } from '../../ec2/subnet/resource.js';
import type { LogGroup } from '../../logs/log-group/resource.js';
import type { CapacityProvider } from '../capacity-provider/resource.js';
import type { Cluster } from '../cluster/resource.js';
import { isOurs } from '../../common/tags.js';
import { fromLower, retagEcs } from '../tags.js';
import type { TaskDefinition } from '../task-definition/resource.js';
import { outdatedImages, outdatedText } from '../ecs-service/outdated-images.js';
import { listsOfPlace, wantedPlace } from '../task-place.js';
import { vcpusOfTask } from '../fargate-vcpus.js';
import { billing } from './billing.js';
import { lastLines } from './log-lines.js';
import { failureText, outcomeOf, withLastLines, type Ended } from './outcome.js';
import { script } from './script.js';
import { familyOf, runInput, startedBy, type EcsTaskId, type EcsTaskWant } from './settings.js';

export const ecsTaskResource = resource({
  type: 'ecs-task',
  billing,
  quota: vcpusOfTask,
  script,
  // What has run cannot be changed: another one is run.
  fixed: [
    ...(['cluster', 'taskDefinition', 'before', 'container', 'logGroup', 'enableExecuteCommand', 'seconds'] as const),
    ...(['launchType', 'capacityProviderStrategy', 'placementStrategy', 'networkConfiguration'] as const),
  ],
  lists: listsOfPlace,
  replace: 'create-first',
  whenReplaced: 'run again: what it runs, or what it runs before, is another now',
  // Where it ran, and how long it might, are no reasons to run it again.
  initial: (_want: EcsTaskWant) => [
    ...(['launchType', 'capacityProviderStrategy', 'placementStrategy', 'networkConfiguration'] as const),
    ...(['enableExecuteCommand', 'container', 'logGroup', 'seconds'] as const),
  ],
  deadline: { create: 300 },
  extraSeconds: ({ seconds = 0 }) => seconds,

  async create(cloud, want: EcsTaskWant): Promise<EcsTaskId> {
    return runTask(cloud, want);
  },

  // By the token of the attempt. What runs under another one does the same work: it is waited for, and not run beside.
  async find(cloud, want) {
    const tasks = await all([tasksOf(cloud, want, 'RUNNING'), tasksOf(cloud, want, 'STOPPED')]);
    const own = ({ startedBy: by }: Task) => by === startedBy(cloud.token);
    const running = ({ startedBy: by = '', desiredStatus }: Task) =>
      by.startsWith(startedBy('')) && desiredStatus === 'RUNNING';
    return tasks
      .flat()
      .filter((it) => it.taskDefinitionArn === want.taskDefinition && (own(it) || running(it)))
      .toSorted((a, b) => Number(own(b)) - Number(own(a)))
      .map((it) => ({ id: idOf(want, it), tags: fromLower(it.tags) }))
      .filter(({ tags }) => isOurs(cloud, tags))
      .concat(cloud.token === '' && (await isDeployed(cloud, want)) ? [longEnded(cloud, want)] : []);
  },

  async read(cloud, id) {
    const { ended, isStopping } = id;
    if (ended && isStopping) return absent;
    if (ended) return ended.why === undefined ? ready({ taskArn: id.task }, {}) : broken(failureText(ended));
    const seen = await lookAtTask(cloud, id);
    if (seen.is === 'unknown' || (seen.is === 'ended' && isStopping)) return absent;
    if (seen.is === 'underway') return isStopping ? leaving(seen.progress) : pending(seen.progress);
    const outcome = await explained(cloud, id, seen.ended);
    const whole = { ...id, ended: outcome };
    return outcome.why === undefined
      ? ready({ taskArn: id.task }, {}, { id: whole })
      : broken(failureText(outcome), whole);
  },

  // The same tag may name another image by now, and so another program.
  async traffic(cloud, { ended }) {
    const outdated = outdatedText(await outdatedImages(cloud, [{ containers: [...(ended?.images ?? [])] }]));
    return { line: 'it has ended with exit code 0', ...(outdated !== undefined && { outdated }) };
  },

  retag: (cloud, { task }, set, remove) => retagEcs(cloud, task, set, remove),

  async delete({ ecs }, id) {
    const { cluster, task, ended } = id;
    if (!ended) await ecs.send(new StopTaskCommand({ cluster, task, reason: 'provision has stopped it' }));
    return { ...id, isStopping: true as const };
  },
});
export type EcsTask = StepOf<typeof ecsTaskResource>;

/**
 * Starts a task. Sent again with the same token within a day, and less than an hour after the task has ended, it starts no
 * other one.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html
 * @param command in the place of that of its own container
 * @throws Error `RunTaskFailed` where ECS has no place for it
 */
export async function runTask(cloud: Cloud, want: EcsTaskWant, command: readonly string[] = []): Promise<EcsTaskId> {
  const { tasks, failures } = await cloud.ecs.send(new RunTaskCommand(runInput(want, cloud, command)));
  const task = tasks?.[0];
  if (task) return idOf(want, task);
  const reasons = (failures ?? []).map(({ reason, detail }) => [reason, detail].filter(Boolean).join(': '));
  const error = Object.assign(new Error(reasons.join('; ') || 'ECS started no task and gives no reason'), {
    name: 'RunTaskFailed',
  });
  noteCall(error, 'ecs', 'RunTask');
  throw error;
}

const idOf = ({ cluster, container, logGroup }: EcsTaskWant, { taskArn }: Task): EcsTaskId => ({
  ...{ task: required(taskArn, 'taskArn'), cluster, container, logGroup },
});

/** How far a task is. ECS does not know one that has just been started, and one that ended an hour ago. */
export type SeenTask =
  | { readonly is: 'unknown' }
  | { readonly is: 'underway'; readonly progress: string }
  | { readonly is: 'ended'; readonly ended: Ended };

export async function lookAtTask({ ecs }: Cloud, { cluster, task, container }: EcsTaskId): Promise<SeenTask> {
  const { tasks: [found] = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: [task] }));
  if (!found) return { is: 'unknown' };
  const { lastStatus = 'PROVISIONING' } = found;
  if (lastStatus === 'STOPPED') return { is: 'ended', ended: outcomeOf(found, container) };
  return { is: 'underway', progress: lastStatus === 'RUNNING' ? 'the task runs' : `the task is ${lastStatus}` };
}

/**
 * Where no state tells whether the task has run: all that is deployed after it is, so it has.
 * @returns false where nothing is deployed after it
 */
async function isDeployed({ ecs }: Cloud, { cluster, before }: EcsTaskWant): Promise<boolean> {
  const names = Object.keys(before);
  if (names.length === 0) return false;
  const asked = names.map((name) => ecs.send(new DescribeServicesCommand({ cluster, services: [name] })));
  const live = (await all(asked)).flatMap(({ services = [] }) => services);
  return names.every((name) =>
    live.some((it) => it.serviceName === name && it.status === 'ACTIVE' && it.taskDefinition === before[name]),
  );
}

/** ECS has forgotten the task. */
const longEnded = ({ tags }: Cloud, { cluster, container, logGroup }: EcsTaskWant) => ({
  id: { task: 'forgotten', cluster, container, logGroup, ended: { exitCode: 0 } },
  tags,
});

/** Those of a family that ECS remembers, as many as one answer holds. */
async function tasksOf({ ecs }: Cloud, want: EcsTaskWant, desiredStatus: DesiredStatus): Promise<readonly Task[]> {
  const { cluster, taskDefinition } = want;
  const family = familyOf({ taskDefinitionArn: taskDefinition });
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster, family, desiredStatus }));
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns, include: ['TAGS'] }));
  return tasks;
}

/** What failed is told with what it wrote last. */
async function explained(cloud: Cloud, id: EcsTaskId, ended: Ended): Promise<Ended> {
  if (ended.why === undefined) return ended;
  const { logGroup, container, task } = id;
  return withLastLines(ended, await lastLines(cloud, { logGroup, container, task }));
}

export interface EcsTaskNeeds {
  readonly cluster: Cluster;
  readonly taskDefinition: TaskDefinition;
  readonly subnets: readonly Subnet[];
  readonly group: SecurityGroup;
  readonly otherGroups?: readonly (SecurityGroup | ExistingSecurityGroup)[];
  /** What it reaches its image, logs and secrets by. */
  readonly routes: readonly (Step | OnlyToStart | OnlyToEnd)[];
  /** The permissions of its roles. */
  readonly policies: readonly Step[];
  readonly logs: LogGroup;
  /** The capacity provider that it runs on instead of Fargate, and its association with the cluster. */
  readonly capacity?: { readonly provider: CapacityProvider; readonly association: Step } | undefined;
  /** What is deployed after it, by the names of the services. */
  readonly before?: { readonly [service: string]: TaskDefinition } | undefined;
}
interface EcsTaskOptions {
  /** The name of its own container. */
  readonly container: string;
  /** Whether it has a public address. */
  readonly isPublic: boolean;
  /** Whether a shell can be opened in its containers. */
  readonly exec: boolean;
  /** That it may take. */
  readonly seconds: number;
}

/**
 * A task that is run once. Billed per second for its vCPU and memory while it runs.
 * Source: https://aws.amazon.com/fargate/pricing/
 */
export function ecsTask(name: string, given: EcsTaskNeeds, { container, isPublic, exec, seconds }: EcsTaskOptions) {
  const {
    capacity,
    before = {},
    cluster,
    taskDefinition,
    group,
    otherGroups = [],
    logs,
    subnets,
    routes,
    policies,
  } = given;
  const services = Object.keys(before).toSorted();
  return step({
    name,
    resource: ecsTaskResource,
    // What has ended holds nothing. What still runs when all goes is stopped at once.
    needs: {
      cluster: startsAfter(cluster),
      taskDefinition: startsAfter(taskDefinition),
      group: startsAfter(group),
      otherGroups: otherGroups.map((it) => startsAfter(it)),
      logs: startsAfter(logs),
      subnets: subnets.map((it) => startsAfter(it)),
      first: [...routes, ...policies].map((it) =>
        'onlyToStart' in it ? it : startsAfter('onlyToEnd' in it ? it.onlyToEnd : it),
      ),
      provider: capacity && startsAfter(capacity.provider),
      association: capacity && startsAfter(capacity.association),
      deployed: services.flatMap((it) => (before[it] ? [startsAfter(before[it])] : [])),
    },
    why: `Runs ${container} once, to its end`,
    want: ({ cluster, taskDefinition, logs, deployed, ...place }) => ({
      cluster: cluster.clusterArn,
      taskDefinition: taskDefinition.taskDefinitionArn,
      before: Object.fromEntries(services.map((it, i) => [it, required(deployed[i]?.taskDefinitionArn, it)])),
      ...wantedPlace(place, isPublic),
      enableExecuteCommand: exec,
      ...{ container, logGroup: logs.logGroupName, seconds },
    }),
  });
}
