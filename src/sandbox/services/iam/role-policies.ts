import type { Keys, RequiredPermission } from '../../../permissions/required-permission.js';
import { BadPolicy, readPolicy, type Policy, type Statement } from '../../iam-policy/document.js';
import { evaluate, type Verdict } from '../../iam-policy/evaluate.js';
import type { Context } from '../../service.js';
import { policyActions } from './managed-policy-actions.js';
import { policyAt } from './managed-policy.js';
import { roles, type RoleRow } from './tables.js';

/** All that a role's policies say. */
export interface RolePolicies {
  readonly policy: Policy;
  /** Those that the sandbox cannot evaluate: it does not have their text, or a condition in it is not known here. */
  readonly unknown: readonly string[];
}

/** The policies of a role, its own and those that are attached to it. */
export function policiesOf(context: Context, { attached, inline }: RoleRow): RolePolicies {
  const all = [
    ...Object.entries(inline).map(([name, text]) => ({ name, statements: statementsOf(text) })),
    ...attached.map((arn) => ({ name: arn, statements: attachedStatements(context, arn) })),
  ];
  return {
    policy: { statements: all.flatMap(({ statements }) => statements ?? []) },
    unknown: all.flatMap(({ name, statements }) => (statements ? [] : [name])),
  };
}

/** What a role that acts may do. A policy that cannot be evaluated allows nothing here: better one denial too many. */
export function roleVerdict(context: Context, row: RoleRow, demand: RequiredPermission): Verdict {
  return evaluate(policiesOf(context, row).policy, demand, keysOfRole(context, row));
}

/** The role with this ARN; undefined where it is of another account, or nowhere. */
export const roleAt = (context: Context, arn: string): RoleRow | undefined =>
  roles(context).find(({ role }) => role.Arn === arn);

/** Who acts in a role. @param session what the session is called: a task's id, an instance's */
export const sessionArn = ({ partition, account }: Context, roleName: string, session: string): string =>
  `arn:${partition}:sts::${account}:assumed-role/${roleName}/${session}`;

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export const keysOfRole = (context: Context, { role, tags }: RoleRow): Keys => ({
  'aws:RequestedRegion': context.region,
  'aws:PrincipalAccount': context.account,
  'aws:ResourceAccount': context.account,
  'aws:PrincipalArn': role.Arn ?? '',
  'aws:PrincipalType': 'AssumedRole',
  ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
});

function attachedStatements(context: Context, arn: string): readonly Statement[] | undefined {
  const policy = policyAt(arn, context);
  if (policy?.text !== undefined) return statementsOf(policy.text);
  const actions = policy && policyActions[`${policy.path.slice(1)}${policy.name}`];
  return actions && statementsOf(JSON.stringify({ Statement: { Effect: 'Allow', Action: actions, Resource: '*' } }));
}

/** A policy without a version is of 2008, which differs in its variables only. */
function statementsOf(text: string): readonly Statement[] | undefined {
  try {
    return readPolicy(JSON.stringify({ ...(JSON.parse(text) as object), Version: '2012-10-17' })).statements;
  } catch (error) {
    if (error instanceof BadPolicy) return undefined;
    throw error;
  }
}
