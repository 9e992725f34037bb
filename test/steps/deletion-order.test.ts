import { expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import { dependenciesOf } from '../../src/step-dependencies.js';
import type { Step } from '../../src/step.js';
import { resources, resourcesByType } from '../../steps/nouns.js';
import { namesOnly, stackOf } from '../../steps/stack/index.js';
import { blueprintOf } from '../e2e/project.js';
import { where } from '../e2e/rig.js';
import { moreSteps } from './more-steps.js';

/** Pairs of nouns of which one step needs another to outlive it. */
const pairsIn = (steps: readonly Step[]): string[] =>
  steps.flatMap((step) =>
    dependenciesOf(step)
      .filter(({ to, outlives }) => outlives && !to.resource.lookup)
      .map(({ to }) => `${step.resource.type} ${to.resource.type}`),
  );

test('nouns name exactly the nouns that must outlive them, as the steps of all blueprints do', async () => {
  const stacks = await Promise.all(
    blueprints.map(async ({ name }) => stackOf(await blueprintOf(name), where, namesOnly).steps),
  );
  const needed = new Set([...stacks.flat(), ...moreSteps].flatMap((step) => pairsIn([step])));
  const named = resources.flatMap(({ type, uses = [] }) => uses.map((used) => `${type} ${used}`));
  const mayDiffer = (pair: string) => /existing-/.test(pair) || alsoUsed.includes(pair);
  expect(named.filter((it) => !mayDiffer(it)).sort()).toEqual([...needed].filter((it) => !mayDiffer(it)).sort());
});

/**
 * What no blueprint has: a config with secrets gives the execution role a policy of its own, one with Fargate Spot lets
 * the cluster use it, a job may be started by the clock on instances, and instances may have no way to ECS but endpoints.
 */
const alsoUsed = [
  ...['ecs-service role-policy', 'ecs-service fargate-capacity-providers'],
  ...['ecs-service vpc-endpoint', 'ecs-service security-group-rule'],
  ...['schedule capacity-provider', 'schedule cluster-capacity-providers'],
];

test('the order has no cycle', () => {
  const depthOf = (type: string, seen: readonly string[] = []): number => {
    expect(seen).not.toContain(type);
    const { uses = [] } = resourcesByType.get(type) ?? {};
    return 1 + Math.max(0, ...uses.map((used) => depthOf(used, [...seen, type])));
  };
  for (const { type } of resources) expect(depthOf(type)).toBeGreaterThan(0);
});
