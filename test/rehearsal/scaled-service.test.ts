import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { MemoryStore } from '../../state/store.js';
import { isMutating } from '../../src/is-mutating.js';
import { rehearseUp } from '../../src/rehearsal/plan.js';
import { InMemoryAws } from '../../src/rehearsal/in-memory-aws.js';
import { status } from '../../src/runner/status.js';
import { up } from '../../src/runner/up.js';
import type { Config } from '../../src/config/schema.js';
import type { Step } from '../../src/step.js';
import { resourcesByType } from '../../steps/nouns.js';
import { stackOf } from '../../steps/stack/index.js';
import { configOf, serviceIn } from '../e2e/project.js';
import { where } from '../e2e/rig.js';

/** Makes a service what it is once Application Auto Scaling has it. */
function scale(step: Step): void {
  const { want, resource } = step;
  if (resource.type === 'ecs-service')
    Object.assign(step, { want: (given: never) => ({ ...(want.call(step, given) as object), isAutoScaled: true }) });
}

/** A stack in memory whose service is scaled, and what its runs change. */
function stack() {
  const aws = new InMemoryAws(where);
  const store = new MemoryStore();
  const stepsOf = (config: Config): readonly Step[] => {
    const { steps } = stackOf(config, where);
    for (const step of steps) scale(step);
    return steps;
  };
  const cast = { stack: configOf().name, tags: configOf().tags, resources: resourcesByType };
  const run = () => aws.run({ ...cast, store });
  const { cluster, service } = { cluster: cast.stack, service: 'web' };
  return {
    /** The calls that change something. */
    async up(config = configOf()) {
      const before = aws.events.length;
      const { failures } = await up(run(), stepsOf(config));
      expect(failures).toEqual([]);
      return aws.events
        .slice(before)
        .flatMap((it) => (it.type === 'call' && isMutating(it.operation) ? [[it.operation, it.input] as const] : []));
    },
    plan: (config = configOf()) => rehearseUp({ ...cast, location: where, steps: stepsOf(config), live: run() }),
    rows: async () => (await status(run())).rows.filter(({ state }) => state !== 'ok'),
    setCount: (desiredCount: number) =>
      aws.withCloud(({ ecs }) => ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount }))),
    count: () => {
      const record = store.records.get('web-service');
      return aws.withCloud(async (cloud) => {
        const seen = await resourcesByType.get('ecs-service')?.read(cloud, record?.id);
        return seen?.is === 'ready' ? (seen.live as { readonly desiredCount: number }).desiredCount : seen?.is;
      });
    },
    rest: () => aws.clock.sleep(600_000),
  };
}

test('up leaves the number of tasks of a scaled service to who scales it, whatever else changes', async () => {
  const { up: upAgain, plan, rows, setCount, count, rest } = stack();
  const created = await upAgain();
  expect(created.filter(([operation]) => operation === 'CreateService').at(-1)?.[1]).toMatchObject({ desiredCount: 2 });
  expect(JSON.stringify(created)).not.toContain('isAutoScaled');
  await setCount(5);
  await rest();
  expect(await rows()).toEqual([]);
  expect((await plan()).steps.filter(({ action }) => action !== 'unchanged' && action !== 'look')).toEqual([]);
  expect(await upAgain()).toEqual([]);
  expect(await count()).toBe(5);

  const image = configOf((it) => void (serviceIn(it).image = 'public.ecr.aws/nginx/nginx:1.29'));
  const planned = (await plan(image)).steps.find(({ step }) => step === 'web-service');
  expect(planned?.changes.map(({ path }) => path)).toEqual(['taskDefinition']);
  const update = (await upAgain(image)).filter(([operation]) => operation === 'UpdateService');
  expect(update).toHaveLength(1);
  expect(update[0]?.[1]).not.toHaveProperty('desiredCount');
  await rest();
  expect(await count()).toBe(5);

  const more = configOf((it) => void Object.assign(serviceIn(it), { image: serviceIn(image).image, count: 3 }));
  expect((await plan(more)).steps.find(({ step }) => step === 'web-service')?.action).toBe('unchanged');
  expect(await upAgain(more)).toEqual([]);
  expect(await count()).toBe(5);
});
