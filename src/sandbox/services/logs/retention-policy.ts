import { DeleteRetentionPolicyCommand, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { on } from '../../service.js';
import { failed, present } from './constraint.js';
import { existingGroup } from './log-group.js';

/**
 * The only retentions there are, in days; without one, lines are kept for ever.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const retentionPolicyOperations = [
  on(PutRetentionPolicyCommand, (input, context) => {
    const { group } = existingGroup(context, input.logGroupName);
    const days = present(input.retentionInDays, 'retentionInDays');
    if (!retentions.includes(days))
      throw failed(days, 'retentionInDays', `Member must satisfy enum value set: [${retentions.join(', ')}]`);
    group.retentionInDays = days;
    return {};
  }),

  on(DeleteRetentionPolicyCommand, (input, context) => {
    delete existingGroup(context, input.logGroupName).group.retentionInDays;
    return {};
  }),
];
