import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  type ContainerDefinition,
  type Service,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { all } from '../../../src/all.js';
import { changesBetween, type Change } from '../../../src/changes.js';
import type { Cloud } from '../../../src/step.js';
import { isFargateProvider } from '../../../src/fargate-provider.js';
import { unlessGone } from '../../common/unless-gone.js';
import { taskDefinitionResource } from '../task-definition/resource.js';
import type { EcsServiceId } from './settings.js';

/** What is looked at before a service is given a revision that it ran before. Nothing is changed. */

/** A service as it runs, with the revision of its newest deployment. */
export interface Running {
  readonly service: Service;
  /** Absent where ECS does not tell it any more. */
  readonly definition: TaskDefinition | undefined;
}

/** A revision, seen from a service that may be given it. */
export interface Candidate {
  /** What differs from the revision that the service runs. */
  readonly changes: readonly Change[];
  readonly images: readonly string[];
  /** Why tasks cannot run with it any more. */
  readonly obstacles: readonly string[];
  readonly warnings: readonly string[];
}

/** @returns undefined where there is no such service any more */
export async function runningService(
  cloud: Cloud,
  { cluster, service: name }: EcsServiceId,
): Promise<Running | undefined> {
  const answer = await cloud.ecs.send(new DescribeServicesCommand({ cluster, services: [name] })).catch(unlessGone);
  const [service] = answer?.services ?? [];
  if (service?.status !== 'ACTIVE') return undefined;
  return { service, definition: await definitionOf(cloud, service.taskDefinition ?? '') };
}

/**
 * What a revision would change, and what is in the way of its tasks. ECS itself looks at hardly any of that before they start.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html (no service can be given
 * one that is INACTIVE), https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html and
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html (what tasks fail with)
 * @param replacedAt since when a later one works, ms since the epoch; absent where that is not known
 */
export async function candidate(
  cloud: Cloud,
  { service, definition: now }: Running,
  { arn, replacedAt }: { readonly arn: string; readonly replacedAt?: number | undefined },
): Promise<Candidate> {
  const then = await definitionOf(cloud, arn);
  if (!then || then.status === 'DELETE_IN_PROGRESS')
    return { changes: [], images: [], obstacles: ['ECS has it no more'], warnings: [] };
  const containers = then.containerDefinitions ?? [];
  const found = await all([
    ...imagesIn(cloud, containers).map((it) => lookAtImage(cloud, it, replacedAt)),
    ...logGroupsIn(containers).map((name) => lookAtLogGroup(cloud, name)),
    ...rolesIn(cloud, then).map((name) => lookAtRole(cloud, name)),
  ]);
  const obstacles = [
    ...(then.status === 'INACTIVE'
      ? ['it is INACTIVE: somebody has deregistered it, and ECS gives no service such a one']
      : []),
    ...misfits(service, then),
    ...found.flatMap(({ obstacle }) => obstacle ?? []),
  ];
  const warnings = [...found.flatMap(({ warning }) => warning ?? []), ...secretsNotReadNow(now, then)];
  return {
    changes: differencesOf(now, then),
    images: containers.flatMap(({ image }) => image ?? []),
    obstacles,
    warnings,
  };
}

interface Look {
  readonly obstacle?: string;
  readonly warning?: string;
}

const definitionOf = async ({ ecs }: Cloud, taskDefinition: string): Promise<TaskDefinition | undefined> =>
  (await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition })).catch(unlessGone))?.taskDefinition;

/** The members that a revision is registered with. */
const settingsOf = (definition: TaskDefinition | undefined): { readonly [member: string]: unknown } => {
  const containers = definition?.containerDefinitions?.map(({ environment = [], ...it }) => ({ ...it, environment }));
  return { ...definition, ...(containers && { containerDefinitions: containers }) };
};

const differencesOf = (from: TaskDefinition | undefined, to: TaskDefinition): Change[] =>
  (taskDefinitionResource.fixed ?? []).flatMap((member) =>
    changesBetween(settingsOf(from)[member], settingsOf(to)[member], taskDefinitionResource.lists, [member]),
  );

