import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { hostInterface } from '../container-instance/task-host.js';
import type { TaskDefinitionRow, TaskRow } from '../tables.js';
import { fetchingRole, type FetchingRole } from './fetching-role.js';
import { fileSystemProblem } from './file-systems.js';
import { absentImageProblem } from './image-presence.js';
import { logDriverProblem } from './log-driver.js';
import { imagePathProblem, loggerPathProblem, secretsPathProblem } from './network-path.js';
import { loginDenied, pullDenied } from './pull-permission.js';
import { canAssumeRole } from './role-trust.js';
import { credentialsProblem, secretProblem } from './secret-problems.js';
import { referencesIn } from './secret-references.js';
import { containersOf } from './task-containers.js';

/**
 * Why a task cannot be launched: ECS cannot assume one of its roles. `undefined` where it can.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html
 */
export function launchProblem(context: Context, { definition }: TaskDefinitionRow): string | undefined {
  if (context.world.isBeingRestored) return undefined;
  const { executionRoleArn, taskRoleArn } = definition;
  const role = [taskRoleArn, executionRoleArn].find((arn) => arn && !canAssumeRole(context, arn));
  if (role === undefined) return undefined;
  return (
    `ECS was unable to assume the role '${role}' that was provided for this task. Please verify that the role being ` +
    'passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.'
  );
}

/**
 * Why a launched task cannot run: its images, secrets or logs cannot be reached, do not exist, or are not for its role. It
 * is checked when the task would start, so a cause that is removed before that does no harm.
 */
export function startProblem(context: Context, row: TaskRow): string | undefined {
  if (context.world.isBeingRestored) return undefined;
  const through = hostInterface(context, row);
  const containers = containersOf(context, row);
  const by = fetchingRole(context, row);
  return (
    fileSystemProblem(context, row) ??
    secretsPathProblem(context, row, through) ??
    (by && (loginDenied(context, by, containers, row) ?? firstUnread(context, by, containers))) ??
    imagePathProblem(context, row, through) ??
    (by && pullDenied(context, by, containers, row)) ??
    absentImageProblem(context, row) ??
    loggerPathProblem(context, row, through) ??
    logDriverProblem(context, by, row)
  );
}

function firstUnread(context: Context, by: FetchingRole, containers: readonly ContainerDefinition[]) {
  const logins = containers.flatMap(({ repositoryCredentials }) => repositoryCredentials?.credentialsParameter ?? []);
  const problems = [
    ...logins.map((it) => credentialsProblem(context, by, it)),
    ...containers.flatMap(referencesIn).map((it) => secretProblem(context, by, it)),
  ];
  return problems.find((problem) => problem !== undefined);
}
