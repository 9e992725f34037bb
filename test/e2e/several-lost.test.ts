import { expect, test } from '@jest/globals';
import { Bed, type Snapshot } from '../faults/bed.js';
import { hiding } from '../faults/hiding.js';
import { blueprintNames, scenariosOf } from '../faults/scenarios.js';
import { dependenciesOf } from '../../src/step-dependencies.js';
import { everyThird, inFull } from '../full.js';

const upOf = (blueprint: string) => scenariosOf(blueprint).find(({ name }) => name === 'up')!.up;

/** A blueprint that is up. */
async function begun(blueprint: string): Promise<{ start: Snapshot; pairs: readonly (readonly [string, string])[] }> {
  const up = upOf(blueprint);
  const bed = new Bed();
  await bed.run(up);
  const isMade = (step: string) => up.steps.some(({ name, resource }) => name === step && !resource.lookup);
  const pairs = up.steps.flatMap((step) => dependenciesOf(step).map(({ to }) => [to.name, step.name] as const));
  return { start: bed.snapshot(), pairs: pairs.filter((pair) => pair.every(isMade)) };
}

test.each(inFull(blueprintNames, ['ec2-capacity']))(
  '%s: what AWS denies together with something in it, one longer than the other, keeps no later up from its end',
  async (blueprint) => {
    const up = upOf(blueprint);
    const { start, pairs } = await begun(blueprint);
    const some = everyThird(everyThird(pairs.filter(([to]) => !to.startsWith('nat-address'))));
    const found = ['nat-address-a', 'nat-gateway-a'] as const;
    for (const [parent, child] of inFull(pairs, [found, ...some]))
      for (const [first, second] of inFull(
        [
          [60, 34],
          [34, 60],
          [45, 45],
        ] as const,
        [[60, 34]] as const,
      )) {
        const bed = new Bed(start);
        await bed.run(up, hiding(bed, { [parent]: first, [child]: second }));
        bed.restart();
        await bed.aws.clock.sleep(600_000);
        const where = { parent, child, first, second };
        await bed.run(up);
        expect({ ...where, failures: (await bed.run(up)).failures }).toEqual({ ...where, failures: [] });
      }
  },
);

test('a capacity provider goes with its group where the up that made another group was killed before the answer', async () => {
  const up = upOf('ec2-capacity');
  const { start } = await begun('ec2-capacity');
  const bed = new Bed(start);
  await bed.deleteByHand('auto-scaling-group');
  let writes = 0;
  bed.store.beforeWrite = () => {
    if (++writes >= 2) throw new Error('killed');
  };
  await expect(bed.run(up)).rejects.toThrow('killed');
  bed.restart();
  await bed.aws.clock.sleep(600_000);
  expect((await bed.run(up)).failures).toEqual([]);
});
