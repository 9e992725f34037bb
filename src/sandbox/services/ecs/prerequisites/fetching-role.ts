import { onAnyResource, onResource, resourceTags } from '../../../../permissions/required-permission.js';
import type { AwsError, Context } from '../../../service.js';
import { denial } from '../../../iam-policy/denial.js';
import { instances } from '../../ec2/compute-tables.js';
import { profileOf } from '../../ec2/instances/instance-profiles.js';
import { keysOfRole, roleAt, roleVerdict, sessionArn } from '../../iam/role-policies.js';
import { roles, type RoleRow } from '../../iam/tables.js';
import { namesDirectly, namesOneOf, trustVerdict } from '../../iam/trust-policy.js';
import { containerInstances } from '../instance-tables.js';
import { definitionOf, taskIdOf } from './task-containers.js';
import type { TaskRow } from '../tables.js';

/** The role in which what a task needs is fetched, and who acts in it. */
export interface FetchingRole {
  readonly role: RoleRow;
  /** `arn:aws:sts::…:assumed-role/execution/<task id>` */
  readonly actor: string;
}

/**
 * The task's execution role; on EC2, a task that has none uses the role of its instance. Undefined where there is neither.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export function fetchingRole(context: Context, row: TaskRow): FetchingRole | undefined {
  const { executionRoleArn } = definitionOf(context, row) ?? {};
  if (executionRoleArn === undefined) return instanceRole(context, row);
  const role = roleAt(context, executionRoleArn);
  return role && { role, actor: sessionArn(context, role.role.RoleName ?? '', taskIdOf(row)) };
}

function instanceRole(context: Context, { task }: TaskRow): FetchingRole | undefined {
  const id = containerInstances(context).get(task.containerInstanceArn ?? '')?.instance.ec2InstanceId ?? '';
  const { IamInstanceProfile } = instances(context).get(id)?.instance ?? {};
  const profile = IamInstanceProfile && profileOf(context, IamInstanceProfile);
  const role = roles(context).get(profile?.roleName ?? '');
  return role && { role, actor: sessionArn(context, role.role.RoleName ?? '', id) };
}

/** What is asked for, and what tags it has. */
export interface Asked {
  readonly action: string;
  /** `*` where the action knows no resource. */
  readonly resource: string;
  readonly tags?: { readonly [key: string]: string } | undefined;
  /** The policy of the resource itself, if it has one. */
  readonly policy?: string | undefined;
}

/**
 * Asks the role's policies and the resource's own: in one account either may allow, and both may deny.
 * @returns AWS's text where they do not allow it: `AccessDeniedException: User: … is not authorized to perform: …`
 */
export function denialOf(
  context: Context,
  by: FetchingRole,
  { action, resource, tags = {}, policy }: Asked,
): string | undefined {
  const demand = resource === '*' ? onAnyResource(action) : onResource(action, resource, resourceTags(tags));
  const arns = [by.role.role.Arn ?? '', by.actor];
  const resourceSays = (isMeant: ReturnType<typeof namesDirectly>) =>
    policy === undefined ? 'not-allowed' : trustVerdict(policy, isMeant, action, keysOfRole(context, by.role));
  if (resourceSays(namesOneOf(context.account, arns)) === 'denied')
    return `AccessDeniedException: User: ${by.actor} is not authorized to perform: ${action} on resource: ${resource} with an explicit deny in a resource-based policy`;
  const verdict = roleVerdict(context, by.role, demand);
  if (verdict === 'allowed' || (verdict === 'not-allowed' && resourceSays(namesDirectly(arns)) === 'allowed'))
    return undefined;
  const { code, message }: AwsError = denial('awsJson1_1', by.actor, demand, verdict);
  return `${code}: ${message}`;
}
