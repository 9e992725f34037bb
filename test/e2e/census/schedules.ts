import { GetScheduleCommand, ListScheduleGroupsCommand, ListSchedulesCommand } from '@aws-sdk/client-scheduler';
import type { Clients } from '../census.js';

/** What starts tasks by the clock. Each account has the group `default`. */
export async function schedules({ scheduler }: Pick<Clients, 'scheduler'>) {
  const { ScheduleGroups = [] } = await scheduler.send(new ListScheduleGroupsCommand({}));
  const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));
  const whole = await Promise.all(
    Schedules.map(({ Name, GroupName }) => scheduler.send(new GetScheduleCommand({ Name, GroupName }))),
  );
  return {
    scheduleGroups: ScheduleGroups.filter(({ Name }) => Name !== 'default').map(
      ({ Name, State }) => `${Name} ${State}`,
    ),
    schedules: whole.map((it) => {
      const { TaskDefinitionArn, LaunchType, TaskCount } = it.Target?.EcsParameters ?? {};
      const { ScheduleExpression, ScheduleExpressionTimezone, State } = it;
      const task = `${TaskCount} x ${TaskDefinitionArn?.split('/').at(-1)} ${LaunchType ?? ''}`;
      return `${it.GroupName}/${it.Name} ${ScheduleExpression} ${ScheduleExpressionTimezone} ${State}: ${task}`;
    }),
  };
}
