import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import { FailureError } from '../../src/failure.js';
import { blueprintOf, Project, variant } from '../e2e/project.js';
import { openRig, type Rig } from '../e2e/rig.js';
import { longTest } from '../full.js';
import { changes } from './changes-of-blueprints.js';
import { comesTrue, planFor } from './rehearsal.js';

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
afterAll(() => rig.close());
beforeEach(() => rig.reset());

/** How a plan ends after a change that was broken off at one call: as it was told, or why not. */
async function planAfter(name: string, change: Parameters<typeof variant>[1], operation: string): Promise<string> {
  const config = await blueprintOf(name);
  const wanted = variant(config, change);
  const project = new Project(rig, config.name);
  await project.up(config);
  await rig.faults([{ operation, error: 'InvalidParameterException' }]);
  await project.up(wanted);
  try {
    await comesTrue(rig, project, wanted);
    return 'comes true';
  } catch (error) {
    return error instanceof FailureError ? JSON.stringify(error.failure) : String(error);
  }
}

longTest(
  'a plan goes on from wherever a change has failed',
  async () => {
    const ended: string[] = [];
    for (const [what, name, change] of changes) {
      await rig.reset();
      const config = await blueprintOf(name);
      const project = new Project(rig, config.name);
      await project.up(config);
      const { steps } = await planFor(rig, project, variant(config, change));
      for (const operation of new Set(steps.flatMap(({ calls }) => calls.map((it) => it.operation)))) {
        await rig.reset();
        const how = await planAfter(name, change, operation);
        if (how !== 'comes true') ended.push(`${what}: ${operation}`);
      }
    }
    expect(ended).toEqual([]);
  },
  600_000,
);
