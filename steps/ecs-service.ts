import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServicesCommand,
  UpdateServiceCommand,
  type Service,
} from '@aws-sdk/client-ecs';
import { absent, broken, pending, ready, required, resource, step, type Cloud, type StepOf } from '../src/step.js';
import type { CloudMapService } from './cloud-map-service.js';
import type { Cluster } from './cluster.js';
import { idOf, liveService, serviceSettings, type EcsServiceId, type EcsServiceWant } from './ecs-service-settings.js';
import type { LogGroup } from './log-group.js';
import { pick } from './pick.js';
import { retagEcs } from './retag.js';
import type { RolePolicyAttachment } from './role-policy-attachment.js';
import { rolloutOf } from './rollout.js';
import type { RouteTableAssociation } from './route-table-association.js';
import type { Route } from './route.js';
import type { SecurityGroup } from './security-group.js';
import { lastStopReason, stoppingTasks } from './stopped-tasks.js';
import type { Subnet } from './subnet.js';
import { fromLower, lowerTags } from './tags.js';
import type { TaskDefinition } from './task-definition.js';

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
    if (rollout.is === 'underway') return pending(rollout.why);
    const serviceName = required(service.serviceName, 'serviceName');
    return ready({ serviceArn: id.service, serviceName }, liveService(service), { tags: fromLower(service.tags) });
  },

  // With nothing named, a deployment has failed and is tried again as it is.
  async update({ ecs }, { cluster, service }, want, changed) {
    const settings = serviceSettings(want);
    const again = { taskDefinition: settings.taskDefinition, forceNewDeployment: true };
    const change = changed.length > 0 ? pick(settings, changed) : again;
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

/** Events that tell how far a service has come; behind these, after a rollback, stands why. */
const progress =
  /has reached a steady state|deployment completed|has started \d+ tasks|registered|has stopped \d+|rolling back to deployment/;

async function explained(cloud: Cloud, id: EcsServiceId, { events = [] }: Service, why: string): Promise<string> {
  const reason = await lastStopReason(cloud, id);
  const telling = events.filter(({ message = '' }) => !progress.test(message));
  const messages = telling.slice(0, 3).map(({ message }) => message);
  return [why, ...(reason === undefined ? [] : [`the last task stopped: ${reason}`]), ...messages].join('\n');
}

/**
 * Keeps the wanted number of tasks running and registered. Billed per second for each task's vCPU and memory, and
 * per hour for its public address. It starts when a task can reach the image, the logs and the role's permissions.
 * Source: https://aws.amazon.com/fargate/pricing/
 */
export const ecsService = (
  name: string,
  needs: {
    cluster: Cluster;
    taskDefinition: TaskDefinition;
    subnets: readonly Subnet[];
    group: SecurityGroup;
    discovery: CloudMapService | undefined;
    route: Route;
    associations: readonly RouteTableAssociation[];
    policy: RolePolicyAttachment;
    logs: LogGroup;
  },
  { serviceName, count, port }: { serviceName: string; count: number; port: number },
) =>
  step({
    name,
    resource: ecsServiceResource,
    needs,
    why: `Keeps ${count} tasks of ${serviceName} running, and replaces those that fail`,
    want: ({ cluster, taskDefinition, subnets, group, discovery }): EcsServiceWant => ({
      cluster: cluster.clusterArn,
      serviceName,
      launchType: 'FARGATE',
      taskDefinition: taskDefinition.taskDefinitionArn,
      desiredCount: count,
      networkConfiguration: {
        subnets: Object.fromEntries(subnets.map(({ subnetId }) => [subnetId, true])),
        securityGroups: { [group.groupId]: true },
        assignPublicIp: 'ENABLED',
      },
      deploymentConfiguration: {
        minimumHealthyPercent: 75,
        maximumPercent: 200,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
      serviceRegistries: discovery ? [{ registryArn: discovery.serviceArn, port }] : [],
      enableECSManagedTags: true,
      propagateTags: 'SERVICE',
    }),
  });
