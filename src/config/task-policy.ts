import { rolePolicyCharacters } from '../facts/size-limits.js';
import { iamCharacters } from '../iam-characters.js';
import { listOf } from './one-or-more.js';

/** What a task role may do, as one policy that is part of it. */

/** A statement of a policy, as the config has it. */
export interface PermissionStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: { readonly [operator: string]: { readonly [key: string]: readonly string[] } };
}

export interface TaskPolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}
interface Statement {
  readonly Effect: string;
  readonly Action: List;
  readonly Resource: List;
  readonly Condition?: PermissionStatement['conditions'];
}
type List = string | readonly string[];

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
 * The policy of a task role. As it is written, as long as IAM takes it so. All inline policies of a role together have one size, so
 * several of them would not hold more. What is too long is written in the shortest form that allows and denies the same.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * @param exec whether a shell can be opened in the containers
 */
export function taskPolicyDocument(statements: readonly PermissionStatement[], exec: boolean): TaskPolicyDocument {
  const all = [...statements.map(statementOf), ...(exec ? [execStatement] : [])];
  const written: TaskPolicyDocument = { Version: '2012-10-17', Statement: all };
  return iamCharacters(written) <= rolePolicyCharacters ? written : { ...written, Statement: shortest(all) };
}

const statementOf = ({ effect, actions, resources, conditions }: PermissionStatement): Statement => ({
  Effect: effect,
  Action: [...actions],
  Resource: [...resources],
  ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
});

/**
 * Statements that differ in their actions alone, or in their resources alone, are one. A list of one is a text.
 * Source of the form: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
function shortest(statements: readonly Statement[]): Statement[] {
  const byActions = merged(merged(statements, 'Action', 'Resource'), 'Resource', 'Action');
  return byActions.map((it) => ({ ...it, Action: oneOrMany(it.Action), Resource: oneOrMany(it.Resource) }));
}

/** @param member whose entries come together, where the other list and all else is the same */
function merged(statements: readonly Statement[], member: Lists, other: Lists): Statement[] {
  const groups = new Map<string, Statement>();
  for (const statement of statements) {
    const key = JSON.stringify([statement.Effect, statement.Condition, sorted(statement[other])]);
    const group = groups.get(key);
    const entries = group && sorted([...listOf(group[member]), ...listOf(statement[member])]);
    groups.set(key, group && entries ? { ...group, [member]: entries } : statement);
  }
  return [...groups.values()];
}
type Lists = 'Action' | 'Resource';

const sorted = (list: List): readonly string[] => [...new Set(listOf(list))].sort();
const oneOrMany = (list: List): List => {
  const [only = '', ...more] = listOf(list);
  return more.length > 0 ? list : only;
};
