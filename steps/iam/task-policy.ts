import { taskPolicies, type TaskPermissions } from '../../src/config/task-policy.js';
import { policiesOfRole } from './parted-policy.js';
import { inlinePolicyNames } from './policies.js';
import type { Role } from './role/resource.js';

/**
 * What a task role may do, where the config says so or a shell can be opened in the containers.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions
 */
export const taskPolicy = (
  name: string,
  role: Role,
  { roleName, service, ...permissions }: TaskPermissions & { roleName: string; service: string },
) =>
  policiesOfRole(name, role, {
    ...{ parts: taskPolicies(permissions), roleName, policyName: inlinePolicyNames.permissions },
    why: `Allows the program of ${service} what the config says, and nothing else`,
  });
