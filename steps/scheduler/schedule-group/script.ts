import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [
    { for: 'gone', like: 'DeleteScheduleGroup', ask: 'GetScheduleGroup', query: 'State', good: 'gone', minutes: 10 },
  ],
  answers: { CreateScheduleGroup: 'ScheduleGroupArn' },
};
