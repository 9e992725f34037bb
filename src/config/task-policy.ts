import { managedPoliciesOfRole } from '../iam-characters.js';
import { policyParts, type PolicyParts } from '../policy-parts.js';
import type { Statement } from '../policy-statements.js';

/** What a task role may do. */

/** A statement of a policy, as the config has it. */
export interface PermissionStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: { readonly [operator: string]: { readonly [key: string]: readonly string[] } };
}

/** What the config says of a task role. */
export interface TaskPermissions {
  readonly statements: readonly PermissionStatement[];
  /** How many managed policies it names. */
  readonly managedPolicies: number;
  /** Whether a shell can be opened in the containers. */
  readonly exec: boolean;
}

/** The agent beside the containers asks for the channels of a shell as the task. */
const execStatement: Statement = {
  Effect: 'Allow',
  Action: [
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ],
  Resource: '*',
};

/**
 * The policies of a task role, beside the managed ones that the config names: a role has ten of them, unless AWS has raised that.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const taskPolicies = ({ statements, managedPolicies, exec }: TaskPermissions): PolicyParts =>
  policyParts(
    [...statements.map(statementOf), ...(exec ? [execStatement] : [])],
    Math.max(0, managedPoliciesOfRole - managedPolicies),
  );

const statementOf = ({ effect, actions, resources, conditions }: PermissionStatement): Statement => ({
  Effect: effect,
  Action: [...actions],
  Resource: [...resources],
  ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
});
