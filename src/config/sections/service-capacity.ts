import * as z from 'zod';
import { wholeNumber } from '../whole-number.js';

const share = z.strictObject({
  base: wholeNumber()
    .min(0)
    .max(100_000)
    .default(0)
    .describe('The number of tasks that come first, before the weights count. Only one of the two can have a base.'),
  weight: wholeNumber()
    .min(0)
    .max(1000)
    .default(1)
    .describe('Its share of the other tasks: with 3 here and 1 there, three of four run here.'),
});

/**
 * What the tasks of one service run on, in a cluster on Fargate: a capacity provider strategy of ECS.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 */
export const serviceCapacity = z.strictObject({
  fargate: share.optional().describe('The tasks that run on Fargate.'),
  spot: share
    .optional()
    .describe(
      'The tasks that run on Fargate Spot. It costs less, and AWS stops tasks when it needs the room: two minutes after it ' +
        'has told them. Where there is no room, they wait.',
    ),
});
