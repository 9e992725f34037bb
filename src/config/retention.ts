import { logRetentionDays, nearestLogRetention } from '../facts/log-retention.js';
import { whole } from './whole.js';

/** A number of days that CloudWatch Logs keeps lines for. */
export const retention = () =>
  whole()
    .superRefine((days, context) => {
      if (!Number.isInteger(days) || logRetentionDays.includes(days)) return;
      context.addIssue({
        code: 'custom',
        message: `CloudWatch Logs does not keep lines for ${days} days`,
        params: {
          hint: `nearest: ${nearestLogRetention(days).join(' or ')}; allowed: ${logRetentionDays.join(', ')}`,
        },
      });
    })
    .meta({ enum: [...logRetentionDays] });
