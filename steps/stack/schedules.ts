import { clusterName, familyName, scheduleGroupName, schedulerRoleName } from '../../src/config/stack-names.js';
import type { Config } from '../../src/config/schema.js';
import { required, type Step, type Where } from '../../src/step.js';
import { schedulerPolicy } from '../iam/scheduler-policy.js';
import { schedulerRole } from '../iam/role/resource.js';
import { scheduleGroup } from '../scheduler/schedule-group/resource.js';
import { schedule } from '../scheduler/schedule/resource.js';
import { neededToRun, type TaskParts, type TaskSurroundings } from './task-parts.js';

/** Seconds for which a start that fails is tried again, where the config does not say it. */
const usualStartWithin = 3600;

/** What starts jobs by the clock: a schedule for each, in one group, and the role that Scheduler acts in. */
export function schedulesOf(
  config: Config,
  where: Where,
  jobs: readonly TaskParts[],
  surroundings: TaskSurroundings,
): Step[] {
  const timed = jobs.filter(({ name }) => config.jobs[name]?.schedule !== undefined);
  if (timed.length === 0) return [];
  const { name: stack } = config;
  const groupName = scheduleGroupName(stack);
  const schedules = scheduleGroup('schedule-group', { groupName });
  const roleName = schedulerRoleName(stack, where.region);
  const role = schedulerRole('scheduler-role', { ...where, groupName, roleName });
  const passed = new Map(timed.flatMap(({ roles }) => roles).map((it) => [it.arn, { step: it.role, arn: it.arn }]));
  const permissions = schedulerPolicy('scheduler-role-policy', role, {
    ...where,
    families: timed.map(({ name }) => familyName(stack, name, config)),
    cluster: { step: surroundings.base.cluster, arn: clusterArn(config, where) },
    passed: [...passed.values()],
    roleName,
  });
  const own = timed.map((job) => {
    const { logs: _, ...needs } = neededToRun(job, surroundings);
    const { schedule: expression, timezone, startWithin } = config.jobs[job.name] ?? {};
    return schedule(
      `${job.name}-schedule`,
      { ...needs, schedules, role, permissions: permissions.policies },
      {
        name: job.name,
        expression: required(expression, `jobs.${job.name}.schedule in the config`),
        timeZone: timezone ?? 'UTC',
        startWithin: startWithin ?? usualStartWithin,
        isPublic: job.placement === 'public',
        exec: job.exec,
      },
    );
  });
  return [schedules, role, ...permissions.steps, ...own];
}

/** The ARN that the cluster has, or will have. */
const clusterArn = (config: Config, { partition, region, account }: Where): string =>
  config.cluster.arn ?? `arn:${partition}:ecs:${region}:${account}:cluster/${clusterName(config.name, config)}`;
