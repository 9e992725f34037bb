import { logRetentionDays, nearestLogRetention } from '../facts/log-retention.js';
import { wholeNumber } from './whole-number.js';

/** A member that is a number of days after which CloudWatch Logs deletes lines; only some numbers are allowed. */
export const retention = () =>
  wholeNumber()
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
