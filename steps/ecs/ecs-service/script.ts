import type { Scripting, SentCall } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [
    {
      for: 'ready',
      like: 'DescribeServices',
      query: rollout,
      good: 'COMPLETED',
      bad: 'FAILED|ROLLED_BACK',
      minutes: 20,
    },
    { for: 'gone', like: 'DescribeServices', query: 'services[0].status', good: 'INACTIVE|None|gone', minutes: 20 },
  ],
  answers: { CreateService: 'service.serviceArn' },
};

/** Only the deployment of the revision that was asked for counts: after a roll-back, another one is the primary. */
function rollout(calls: readonly SentCall[]): string {
  const asked = calls.findLast(({ operation }) => /^(Create|Update)Service$/.test(operation))?.input as
    { taskDefinition?: string } | undefined;
  const primary = asked?.taskDefinition === undefined ? '' : ` && taskDefinition=='${asked.taskDefinition}'`;
  return `services[0].deployments[?status=='PRIMARY'${primary}].rolloutState | [0] || 'ROLLED_BACK'`;
}
