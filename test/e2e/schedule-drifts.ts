import { GetScheduleCommand, UpdateScheduleCommand, type UpdateScheduleInput } from '@aws-sdk/client-scheduler';
import type { Changed } from './drifts.js';

/** How somebody changes a schedule: what a request leaves out goes back to its default, so all of it is sent. */

const schedule =
  (change: (live: UpdateScheduleInput) => Partial<UpdateScheduleInput>) =>
  async ({ clients: { scheduler }, id: { GroupName, Name } }: Changed) => {
    const { $metadata: _, ...live } = await scheduler.send(new GetScheduleCommand({ GroupName, Name }));
    const { ScheduleExpression, FlexibleTimeWindow, Target, ...others } = live;
    const whole = { ...others, Name, GroupName, ScheduleExpression, FlexibleTimeWindow, Target };
    return scheduler.send(new UpdateScheduleCommand({ ...whole, ...change(whole) }));
  };

export const scheduleDrifts = {
  schedule: {
    ScheduleExpression: schedule(() => ({ ScheduleExpression: 'rate(5 days)' })),
    ScheduleExpressionTimezone: schedule(() => ({ ScheduleExpressionTimezone: 'Asia/Tokyo' })),
    State: schedule(() => ({ State: 'DISABLED' })),
    FlexibleTimeWindow: schedule(() => ({ FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 } })),
    Target: schedule(({ Target }) => ({
      Target: { ...Target, EcsParameters: { ...Target?.EcsParameters, TaskCount: 2 } } as UpdateScheduleInput['Target'],
    })),
  },
};
