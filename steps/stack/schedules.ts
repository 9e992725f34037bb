import { familyName, scheduleGroupName, schedulerRoleName } from '../../src/config/stack-names.js';
import type { Config } from '../../src/config/schema.js';
import { required, type Step, type Where } from '../../src/step.js';
import { schedulerPolicy } from '../iam/role-policy/resource.js';
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
  const role = schedulerRole('scheduler-role', {
    ...where,
    ...{ groupName, roleName: schedulerRoleName(stack, where.region) },
  });
  const permissions = schedulerPolicy(
    'scheduler-role-policy',
    { role, cluster: surroundings.base.cluster, passed: [...new Set(timed.flatMap(({ roles }) => roles))] },
    { ...where, families: timed.map(({ name }) => familyName(stack, name, config)) },
  );
  const own = timed.map((job) => {
    const { logs: _, ...needs } = neededToRun(job, surroundings);
    const { schedule: expression, timezone, startWithin } = config.jobs[job.name] ?? {};
    return schedule(
      `${job.name}-schedule`,
      { ...needs, schedules, role, permissions },
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
  return [schedules, role, permissions, ...own];
}
