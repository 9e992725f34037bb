import type { Service } from '@aws-sdk/client-ecs';
import { required } from '../src/step.js';

/** Ids in no order: ECS does not promise to give a list back as it got it, and order must not count as a change. */
type IdSet = { readonly [id: string]: true };

export interface EcsServiceWant {
  /** Its ARN. */
  readonly cluster: string;
  readonly serviceName: string;
  readonly launchType: 'FARGATE';
  /** The ARN of a revision. */
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly networkConfiguration: {
    readonly subnets: IdSet;
    readonly securityGroups: IdSet;
    readonly assignPublicIp: 'ENABLED' | 'DISABLED';
  };
  readonly deploymentConfiguration: {
    readonly minimumHealthyPercent: number;
    readonly maximumPercent: number;
    readonly deploymentCircuitBreaker: { readonly enable: boolean; readonly rollback: boolean };
  };
  readonly serviceRegistries: { readonly registryArn: string; readonly port: number }[];
  readonly enableECSManagedTags: boolean;
  readonly propagateTags: 'SERVICE' | 'TASK_DEFINITION' | 'NONE';
}

/** The family outlives the service: by it, the tasks that are still stopping are found. */
export interface EcsServiceId {
  readonly cluster: string;
  readonly service: string;
  readonly family: string;
}

/** @param want its task definition's ARN ends in `family:revision` */
export function idOf({ cluster, taskDefinition }: EcsServiceWant, serviceArn: string | undefined): EcsServiceId {
  const family = /\/([^/:]+):\d+$/.exec(taskDefinition)?.[1];
  return { service: required(serviceArn, 'serviceArn'), cluster, family: required(family, 'a family in an ARN') };
}

/** As CreateService and UpdateService take it. */
export const serviceSettings = ({ networkConfiguration: network, ...want }: EcsServiceWant) => ({
  ...want,
  networkConfiguration: {
    awsvpcConfiguration: {
      subnets: Object.keys(network.subnets),
      securityGroups: Object.keys(network.securityGroups),
      assignPublicIp: network.assignPublicIp,
    },
  },
});

/** As DescribeServices gives it, without the defaults that ECS adds to what it was given. */
export function liveService(service: Service): Partial<EcsServiceWant> {
  const { serviceRegistries: registries = [] } = service;
  const { awsvpcConfiguration: network } = service.networkConfiguration ?? {};
  const { minimumHealthyPercent = 0, maximumPercent = 0, ...deployment } = service.deploymentConfiguration ?? {};
  const { enable = false, rollback = false } = deployment.deploymentCircuitBreaker ?? {};
  return {
    serviceName: service.serviceName,
    taskDefinition: service.taskDefinition,
    desiredCount: service.desiredCount,
    networkConfiguration: {
      subnets: idSet(network?.subnets),
      securityGroups: idSet(network?.securityGroups),
      assignPublicIp: network?.assignPublicIp ?? 'DISABLED',
    },
    deploymentConfiguration: { minimumHealthyPercent, maximumPercent, deploymentCircuitBreaker: { enable, rollback } },
    serviceRegistries: registries.map(({ registryArn = '', port = 0 }) => ({ registryArn, port })),
    enableECSManagedTags: service.enableECSManagedTags ?? false,
    propagateTags: service.propagateTags ?? 'NONE',
  };
}

const idSet = (ids: readonly string[] = []): IdSet => Object.fromEntries(ids.map((id) => [id, true]));
