import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServicesCommand,
  UpdateServiceCommand,
  type Service,
} from '@aws-sdk/client-ecs';
import {
  absent,
  broken,
  first,
  pending,
  ready,
  required,
  resource,
  step,
  type Cloud,
  type Step,
  type StepOf,
  type Need,
} from '../src/step.js';
import type { CapacityProvider } from './capacity-provider.js';
import type { CloudMapService } from './cloud-map-service.js';
import type { Cluster } from './cluster.js';
import { idOf, liveService, serviceSettings, type EcsServiceId, type EcsServiceWant } from './ecs-service-settings.js';
import { wantedService, type EcsServiceOptions } from './ecs-service-want.js';
import type { LogGroup } from './log-group.js';
import { pick } from './pick.js';
import { retagEcs } from './retag.js';
import { rolloutOf } from './rollout.js';
import type { SecurityGroup } from './security-group.js';
import { explained, hopeless } from './service-failure.js';
import { stoppingTasks } from './stopped-tasks.js';
import type { Subnet } from './subnet.js';
import { fromLower, lowerTags } from './tags.js';
import type { TargetGroup } from './target-group.js';
import type { TaskDefinition } from './task-definition.js';
import { waitingTasks, waitingText } from './waiting-tasks.js';

export const ecsServiceResource = resource({
  type: 'ecs-service',
  fixed: ['cluster', 'serviceName', 'launchType'],
  sameName: 'refuses',
  // A failed deployment is followed by another one; the tasks that still run go on serving meanwhile.
  mend: 'update',
  deadline: { create: 1200, delete: 1200 },

  async create({ ecs, token, tags }, want: EcsServiceWant): Promise<EcsServiceId> {
    const made = await ecs.send(
      new CreateServiceCommand({ ...serviceSettings(want), clientToken: token, tags: lowerTags(tags) }),
    );
    return idOf(want, made.service?.serviceArn);
  },

  async find(cloud, want) {
    const service = await serviceOf(cloud, want.cluster, want.serviceName);
    if (service?.status !== 'ACTIVE') return undefined;
    return { id: idOf(want, service.serviceArn), tags: fromLower(service.tags) };
  },

  async read(cloud, id) {
    const service = await serviceOf(cloud, id.cluster, id.service);
    if (!service || service.status === 'INACTIVE') return gone(cloud, id);
    if (service.status !== 'ACTIVE') return pending(`${service.status}, ${service.runningCount} tasks still running`);
    const rollout = rolloutOf(service);
    if (rollout.is === 'failed') return broken(await explained(cloud, id, service, rollout.why));
    const stuck = rollout.is === 'underway' ? await hopeless(cloud, id, service) : undefined;
    if (stuck !== undefined) return broken(await explained(cloud, id, service, stuck));
    if (rollout.is === 'underway') {
      const waiting = await waitingTasks(cloud, id.cluster, service);
      return pending(waiting > 0 ? `${rollout.why}, ${waitingText(waiting)}` : rollout.why);
    }
    const serviceName = required(service.serviceName, 'serviceName');
    return ready({ serviceArn: id.service, serviceName }, liveService(service), { tags: fromLower(service.tags) });
  },

  // With nothing named, a deployment has failed and is tried again as it is. A revision that ECS has gone back to by
  // itself is no change to it either; and another strategy counts only for tasks that are started anew.
  async update({ ecs }, { cluster, service }, want, changed) {
    const settings = serviceSettings(want);
    const named = changed.length > 0 ? changed : ['taskDefinition'];
    const anew = named.some((member) => member === 'taskDefinition' || member === 'capacityProviderStrategy');
    const change = { ...pick(settings, named), ...(anew && { forceNewDeployment: true }) };
    await ecs.send(new UpdateServiceCommand({ ...change, cluster, service }));
  },

  async retag(cloud, { service }, set, remove) {
    await retagEcs(cloud, service, set, remove);
  },

  async delete({ ecs }, { cluster, service }) {
    await ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount: 0 }));
    await ecs.send(new DeleteServiceCommand({ cluster, service, force: true }));
  },
});
export type EcsService = StepOf<typeof ecsServiceResource>;

async function serviceOf({ ecs }: Cloud, cluster: string, service: string): Promise<Service | undefined> {
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service], include: ['TAGS'] }));
  return services?.[0];
}

/** ECS calls a service INACTIVE while its last tasks are still stopping, and with them their addresses are in use. */
async function gone(cloud: Cloud, id: EcsServiceId) {
  const stopping = await stoppingTasks(cloud, id);
  return stopping === 0 ? absent : pending(`${stopping} tasks are stopping`);
}

interface EcsServiceNeeds {
  readonly cluster: Cluster;
  readonly taskDefinition: TaskDefinition;
  readonly subnets: readonly Subnet[];
  readonly group: SecurityGroup;
  readonly discovery?: CloudMapService | undefined;
  /** What tasks reach images, logs and secrets by; `first(…)` where it may be deleted at the same time. */
  readonly ways: readonly Need[];
  /** What the execution role may do. */
  readonly policies: readonly Step[];
  readonly logs: LogGroup;
  /** What leads to the target group: ECS takes it only when a load balancer uses it. */
  readonly listeners?: readonly Step[] | undefined;
  readonly targetGroup?: TargetGroup | undefined;
  /** What tasks run on, in place of Fargate, and what lets the cluster use it. */
  readonly capacity?: { readonly provider: CapacityProvider; readonly association: Step } | undefined;
}

/**
 * Keeps the wanted number of tasks running and registered. Billed per second for each task's vCPU and memory, and
 * per hour for its public address; on instances these are billed instead. It starts when a task can reach the image,
 * the logs and the role's permissions. Source: https://aws.amazon.com/fargate/pricing/
 */
export function ecsService(name: string, given: EcsServiceNeeds, options: EcsServiceOptions) {
  const { listeners = [], capacity, ...others } = given;
  const { provider, association } = capacity ?? {};
  return step({
    name,
    resource: ecsServiceResource,
    needs: { ...others, listeners: listeners.map(first), provider, association },
    why: `Keeps ${options.count} ${options.count === 1 ? 'task' : 'tasks'} of ${options.serviceName} running, and replaces those that fail`,
    want: (given) => wantedService(given, options),
  });
}