/** What the service holds and this revision has not. ECS refuses the former, as of what it does with the latter. */
function misfits({ loadBalancers = [], serviceRegistries = [], ...service }: Service, then: TaskDefinition): string[] {
  const { containerDefinitions = [], compatibilities = [], requiresCompatibilities = compatibilities } = then;
  const hasPort = (container: string | undefined, port: number | undefined) =>
    containerDefinitions.some(
      ({ name, portMappings = [] }) =>
        (container === undefined || name === container) && portMappings.some((it) => it.containerPort === port),
    );
  const { capacityProviderStrategy = [], launchType } = service;
  const isOnFargate =
    launchType === 'FARGATE' || capacityProviderStrategy.some((it) => isFargateProvider(it.capacityProvider ?? ''));
  const kind = isOnFargate ? 'FARGATE' : 'EC2';
  return [
    ...loadBalancers
      .filter(({ containerName, containerPort }) => !hasPort(containerName, containerPort))
      .map(
        ({ containerName, containerPort }) =>
          `the load balancer sends requests to port ${containerPort} of ${containerName}, which it does not have`,
      ),
    ...serviceRegistries
      .filter(({ port }) => port !== undefined && !hasPort(undefined, port))
      .map(({ port }) => `Cloud Map leads to port ${port}, which none of its containers has`),
    ...(requiresCompatibilities.length > 0 && !requiresCompatibilities.includes(kind)
      ? [`the service runs on ${kind}, and it is for ${requiresCompatibilities.join(', ')}`]
      : []),
  ];
}

/**
 * Secrets that only the earlier revision reads. The roles are those of now: where nothing else reads a secret, an `up` has taken
 * the permission away since.
 */
function secretsNotReadNow(now: TaskDefinition | undefined, then: TaskDefinition): string[] {
  const read = (it: TaskDefinition | undefined) =>
    (it?.containerDefinitions ?? []).flatMap(({ secrets = [] }) => secrets.flatMap(({ valueFrom }) => valueFrom ?? []));
  const kept = new Set(read(now));
  return [...new Set(read(then))]
    .filter((arn) => !kept.has(arn))
    .map(
      (arn) => `it reads ${arn}, which the one that runs does not: its execution role may not be allowed to any more`,
    );
}

interface OwnImage {
  readonly image: string;
  readonly repositoryName: string;
  readonly imageTag?: string | undefined;
  readonly imageDigest?: string | undefined;
}

/** The account and the region of a registry, and the repository, tag and digest of an image there. */
const inRegistry =
  /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)(?::([^:@]+))?(?:@(sha256:[0-9a-f]+))?$/;

/** Those in the account's own registry in this region: of no other one can be asked here. */
function imagesIn({ account, region }: Cloud, containers: readonly ContainerDefinition[]): OwnImage[] {
  return [...new Set(containers.flatMap(({ image }) => image ?? []))].flatMap((image) => {
    const [, owner, there, repositoryName, tag, imageDigest] = inRegistry.exec(image) ?? [];
    if (owner !== account || there !== region || repositoryName === undefined) return [];
    return [{ image, repositoryName, ...(imageDigest ? { imageDigest } : { imageTag: tag ?? 'latest' }) }];
  });
}

async function lookAtImage({ ecr }: Cloud, it: OwnImage, replacedAt: number | undefined): Promise<Look> {
  const { image, repositoryName, imageTag, imageDigest } = it;
  const asked = new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag, imageDigest }] });
  const answer = await ecr.send(asked).catch(unlessGone);
  const [found] = answer?.imageDetails ?? [];
  if (!found) return { obstacle: `its image ${image} is not in ECR any more` };
  const pushedAt = found.imagePushedAt?.getTime() ?? 0;
  return replacedAt !== undefined && pushedAt > replacedAt
    ? { warning: `${image} was pushed anew since it was replaced: tasks get that image, and not the one of then` }
    : {};
}

const logGroupsIn = (containers: readonly ContainerDefinition[]): string[] => [
  ...new Set(containers.flatMap(({ logConfiguration }) => logConfiguration?.options?.['awslogs-group'] ?? [])),
];

async function lookAtLogGroup({ logs }: Cloud, name: string): Promise<Look> {
  const asked = new DescribeLogGroupsCommand({ logGroupNamePrefix: name, limit: 1 });
  const answer = await logs.send(asked).catch(unlessGone);
  return answer?.logGroups?.some(({ logGroupName }) => logGroupName === name)
    ? {}
    : { obstacle: `its log group ${name} is gone` };
}

/** The names of roles of the own account. */
const rolesIn = ({ account }: Cloud, { executionRoleArn, taskRoleArn }: TaskDefinition): string[] => [
  ...new Set(
    [executionRoleArn, taskRoleArn].flatMap((arn) => {
      const [, owner, name] = /^arn:[^:]+:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(arn ?? '') ?? [];
      return owner === account && name !== undefined ? [name] : [];
    }),
  ),
];

const lookAtRole = async ({ iam }: Cloud, RoleName: string): Promise<Look> =>
  (await iam.send(new GetRoleCommand({ RoleName })).catch(unlessGone))
    ? {}
    : { obstacle: `its role ${RoleName} is gone` };
