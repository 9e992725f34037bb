import { CreateScheduleCommand, GetScheduleCommand } from '@aws-sdk/client-scheduler';
import type { FirstOf, Other } from './others.js';
import type { Rig } from './rig.js';
import { time } from './timed.js';

/** A schedule that somebody puts into the group of the stack. @returns its name */
export async function theirSchedule({ scheduler }: Rig['clients'], first: FirstOf): Promise<string> {
  const { Name, GroupName } = first('schedule');
  const ours = await scheduler.send(new GetScheduleCommand({ Name, GroupName }));
  const { ScheduleExpression, FlexibleTimeWindow, Target } = ours;
  const theirs = { GroupName, ScheduleExpression, FlexibleTimeWindow, Target };
  await scheduler.send(new CreateScheduleCommand({ ...theirs, Name: 'theirs' }));
  return 'theirs';
}

/** What is lost with the nouns of EventBridge Scheduler. */
export const ofSchedules: Readonly<Record<string, Other>> = {
  'schedule-group': { blueprint: 'cloud-map-public', change: time, make: theirSchedule },
};
