import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { isFargateSize } from '../../../../facts/fargate-sizes.js';
import { taskDefinitionBytes } from '../../../../facts/size-limits.js';
import { checkedContainers } from './container-definitions.js';
import { cpuUnits, mebibytes } from './task-size.js';
import { clientException } from '../input.js';
import { refuseNotInSandbox, refuseOnFargate } from './task-definition-refusals.js';
import { checkedVolumes, checkLinux, checkMounts } from './volumes.js';

/**
 * A task definition as ECS keeps it: checked, sizes in CPU units and MiB, defaults filled in.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 * @throws AwsError `ClientException`, 501
 */
export function checkedDefinition({ tags: _, ...input }: RegisterTaskDefinitionRequest) {
  const bytes = Buffer.byteLength(JSON.stringify(input));
  if (bytes > taskDefinitionBytes)
    // The words are believed; the limit is published.
    throw clientException(`Actual length: '${bytes}'. Max allowed length is '${taskDefinitionBytes}' bytes.`);
  const family = input.family ?? '';
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(family))
    throw clientException('Family must be 1 to 255 letters, numbers, hyphens and underscores.');
  const fargate = input.requiresCompatibilities?.includes('FARGATE') === true;
  if (fargate && input.networkMode !== 'awsvpc') throw clientException('Fargate only supports network mode ‘awsvpc’.');
  const containerDefinitions = checkedContainers(input.containerDefinitions ?? [], input.networkMode);
  const size = checkedSize(input, fargate);
  if (fargate) checkExecutionRole(input);
  checkRoleOfSecrets(input);
  if (fargate) refuseOnFargate(input);
  refuseNotInSandbox(input);
  checkMounts(input);
  for (const container of containerDefinitions) checkLinux(container, fargate);
  return {
    placementConstraints: [],
    ...input,
    volumes: checkedVolumes(input, fargate),
    ...size,
    family,
    containerDefinitions,
    networkMode: input.networkMode ?? ('bridge' as const),
    compatibilities: fargate ? (['EC2', 'FARGATE'] as const).slice() : (['EC2'] as const).slice(),
  };
}

/** A task's size, in CPU units and MiB. @throws AwsError ClientException */
export function checkedSize(
  { cpu, memory, containerDefinitions = [] }: RegisterTaskDefinitionRequest,
  fargate: boolean,
) {
  if (fargate && cpu === undefined) throw clientException("Fargate requires that 'cpu' be defined at the task level.");
  if (fargate && memory === undefined)
    throw clientException("Fargate requires that 'memory' be defined at the task level.");
  const units = cpu === undefined ? undefined : cpuUnits(cpu);
  const MiB = memory === undefined ? undefined : mebibytes(memory);
  if (units !== undefined && !Number.isInteger(units)) throw clientException("Invalid 'cpu' setting for task.");
  if (MiB !== undefined && !Number.isInteger(MiB)) throw clientException("Invalid 'memory' setting for task.");
  if (fargate && !isFargateSize({ cpu: units ?? 0, memory: MiB ?? 0 }))
    throw clientException(
      `No Fargate configuration exists for given values: ${units} CPU, ${MiB} memory. ` +
        'See the Amazon ECS documentation for the valid values.',
    );
  const reserved = containerDefinitions.reduce((sum, { cpu = 0 }) => sum + cpu, 0);
  if (units !== undefined && reserved > units)
    throw clientException(`The containers ask for ${reserved} CPU units, more than the ${units} of the task.`);
  const unbounded = containerDefinitions.find((it) => it.memory === undefined && it.memoryReservation === undefined);
  if (MiB === undefined && unbounded)
    throw clientException(
      `Invalid setting for container '${unbounded.name}'. At least one of 'memory' or 'memoryReservation' must be ` +
        'specified.',
    );
  const hungry = containerDefinitions.find(({ memory = 0 }) => MiB !== undefined && memory > MiB);
  if (hungry) throw clientException(`Invalid setting for container '${hungry.name}'. Its memory exceeds the task's.`);
  return {
    ...(units !== undefined && { cpu: String(units) }),
    ...(MiB !== undefined && { memory: String(MiB) }),
  };
}

/** On Fargate nobody else can pull from ECR, write logs or read secrets on the task's behalf. */
function checkExecutionRole({ executionRoleArn, containerDefinitions = [] }: RegisterTaskDefinitionRequest): void {
  if (executionRoleArn) return;
  const needs = (what: string) =>
    clientException(`Fargate requires task definition to have execution role ARN to support ${what}.`);
  if (containerDefinitions.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs'))
    throw needs('log driver awslogs');
  if (containerDefinitions.some(({ image }) => /\.dkr\.ecr\./.test(image ?? ''))) throw needs('ECR images');
  if (containerDefinitions.some(({ secrets = [] }) => secrets.length > 0)) throw needs('secrets');
}

/** Whoever fetches them needs a role, on EC2 as well. The words are believed. */
function checkRoleOfSecrets({ executionRoleArn, containerDefinitions = [] }: RegisterTaskDefinitionRequest): void {
  if (!executionRoleArn && containerDefinitions.some(({ secrets = [] }) => secrets.length > 0))
    throw clientException(
      "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    );
}
