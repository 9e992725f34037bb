import {
  DeleteServiceCommand,
  DescribeServicesCommand,
  ListServicesCommand,
  type Service,
  type ServiceField,
} from '@aws-sdk/client-ecs';
import { on, type Context } from '../../../service.js';
import { taskCounts, tasksOf } from '../task-counts.js';
import { shownDeployment } from './deployments.js';
import { atMost, invalidParameter, pageOf, present } from '../input.js';
import { activeCluster, existingService, serviceArn, serviceNamed } from '../names.js';
import { scheduleReconcile } from './scheduler.js';
import { serviceDeleted } from './service-deleted.js';
import { services, type ServiceRow } from '../tables.js';

export const serviceOperations = [
  on(DescribeServicesCommand, (input, context) => {
    const cluster = activeCluster(context, input.cluster);
    const names = atMost(present(input.services, 'Services'), 10, 'Services');
    if (names.length === 0) throw invalidParameter('Services cannot be empty.');
    const found = names.map((name) => ({ name, row: serviceNamed(context, cluster, name) }));
    return {
      services: found.flatMap(({ row }) => (row ? [shownService(context, row, input.include)] : [])),
      failures: found.flatMap(({ name, row }) =>
        row ? [] : [{ arn: name.startsWith('arn:') ? name : serviceArn(context, cluster, name), reason: 'MISSING' }],
      ),
    };
  }),

  /**
   * Ten unless told, and none that is being deleted.
   * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServices.html
   */
  on(ListServicesCommand, (input, context) => {
    const { clusterArn } = activeCluster(context, input.cluster).cluster;
    const matching = services(context).all(
      ({ service, deployments: [{ revision }] }) =>
        service.clusterArn === clusterArn &&
        service.status === 'ACTIVE' &&
        (input.launchType ?? revision.launchType) === revision.launchType &&
        (input.schedulingStrategy ?? service.schedulingStrategy) === service.schedulingStrategy,
    );
    const { items, more } = pageOf(matching, ({ service }) => service.serviceArn, input, 10);
    return { serviceArns: items.map(({ service }) => service.serviceArn), ...more };
  }),

  /** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html */
  on(DeleteServiceCommand, (input, context) => {
    const cluster = activeCluster(context, input.cluster);
    const row = existingService(context, cluster, present(input.service, 'Service'));
    const { service } = row;
    if (service.status === 'ACTIVE') {
      if (service.desiredCount > 0 && input.force !== true)
        throw invalidParameter('The service cannot be stopped while it is scaled above 0.');
      if (row.deployments.length > 1 && input.force !== true)
        throw invalidParameter('The service cannot be stopped while deployments are active.');
      service.status = 'DRAINING';
      service.desiredCount = 0;
      scheduleReconcile(context, row);
      context.emit(serviceDeleted, row);
    }
    return { service: shownService(context, row) };
  }),
];

const serviceLinkedRole = ({ partition, account }: Context) =>
  `arn:${partition}:iam::${account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`;

/** A service as ECS shows it: what it runs is its PRIMARY deployment's. */
export function shownService(context: Context, row: ServiceRow, include: readonly ServiceField[] = []): Service {
  const { service, deployments } = row;
  const { revision } = deployments[0];
  const live = service.status !== 'INACTIVE';
  const { launchType, capacityProviderStrategy, serviceRegistries, loadBalancers, platformVersion } = revision;
  return {
    ...service,
    ...taskCounts(deployments.flatMap((deployment) => tasksOf(context, deployment))),
    ...(capacityProviderStrategy ? { capacityProviderStrategy } : { launchType }),
    ...(platformVersion !== undefined && { platformVersion, platformFamily: 'Linux' }),
    taskDefinition: revision.taskDefinition,
    networkConfiguration: { awsvpcConfiguration: revision.network },
    serviceRegistries,
    loadBalancers,
    roleArn: serviceLinkedRole(context),
    ...(live && { currentServiceDeployment: deployments[0].serviceDeploymentArn }),
    deployments: live ? deployments.map((each) => shownDeployment(context, each, service.desiredCount)) : [],
    events: row.events,
    ...(include.includes('TAGS') && { tags: row.tags }),
  };
}
