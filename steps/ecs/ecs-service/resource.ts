import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServicesCommand,
  UpdateServiceCommand,
  type Service,
} from '@aws-sdk/client-ecs';
import { afterPrefix } from '../../../src/arn.js';
import { by } from '../../../src/list-rules.js';
import {
  absent,
  broken,
  startsAfter,
  leaving,
  pending,
  ready,
  required,
  resource,
  step,
  type Cloud,
  type Step,
  type StepOf,
  type Need,
} from '../../../src/step.js';
import type { CapacityProvider } from '../capacity-provider/resource.js';
import type { CloudMapService } from '../../servicediscovery/cloud-map-service/resource.js';
import type { Cluster } from '../cluster/resource.js';
import { listsOfPlace } from '../task-place.js';
import { fromLower, lowerTags, retagEcs } from '../tags.js';
import {
  idOf,
  liveService,
  serviceChange,
  serviceSettings,
  type EcsServiceId,
  type EcsServiceWant,
} from './settings.js';
import { backToTheLaunchType } from './launch-type.js';
import { wantedService, type EcsServiceOptions } from './want.js';
import type { LogGroup } from '../../logs/log-group/resource.js';
import { vcpusOfService } from '../fargate-vcpus.js';
import { registeredTasks } from '../registered-tasks.js';
import { rolloutOf } from './rollout.js';
import type { ExistingSecurityGroup } from '../../ec2/existing-security-group/resource.js';
import type { SecurityGroup } from '../../ec2/security-group/resource.js';
import { explained, hopeless } from './service-failure.js';
import { stoppingTasks } from './stopped-tasks.js';
import type { Subnet } from '../../ec2/subnet/resource.js';
import type { TargetGroup } from '../../elbv2/target-group/resource.js';
import type { TaskDefinition } from '../task-definition/resource.js';
import { trafficOf } from './traffic.js';
import { lackOfRoom, refusedTargets, waitingTasks, waitingText } from './waiting-tasks.js';
import { billing } from './billing.js';
import { script } from './script.js';

export const ecsServiceResource = resource({
  type: 'ecs-service',
  lists: {
    ...listsOfPlace,
    loadBalancers: by('containerName', 'containerPort'),
    serviceRegistries: 'set',
  },
  uses: [
    'cluster',
    'existing-cluster',
    'task-definition',
    'subnet',
    'security-group',
    'cloud-map-service',
    'route',
    'route-table-association',
    'role-policy',
    'role-policy-attachment',
    'log-group',
    'target-group',
    'capacity-provider',
    'cluster-capacity-providers',
    'fargate-capacity-providers',
    'vpc-endpoint',
    'security-group-rule',
  ],
  billing,
  quota: [...vcpusOfService, ...registeredTasks],
  pause: ({ desiredCount, isAutoScaled }: EcsServiceWant) =>
    desiredCount > 0 || isAutoScaled ? { desiredCount: 0 } : undefined,
  script,
  fixed: ['cluster', 'serviceName'],
  fixedFrom: backToTheLaunchType,
  // Cloud Map gives a service that is made anew the id of the old one. ECS then takes its tasks for registered.
  // Source: https://github.com/hashicorp/terraform-provider-aws/issues/46930
  follows: { 'cloud-map-service': 'serviceRegistries' },
  // `isAutoScaled` and `leaveSeconds` are no settings of the service. One says who sets the count, the other how long to
  // wait.
  initial: ({ isAutoScaled }: EcsServiceWant) => [
    ...(['leaveSeconds', 'isAutoScaled'] as const),
    ...(isAutoScaled ? (['desiredCount'] as const) : []),
  ],
  sameName: 'refuses',
  nameMember: 'serviceName',
  namedWithin: 'cluster',
  // After a failed deployment, another one is started. The running tasks serve requests meanwhile.
  repair: 'update',
  deadline: { create: 1200, delete: 1200 },
  // A rollout and a deletion end when the last of the old tasks has left.
  extraSeconds: ({ leaveSeconds = 0 }) => leaveSeconds,

  async create({ ecs, token, tags }, want: EcsServiceWant): Promise<EcsServiceId> {
    const made = await ecs.send(
      new CreateServiceCommand({ ...serviceSettings(want), clientToken: token, tags: lowerTags(tags) }),
    );
    return idOf(want, made.service?.serviceArn);
  },

  async fromArn(arn, cloud) {
    const name = afterPrefix('ecs', 'service/')(arn);
    if (name === undefined) return undefined;
    const cluster = arn.text.replace(/:service\/.*$/, `:cluster/${name.split('/')[0]}`);
    const service = await serviceOf(cloud, cluster, arn.text);
    return service && idOf({ cluster, taskDefinition: service.taskDefinition ?? '' }, arn.text);
  },

  async find(cloud, want) {
    const service = await serviceOf(cloud, want.cluster, want.serviceName);
    if (service?.status !== 'ACTIVE') return [];
    // What runs tells its family, also before it is known which revision is to run.
    const { taskDefinition = want.taskDefinition } = service;
    const id = idOf({ cluster: want.cluster, taskDefinition }, service.serviceArn);
    return [{ id, tags: fromLower(service.tags) }];
  },

  async read(cloud, id) {
    const service = await serviceOf(cloud, id.cluster, id.service);
    if (!service || service.status === 'INACTIVE') return gone(cloud, id);
    if (service.status !== 'ACTIVE') return leaving(`${service.status}, ${service.runningCount} tasks still running`);
    const rollout = rolloutOf(service);
    if (rollout.is === 'failed') return broken(await explained(cloud, id, service, rollout.why));
    const stuck = rollout.is === 'underway' ? await hopeless(cloud, id, service) : undefined;
    if (stuck !== undefined) return broken(await explained(cloud, id, service, stuck));
    if (rollout.is === 'underway') {
      const waiting = await waitingTasks(cloud, id.cluster, service);
      const why = [rollout.why, ...(waiting > 0 ? [waitingText(waiting)] : [])].join(', ');
      const obstacle = lackOfRoom(service) ?? refusedTargets(service);
      return pending(obstacle === undefined ? why : `${why}: ${obstacle}`);
    }
    const serviceName = required(service.serviceName, 'serviceName');
    return ready({ serviceArn: id.service, serviceName }, liveService(service), { tags: fromLower(service.tags) });
  },

  // With nothing named, a deployment has failed and is tried again as it is. A revision that ECS has gone back to by
  // itself is no change to it either; and another strategy, registry or ECS Exec counts only for tasks that are started anew.
  async update({ ecs }, { cluster, service }, want, changed) {
    const named = changed.length > 0 ? changed : ['taskDefinition'];
    const anew = named.some((it) => forNewTasks.includes(it));
    const change = { ...serviceChange(want, named), ...(anew && { forceNewDeployment: true }) };
    await ecs.send(new UpdateServiceCommand({ ...change, cluster, service }));
  },

  async stillRuns(cloud, { cluster, service }) {
    const { deployments = [] } = (await serviceOf(cloud, cluster, service)) ?? {};
    const newestFirst = deployments.toSorted((a, b) => Number(b.status === 'PRIMARY') - Number(a.status === 'PRIMARY'));
    return newestFirst.flatMap(({ taskDefinition }) => taskDefinition ?? []);
  },

  traffic: trafficOf,

  async retag(cloud, { service }, set, remove) {
    await retagEcs(cloud, service, set, remove);
  },

  async delete({ ecs }, { cluster, service }) {
    await ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount: 0 }));
    await ecs.send(new DeleteServiceCommand({ cluster, service, force: true }));
  },
});
export type EcsService = StepOf<typeof ecsServiceResource>;

