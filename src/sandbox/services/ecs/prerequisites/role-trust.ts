import { isKnown } from '../../../delays.js';
import type { Context } from '../../../service.js';
import { matches, patternIn } from '../../../wildcards.js';
import { roles } from '../../iam/tables.js';

/**
 * Whether ECS may assume a role for a task: the role is there, STS knows it by now, and its trust
 * policy lets `ecs-tasks.amazonaws.com`.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export function canAssumeRole(context: Context, roleArn: string): boolean {
  const row = roles(context).get(roleArn.split('/').at(-1) ?? '');
  if (!row || row.role.Arn !== roleArn || !isKnown(context, 'role-assumable', roleArn)) return false;
  const request: Request = {
    'aws:sourceaccount': context.account,
    // What ECS sends names no cluster: a policy may restrict account and region, and must end in a wildcard.
    'aws:sourcearn': `arn:${context.partition}:ecs:${context.region}:${context.account}:*`,
  };
  const fitting = statements(row.role.AssumeRolePolicyDocument).filter((statement) => fits(statement, request));
  return fitting.some(({ Effect }) => Effect === 'Allow') && !fitting.some(({ Effect }) => Effect === 'Deny');
}

interface Request {
  readonly [key: string]: string;
}
interface Statement {
  readonly Effect?: string;
  readonly Principal?: string | { readonly Service?: string | string[] };
  readonly Action?: string | string[];
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: string | string[] } };
}

/** IAM has checked the document's grammar when it was stored. */
function statements(document = '{}'): Statement[] {
  const { Statement = [] } = JSON.parse(document) as { Statement?: Statement | Statement[] };
  return list(Statement);
}

const fits = (statement: Statement, request: Request): boolean =>
  isForTasks(statement) &&
  list(statement.Action ?? []).some((action) => like(action, 'sts:AssumeRole')) &&
  Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => holds(operator, list(values), request[key.toLowerCase()])),
  );

const isForTasks = ({ Principal = {} }: Statement): boolean =>
  typeof Principal === 'string' ? Principal === '*' : list(Principal.Service ?? []).includes('ecs-tasks.amazonaws.com');

/**
 * An operator that is not known here counts as not fulfilled: better a task that fails in the sandbox alone than one
 * that fails on AWS alone.
 */
function holds(operator: string, values: readonly string[], actual: string | undefined): boolean {
  const [, name, ifExists] = /^(.*?)(IfExists)?$/.exec(operator) ?? [];
  if (actual === undefined) return ifExists !== undefined || (name?.includes('Not') ?? false);
  switch (name) {
    case 'StringEquals':
      return values.includes(actual);
    case 'StringEqualsIgnoreCase':
      return values.some((value) => value.toLowerCase() === actual.toLowerCase());
    case 'StringNotEquals':
      return !values.includes(actual);
    case 'StringLike':
    case 'ArnLike':
    case 'ArnEquals':
      return values.some((value) => like(value, actual));
    case 'StringNotLike':
    case 'ArnNotLike':
    case 'ArnNotEquals':
      return !values.some((value) => like(value, actual));
    default:
      return false;
  }
}

/** Whether a pattern with `*` and `?` matches the whole text. */
const like = (pattern: string, text: string): boolean => matches(patternIn(pattern), text);

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);
