import { expect, test } from '@jest/globals';
import type { Config } from '../../src/config/schema.js';
import { stackOf } from '../../steps/stack/index.js';
import { Bed } from '../faults/bed.js';
import { blueprintOf, variant } from './project.js';
import { where } from './rig.js';

/** A service whose tasks may have an hour to finish their requests: the most that ELB allows. */
const draining = async (version: string) =>
  variant(await blueprintOf('alb-microservices'), (config) => {
    config.services = Object.fromEntries(Object.entries(config.services).slice(0, 1));
    for (const service of Object.values(config.services)) {
      service.target.drain = 3600;
      service.environment = { VERSION: version };
    }
  });

test('`drain` up to 3600 s: a rollout waits until the last of the old tasks has left', async () => {
  const bed = new Bed();
  const minutes = () => bed.aws.clock.now() / 60_000;
  const run = async (is: 'up' | 'down', config: Config) => {
    const began = minutes();
    const { failures } = await bed.run({ is, stack: config.name, tags: {}, steps: stackOf(config, where).steps });
    expect(failures).toEqual([]);
    return minutes() - began;
  };
  await run('up', await draining('1'));
  expect(await run('up', await draining('2'))).toBeGreaterThan(60);
  await run('down', await draining('2'));
  expect(Object.values(await bed.census()).flat()).toEqual([]);
});