/** Settings that running tasks do not get. */
const forNewTasks = ['taskDefinition', 'capacityProviderStrategy', 'serviceRegistries', 'enableExecuteCommand'];

async function serviceOf({ ecs }: Cloud, cluster: string, service: string): Promise<Service | undefined> {
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service], include: ['TAGS'] }));
  return services?.[0];
}

/** ECS reports a service as INACTIVE while its last tasks are still stopping and use their addresses. */
async function gone(cloud: Cloud, id: EcsServiceId) {
  const stopping = await stoppingTasks(cloud, id);
  return stopping === 0 ? absent : leaving(`${stopping} tasks are stopping`);
}

interface EcsServiceNeeds {
  readonly cluster: Cluster;
  readonly taskDefinition: TaskDefinition;
  readonly subnets: readonly Subnet[];
  readonly group: SecurityGroup;
  readonly otherGroups?: readonly (SecurityGroup | ExistingSecurityGroup)[];
  readonly discovery?: CloudMapService | undefined;
  /** What tasks reach images, logs and secrets by; `first(…)` where it may be deleted at the same time. */
  readonly routes: readonly Need[];
  /** The permissions of the execution role. */
  readonly policies: readonly Step[];
  readonly logs: LogGroup;
  /** Tasks that have to end before anything is deployed: migrations. */
  readonly first?: readonly Step[];
  /** The listeners and rules of the target groups. ECS accepts a target group only if a load balancer uses it. */
  readonly listeners?: readonly Step[] | undefined;
  readonly targetGroups?: readonly TargetGroup[];
  /** The capacity provider on which tasks run instead of Fargate, and what lets the cluster use the providers. */
  readonly capacity?: { readonly provider?: CapacityProvider; readonly association: Step } | undefined;
}

/**
 * Keeps the wanted number of tasks running and registered. Billed per second for each task's vCPU and memory, and
 * per hour for its public address; on instances these are billed instead. It starts when a task can reach the image,
 * the logs and the role's permissions. Source: https://aws.amazon.com/fargate/pricing/
 */
export function ecsService(name: string, given: EcsServiceNeeds, options: EcsServiceOptions) {
  const { listeners = [], first = [], capacity, ...others } = given;
  const { provider, association } = capacity ?? {};
  return step({
    name,
    resource: ecsServiceResource,
    needs: { ...others, listeners: listeners.map(startsAfter), first: first.map(startsAfter), provider, association },
    why: `Keeps ${options.count} ${options.count === 1 ? 'task' : 'tasks'} of ${options.serviceName} running, and replaces those that fail`,
    want: (given) => wantedService(given, options),
  });
}
