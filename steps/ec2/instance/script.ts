import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [
    { for: 'ready', like: 'DescribeInstances', waiter: 'instance-running' },
    {
      for: 'gone',
      like: 'DescribeInstances',
      query: 'Reservations[0].Instances[0].State.Name',
      good: 'terminated|None|gone',
      minutes: 10,
    },
  ],
  answers: { RunInstances: 'Instances.0.InstanceId' },
};
