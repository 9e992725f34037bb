import type { Config } from '../../src/config/schema.js';
import { tasksOf } from '../../src/config/tasks.js';
import type { Where } from '../../src/step.js';
import { existingRole, type ExistingRole } from '../iam/existing-role/resource.js';

/** The roles of others that the tasks of a stack use, by their ARNs, each once. */
export function existingRoles(config: Config): ReadonlyMap<string, ExistingRole> {
  const arns = tasksOf(config).flatMap(({ task }) =>
    [task.permissions?.role, task.executionRole].filter((it) => it !== undefined),
  );
  // No two of one account have the same name, whatever their paths.
  return new Map(
    [...new Set(arns)].map((arn) => [arn, existingRole(`existing-role-${arn.split('/').at(-1) ?? ''}`, { arn })]),
  );
}

/** The ARN of a role that a stack makes. */
export const roleArn = (name: string, { partition, account }: Where): string =>
  `arn:${partition}:iam::${account}:role/${name}`;
