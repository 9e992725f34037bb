import { parseArn } from '../arn.js';
import type { Finding } from './finding.js';
import type { Path } from './member-path.js';
import type { Shape } from './shape.js';
import { tasksOf } from './tasks.js';
import type { ValidPart } from './valid-part.js';

/** The rules for roles that exist already. */

/** What somebody else has made is not changed, so nothing can be added to what it allows. */
export function permissionsOfOthers(config: ValidPart<Shape>): Finding[] {
  return tasksOf(config).flatMap(({ at, task: { permissions } }) => {
    if (permissions?.role === undefined) return [];
    const own = (['statements', 'managedPolicies'] as const).filter((it) => (permissions[it] ?? []).length > 0);
    return own.map((member): Finding => {
      const around: Path = [...at, 'permissions'];
      return {
        at: [[...around, member]],
        other: [...around, 'role'],
        message: `"role" is a role that exists, and it is not changed: "${member}" cannot be added to it`,
        hint: 'leave out `role`, so that the stack makes one with these, or let the owner of the role add them to it',
      };
    });
  });
}

/** The roles that exist already, with the member that names each. */
const rolesNamed = (config: ValidPart<Shape>): { readonly at: Path; readonly arn: string }[] =>
  tasksOf(config).flatMap(({ at, task: { permissions, executionRole } }) => [
    ...(permissions?.role === undefined ? [] : [{ at: [...at, 'permissions', 'role'], arn: permissions.role }]),
    ...(executionRole === undefined ? [] : [{ at: [...at, 'executionRole'], arn: executionRole }]),
  ]);

/**
 * AWS hands a role only to a service of the role's own account, so all of them are of the account of the stack.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function rolesOfTwoAccounts(config: ValidPart<Shape>): Finding[] {
  const [first, ...others] = rolesNamed(config);
  const account = accountOf(first?.arn);
  return others.flatMap(({ at, arn }): Finding[] =>
    !first || accountOf(arn) === account
      ? []
      : [
          {
            at: [at, first.at],
            other: first.at,
            message: `a role of the account ${accountOf(arn) ?? ''}, and another one is of ${account ?? ''}: a stack is in one account`,
            hint: 'name roles of the account that the stack is in; one of these may assume a role of another account',
          },
        ],
  );
}

const accountOf = (arn: string | undefined): string | undefined => parseArn(arn ?? '')?.account;

/**
 * IAM knows a role by its name alone, whatever its path.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names
 */
export function rolesOfOneName(config: ValidPart<Shape>): Finding[] {
  const byName = new Map<string, { readonly at: Path; readonly arn: string }>();
  return rolesNamed(config).flatMap(({ at, arn }): Finding[] => {
    const name = arn.split('/').at(-1) ?? arn;
    const other = byName.get(name);
    if (!other) byName.set(name, { at, arn });
    if (!other || other.arn === arn || accountOf(other.arn) !== accountOf(arn)) return [];
    return [
      {
        at: [at, other.at],
        other: other.at,
        message: `two paths for the role ${name}: an account has one role of a name`,
        hint: `\`aws iam get-role --role-name ${name}\` shows its ARN`,
      },
    ];
  });
}
