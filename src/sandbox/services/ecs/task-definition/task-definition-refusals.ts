import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { clientException, notInSandbox } from '../input.js';

/**
 * What Fargate has not, because it shows nobody the machines.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 * @throws AwsError `ClientException`
 */
export function refuseOnFargate(input: RegisterTaskDefinitionRequest): void {
  const { pidMode, ipcMode, containerDefinitions = [], placementConstraints = [], ephemeralStorage } = input;
  const unsupported = (what: string) => clientException(`Tasks using the Fargate launch type do not support ${what}.`);
  if (pidMode !== undefined && pidMode !== 'task')
    throw unsupported(`pidMode '${pidMode}'. The supported value for pidMode is 'task'`);
  if (ipcMode !== undefined) throw unsupported('ipcMode');
  if (placementConstraints.length > 0) throw unsupported('placement constraints');
  if (containerDefinitions.some(({ privileged }) => privileged === true)) throw unsupported('privileged containers');
  if (containerDefinitions.some(asksForGpu)) throw unsupported('GPUs');
  const { sizeInGiB = 21 } = ephemeralStorage ?? {};
  if (sizeInGiB < 21 || sizeInGiB > 200) throw clientException('The ephemeral storage must be from 21 to 200 GiB.');
}

/**
 * What decides whether a task is placed and started, and what the sandbox does not look at: taken, it would promise a
 * task that runs.
 * @throws AwsError 501
 */
export function refuseNotInSandbox({ containerDefinitions = [], ...input }: RegisterTaskDefinitionRequest): void {
  if (input.placementConstraints?.length)
    throw notInSandbox('cluster query language: placement constraints of a task definition');
  if (containerDefinitions.some(asksForGpu)) throw notInSandbox('GPUs');
}

type Container = NonNullable<RegisterTaskDefinitionRequest['containerDefinitions']>[number];
const asksForGpu = ({ resourceRequirements = [] }: Container) =>
  resourceRequirements.some(({ type }) => type === 'GPU');
