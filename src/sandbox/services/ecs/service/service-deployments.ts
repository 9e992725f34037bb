import {
  DescribeServiceDeploymentsCommand,
  ListServiceDeploymentsCommand,
  type ServiceDeployment,
  type ServiceDeploymentBrief,
  type ServiceDeploymentStatus,
} from '@aws-sdk/client-ecs';
import { on, type Context } from '../../../service.js';
import { taskCounts, tasksOf } from '../task-counts.js';
import { atMost, pageOf, present } from '../input.js';
import { activeCluster, arn, existingService } from '../names.js';
import { serviceDeployments, services, type Revision, type ServiceDeploymentRow, type ServiceRow } from '../tables.js';
import { forgetServiceRevisions, keepServiceRevision } from './service-revisions.js';

/**
 * The history of a service's deployments. Unlike the deployments in DescribeServices it tells a rollback from a
 * success. Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html
 */
export const serviceDeploymentOperations = [
  on(DescribeServiceDeploymentsCommand, (input, context) => {
    const arns = atMost(present(input.serviceDeploymentArns, 'Service deployment ARNs'), 20, 'Service deployment ARNs');
    const found = arns.map((arn) => ({ arn, row: serviceDeployments(context).get(arn) }));
    return {
      serviceDeployments: found.flatMap(({ row }) => (row ? [shown(context, row)] : [])),
      failures: found.flatMap(({ arn, row }) => (row ? [] : [{ arn, reason: 'MISSING' }])),
    };
  }),

  on(ListServiceDeploymentsCommand, (input, context) => {
    const cluster = activeCluster(context, input.cluster);
    const { service } = existingService(context, cluster, present(input.service, 'Service'));
    const { before, after } = input.createdAt ?? {};
    const matching = serviceDeployments(context).all(
      ({ serviceArn, status, createdAt }) =>
        serviceArn === service.serviceArn &&
        (input.status?.includes(status) ?? true) &&
        (!before || createdAt < before) &&
        (!after || createdAt > after),
    );
    const { items, more } = pageOf(matching, newestFirst, input, 20);
    return { serviceDeployments: items.map(brief), ...more };
  }),
];

/** Enters a new deployment of the service into its history. @returns its ARN */
export function openServiceDeployment(
  context: Context,
  service: ServiceRow['service'],
  deploymentId: string,
  revision: Revision,
): string {
  const path = service.serviceArn.slice(arn(context, 'service/').length);
  const serviceDeploymentArn = arn(context, `service-deployment/${path}/${context.world.hex(21)}`);
  const before = services(context).get(service.serviceArn)?.deployments[0];
  const source = before && serviceDeployments(context).get(before.serviceDeploymentArn)?.targetServiceRevision;
  const target = arn(context, `service-revision/${path}/${deploymentId.split('/').at(-1)}`);
  keepServiceRevision(context, target, service, revision);
  serviceDeployments(context).set(serviceDeploymentArn, {
    serviceDeploymentArn,
    serviceArn: service.serviceArn,
    clusterArn: service.clusterArn,
    createdAt: context.now,
    startedAt: context.now,
    status: 'IN_PROGRESS',
    sourceServiceRevisions: source ? [{ arn: source.arn }] : [],
    targetServiceRevision: { arn: target },
    deploymentConfiguration: service.deploymentConfiguration,
    deploymentId,
  });
  return serviceDeploymentArn;
}

export function endServiceDeployment(
  context: Context,
  serviceDeploymentArn: string,
  status: ServiceDeploymentStatus,
  statusReason?: string,
): void {
  const row = serviceDeployments(context).get(serviceDeploymentArn);
  if (!row) return;
  const { now } = context;
  Object.assign(row, { status, finishedAt: now, updatedAt: now, ...(statusReason && { statusReason }) });
  if (status === 'STOPPED') row.stoppedAt = context.now;
}

interface Rollback {
  /** The service deployment that failed. */
  readonly from: string;
  /** The one whose revision runs again. */
  readonly to: string;
  readonly reason: string;
}

export function startRollback(context: Context, { from, to, reason }: Rollback): void {
  const row = serviceDeployments(context).get(from);
  const revision = serviceDeployments(context).get(to)?.targetServiceRevision?.arn;
  if (!row) return;
  row.rollback = { reason, startedAt: context.now, ...(revision !== undefined && { serviceRevisionArn: revision }) };
  Object.assign(row, { status: 'ROLLBACK_IN_PROGRESS', statusReason: reason, updatedAt: context.now });
}

/** The history ends with its service. */
export function forgetServiceDeployments(context: Context, serviceArn: string): void {
  for (const row of serviceDeployments(context).all((row) => row.serviceArn === serviceArn))
    serviceDeployments(context).delete(row.serviceDeploymentArn);
  forgetServiceRevisions(context, serviceArn);
}

const newestFirst = ({ createdAt, serviceDeploymentArn }: ServiceDeploymentRow) =>
  `${String(8.64e15 - createdAt.getTime()).padStart(17, '0')} ${serviceDeploymentArn}`;

function shown(context: Context, { deploymentId, ...row }: ServiceDeploymentRow): ServiceDeployment {
  const service = services(context).get(row.serviceArn);
  const live = service?.deployments.find(({ id }) => id === deploymentId);
  const { runningCount, pendingCount } = taskCounts(tasksOf(context, { id: deploymentId }));
  return {
    ...row,
    targetServiceRevision: {
      ...row.targetServiceRevision,
      requestedTaskCount: live?.status === 'PRIMARY' ? service?.service.desiredCount : 0,
      runningTaskCount: runningCount,
      pendingTaskCount: pendingCount,
    },
  };
}

function brief(row: ServiceDeploymentRow): ServiceDeploymentBrief {
  const { serviceDeploymentArn, serviceArn, clusterArn, startedAt, createdAt, finishedAt, status, statusReason } = row;
  const targetServiceRevisionArn = row.targetServiceRevision?.arn;
  return {
    serviceDeploymentArn,
    serviceArn,
    clusterArn,
    createdAt,
    startedAt,
    targetServiceRevisionArn,
    status,
    ...(finishedAt && { finishedAt }),
    ...(statusReason && { statusReason }),
  };
}
