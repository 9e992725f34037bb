import { wantedAt, type Billing } from '../../../src/billing.js';

/** Container Insights is billed by the metric, with enhanced observability at a price of its own. */
export const billing: Billing = {
  usage: ['metric-month', 'enhanced-metric-month'],
  billOf(cluster) {
    const setting = wantedAt(cluster, 'containerInsights');
    if (setting === 'disabled') return {};
    return { usage: [setting === 'enhanced' ? 'enhanced-metric-month' : 'metric-month'] };
  },
};
