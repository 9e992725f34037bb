import * as z from 'zod';
import { wholeNumber } from '../whole-number.js';

/**
 * How many tasks there are while a service gets new ones. The largest maximum is believed: AWS names none, and its console
 * takes 200.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export const rollout = z.strictObject({
  minimumPercent: wholeNumber()
    .min(0)
    .max(100)
    .default(75)
    .describe(
      'Percent of the wanted tasks that stay healthy while new ones take their places, rounded up. At 0, all may be ' +
        'stopped first. The default of AWS is 100.',
    ),
  maximumPercent: wholeNumber()
    .min(100)
    .max(1000)
    .default(200)
    .describe(
      'Percent of the wanted tasks that may run while new ones take their places, rounded down. At 100, a task is stopped ' +
        'before its successor starts.',
    ),
});
