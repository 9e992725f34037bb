import type { Addition, Cloud } from '../../../src/step.js';
import { untaggedListenersAndRules } from '../listeners-and-rules.js';
import { elbTags } from '../tags.js';

/** The listeners of a load balancer, and their rules. */
export const partsOfBalancer = async (cloud: Cloud, arn: string): Promise<Addition[]> =>
  (await untaggedListenersAndRules(cloud, arn)).map(({ type, id, takes }) => ({
    ...{ type, id, tags: () => elbTags(cloud, id) },
    description: type === 'listener' ? `a listener at ${takes}` : `a rule for ${takes}`,
  }));
