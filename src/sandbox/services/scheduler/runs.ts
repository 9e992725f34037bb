import { onResource, resourceTags } from '../../../permissions/required-permission.js';
import { passing } from '../../../permissions/roles.js';
import { AwsError, backgroundTimer, type Context } from '../../service.js';
import { nextRun } from '../clocked.js';
import { runTasks } from '../ecs/task/run-task.js';
import { taskDefinitions } from '../ecs/tables.js';
import { roleAt, roleVerdict } from '../iam/role-policies.js';
import { schedules, type ScheduleRow, type ScheduleSettings } from './tables.js';
import { mayAct, taskRequest } from './target.js';

/**
 * Finds when a schedule runs next. One that has no time left stays, unless it is to be deleted then.
 * @param after in the schedule's own time
 */
export function scheduleNext(context: Context, key: string, row: ScheduleRow, after: number): void {
  const { ScheduleExpression: expression, ScheduleExpressionTimezone: timeZone } = row.settings;
  const { StartDate: start, EndDate: end, ActionAfterCompletion } = row.settings;
  const seconds = nextRun(context, row, { expression, timeZone, start, end }, after);
  if (seconds !== undefined) context.after(seconds, scheduleRuns, { key, version: row.version });
  else if (ActionAfterCompletion === 'DELETE') schedules(context).delete(key);
}

/** What is disabled is left out, not made up for. */
export const scheduleRuns = backgroundTimer<{ key: string; version: string }>(
  'scheduler/schedule-runs',
  (context, { key, version }) => {
    const row = schedules(context).get(key);
    if (row?.version !== version || row.runsAt === undefined) return;
    if (row.settings.State !== 'DISABLED') invoke(context, { key, version, attempt: 0, waited: 0 });
    scheduleNext(context, key, row, row.runsAt);
  },
);

interface Invocation {
  readonly key: string;
  readonly version: string;
  /** How often it was tried before. */
  readonly attempt: number;
  /** Seconds since it was first tried. */
  readonly waited: number;
}

/** Seconds before the first retry, and the most; between, each wait is twice the one before it. Only believed. */
const [firstWait, longestWait] = [60, 3600];

/**
 * What fails is tried again, as often and as long as the schedule says, and then dropped: only metrics of CloudWatch tell of it.
 * Source: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
 */
function invoke(context: Context, invocation: Invocation): void {
  const { key, version, attempt, waited } = invocation;
  const row = schedules(context).get(key);
  if (row?.version !== version || run(context, row.settings)) return;
  const { MaximumRetryAttempts = 185, MaximumEventAgeInSeconds = 86_400 } = row.settings.Target.RetryPolicy ?? {};
  const wait = Math.min(firstWait * 2 ** attempt, longestWait);
  if (attempt >= MaximumRetryAttempts || waited + wait > MaximumEventAgeInSeconds) return;
  context.after(wait, invokedAgain, { ...invocation, attempt: attempt + 1, waited: waited + wait });
}

export const invokedAgain = backgroundTimer<Invocation>('scheduler/invoked-again', invoke);

/** @returns whether ECS has started what was asked for */
function run(context: Context, settings: ScheduleSettings): boolean {
  const { RoleArn } = settings.Target;
  const role = roleAt(context, RoleArn);
  if (!role || !mayAct(context, RoleArn, settings.GroupName)) return false;
  if (demandsOf(context, settings).some((it) => roleVerdict(context, role, it) !== 'allowed')) return false;
  try {
    return runTasks(context, taskRequest(settings)).failures.length === 0;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}

/**
 * What IAM is asked as the schedule's role. That tags which tasks take over from their definition need `ecs:TagResource` is what the
 * CDK's `EcsRunTask` asks for.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html,
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_scheduler_targets.EcsRunTask.html
 */
function demandsOf(context: Context, { Target: { Arn: cluster, EcsParameters: it } }: ScheduleSettings) {
  const { definition, tags = [] } = taskDefinitions(context).get(it.TaskDefinitionArn?.split('/').at(-1) ?? '') ?? {};
  const revision = definition?.taskDefinitionArn ?? it.TaskDefinitionArn ?? '';
  const keys = { 'ecs:cluster': cluster };
  const named = Object.fromEntries(tags.map(({ key = '', value = '' }) => [key, value]));
  const roles = [definition?.executionRoleArn, definition?.taskRoleArn].flatMap((role) => role ?? []);
  const tasks = cluster.replace(':cluster/', ':task/') + '/*';
  const setsTags = it.PropagateTags !== undefined || (it.Tags ?? []).length > 0;
  return [
    onResource('ecs:RunTask', revision, { ...keys, ...resourceTags(named) }),
    ...(setsTags ? [onResource('ecs:TagResource', tasks, { 'ecs:CreateAction': 'RunTask' })] : []),
    ...roles.map((role) => passing(role, 'ecs-tasks.amazonaws.com')),
  ];
}
