import type { Service } from '@aws-sdk/client-ecs';
import { maxTargetGroups } from '../../../src/facts/container-settings.js';
import { required } from '../../../src/step.js';
import { idSet } from '../../common/id-set.js';
import { pick } from '../../common/pick.js';
import { placeMembers, wholeShare, type TaskPlace } from '../task-place.js';

export interface EcsServiceWant extends TaskPlace {
  /** Its ARN. */
  readonly cluster: string;
  readonly serviceName: string;
  /** The ARN of a revision. */
  readonly taskDefinition: string;
  readonly desiredCount: number;
  /** Whether Application Auto Scaling sets the desired count after the creation. */
  readonly isAutoScaled?: true;
  /** No setting of the service: the seconds that a task may take to leave. It says how long AWS may take. */
  readonly leaveSeconds?: number;
  readonly deploymentConfiguration: {
    readonly minimumHealthyPercent: number;
    readonly maximumPercent: number;
    readonly deploymentCircuitBreaker: { readonly enable: boolean; readonly rollback: boolean };
  };
  readonly loadBalancers: {
    readonly targetGroupArn: string;
    readonly containerName: string;
    readonly containerPort: number;
  }[];
  /** Null without a load balancer, because ECS refuses it then. */
  readonly healthCheckGracePeriodSeconds: number | null;
  /** With a port for SRV records, without for A records. */
  readonly serviceRegistries: { readonly registryArn: string; readonly port?: number }[];
  /** ECS Exec. */
  readonly enableExecuteCommand: boolean;
  readonly enableECSManagedTags: boolean;
  readonly propagateTags: 'SERVICE' | 'TASK_DEFINITION' | 'NONE';
}

/** The family of the task definition. It finds the tasks that are still stopping when the service is deleted. */
export interface EcsServiceId {
  readonly cluster: string;
  readonly service: string;
  readonly family: string;
}

/** @param want its task definition's ARN ends in `family:revision` */
export function idOf(
  { cluster, taskDefinition }: Pick<EcsServiceWant, 'cluster' | 'taskDefinition'>,
  serviceArn: string | undefined,
): EcsServiceId {
  const family = /\/([^/:]+):\d+$/.exec(taskDefinition)?.[1];
  return { service: required(serviceArn, 'serviceArn'), cluster, family: required(family, 'a family in an ARN') };
}

/** @throws Error where tasks would be in more target groups than ECS takes: while one takes the place of another, they are in both. */
function checkTargetGroups({ loadBalancers }: EcsServiceWant): void {
  if (loadBalancers.length > maxTargetGroups)
    throw new Error(
      `the tasks would be in ${loadBalancers.length} target groups, while some take the places of others: ECS takes ` +
        `${maxTargetGroups}; change the targets of fewer ports at once`,
    );
}

/** The input of CreateService, without the members that the kind of capacity does not allow. */
export function serviceSettings(want: EcsServiceWant) {
  checkTargetGroups(want);
  const {
    networkConfiguration: _n,
    launchType: _l,
    capacityProviderStrategy: _c,
    placementStrategy: _p,
    ...others
  } = want;
  const { healthCheckGracePeriodSeconds, isAutoScaled: _, leaveSeconds: __, ...rest } = others;
  return {
    ...rest,
    ...placeMembers(want),
    ...(healthCheckGracePeriodSeconds !== null && { healthCheckGracePeriodSeconds }),
  };
}

/**
 * The members of UpdateService's input that are named. It has no launch type: on Fargate, an empty strategy gives a service
 * its launch type back.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html, `capacityProviderStrategy`
 */
export function serviceChange(want: EcsServiceWant, named: readonly string[]) {
  const { capacityProviderStrategy, placementStrategy } = want;
  const settings = { ...serviceSettings(want), capacityProviderStrategy, placementStrategy };
  return pick(
    settings,
    named.filter((it) => it !== 'launchType'),
  );
}

/** A service as DescribeServices shows it, without the defaults that ECS adds. */
export function liveService(service: Service): Partial<EcsServiceWant> {
  const { loadBalancers = [], healthCheckGracePeriodSeconds = 0 } = service;
  const { minimumHealthyPercent = 0, maximumPercent = 0, ...deployment } = service.deploymentConfiguration ?? {};
  const { enable = false, rollback = false } = deployment.deploymentCircuitBreaker ?? {};
  return {
    ...liveCapacity(service),
    serviceName: service.serviceName,
    taskDefinition: service.taskDefinition,
    desiredCount: service.desiredCount,
    networkConfiguration: liveNetwork(service),
    deploymentConfiguration: { minimumHealthyPercent, maximumPercent, deploymentCircuitBreaker: { enable, rollback } },
    loadBalancers: loadBalancers.map(({ targetGroupArn = '', containerName = '', containerPort = 0 }) => ({
      targetGroupArn,
      containerName,
      containerPort,
    })),
    healthCheckGracePeriodSeconds: loadBalancers.length > 0 ? healthCheckGracePeriodSeconds : null,
    serviceRegistries: liveRegistries(service),
    enableExecuteCommand: service.enableExecuteCommand ?? false,
    enableECSManagedTags: service.enableECSManagedTags ?? false,
    propagateTags: service.propagateTags ?? 'NONE',
  };
}

/** A field in lower case, because ECS may change its case. */
const liveCapacity = ({ capacityProviderStrategy = [], placementStrategy = [] }: Service) => ({
  capacityProviderStrategy: capacityProviderStrategy.map(wholeShare),
  placementStrategy: placementStrategy.map(({ type, field = '' }) => ({
    type: type as 'spread' | 'binpack',
    field: field.toLowerCase(),
  })),
});

function liveNetwork({ networkConfiguration }: Service): EcsServiceWant['networkConfiguration'] {
  const { subnets, securityGroups, assignPublicIp = 'DISABLED' } = networkConfiguration?.awsvpcConfiguration ?? {};
  return { subnets: idSet(subnets), securityGroups: idSet(securityGroups), assignPublicIp };
}

const liveRegistries = ({ serviceRegistries = [] }: Service) =>
  serviceRegistries.map(({ registryArn = '', port }) => ({ registryArn, ...(port && { port }) }));
