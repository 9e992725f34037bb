import type { Where } from '../../../src/step.js';
import { matches, patternIn } from '../../../src/wildcards.js';

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: unknown } };
}

/** What runs tasks, in all partitions. */
const tasks = 'ecs-tasks.amazonaws.com';

/**
 * Whether a trust policy lets ECS take the role on for tasks of an account and region. Conditions are read as far as the AWS
 * documents say what ECS sends: the account, and an ARN in which the cluster is left open. Any other condition is taken to hold:
 * nothing is refused that may work.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 * @param document the trust policy, as an object
 */
export function trustsTasks(document: unknown, where: Where): boolean {
  const { Statement: given = [] } = Object(document) as { Statement?: Statement | Statement[] };
  const meant = [given].flat().filter((it) => isForTasks(it) && isAboutAssuming(it));
  const isDenied = meant.some(({ Effect, Condition }) => Effect === 'Deny' && Condition === undefined);
  return !isDenied && meant.some((it) => it.Effect === 'Allow' && mayHold(it, where));
}

const isForTasks = ({ Principal }: Statement): boolean =>
  Principal === '*' || textsIn((Object(Principal) as { Service?: unknown }).Service).includes(tasks);

const isAboutAssuming = ({ Action }: Statement): boolean =>
  textsIn(Action).some((it) => matches(patternIn(it.toLowerCase()), 'sts:assumerole'));

function mayHold({ Condition = {} }: Statement, { account, region, partition }: Where): boolean {
  const sent = new Map([
    ['aws:sourceaccount', account],
    ['aws:sourcearn', `arn:${partition}:ecs:${region}:${account}:*`],
  ]);
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const value = sent.get(key.toLowerCase());
      return value === undefined || !isPositive.test(operator) || textsIn(values).some((it) => agrees(it, value));
    }),
  );
}

/** Operators that ask for one of the values. */
const isPositive = /^(?:String|Arn)(?:Equals|Like)(?:IfExists)?$/;

const agrees = (pattern: string, value: string): boolean => matches(patternIn(pattern), value);

const textsIn = (value: unknown): string[] => [value].flat().filter((it): it is string => typeof it === 'string');
