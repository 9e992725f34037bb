import { wantedAt, type Billing } from '../../../src/billing.js';

/**
 * A policy makes two alarms of CloudWatch, each on one metric: one for more tasks, and one for fewer, unless it may not scale in.
 * Sources: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html (its example),
 * https://aws.amazon.com/cloudwatch/pricing/
 */
export const billing: Billing = {
  fixed: ['alarm-month'],
  billOf(policy) {
    const onlyOut = wantedAt(policy, 'TargetTrackingScalingPolicyConfiguration', 'DisableScaleIn') === true;
    return { fixed: [{ key: 'alarm-month', quantity: onlyOut ? 1 : 2 }] };
  },
};
