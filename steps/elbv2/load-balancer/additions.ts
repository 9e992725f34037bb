import type { Addition, Cloud } from '../../../src/step.js';
import { listenersAndRules } from '../listeners-and-rules.js';

/** The listeners of a load balancer, and their rules. */
export const partsOfBalancer = async (cloud: Cloud, arn: string): Promise<Addition[]> =>
  (await listenersAndRules(cloud, arn)).map(({ type, id, tags, takes }) => ({
    ...{ type, id, tags },
    description: type === 'listener' ? `a listener at ${takes}` : `a rule for ${takes}`,
  }));
