import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MemoryStore } from '../../../state/store.js';
import { resourcesByType } from '../../../steps/nouns.js';
import { withAskedZones } from '../../../src/commands/stack/asked-zones.js';
import { planOf } from '../../../src/commands/stack/stack-input.js';
import type { Target } from '../../../src/commands/request.js';
import { InMemoryAws } from '../../../src/rehearsal/in-memory-aws.js';
import { Endpoint } from '../../../src/sandbox/endpoint.js';
import { setZones } from '../../../src/sandbox/known-zones.js';
import { serve } from '../../../src/sandbox/server.js';
import { services } from '../../../src/sandbox/services/index.js';
import { World } from '../../../src/sandbox/world.js';
import { configOf } from '../../e2e/project.js';

/** A region that is newer than this program. */
const region = 'eu-atlantis-1';
const location = { account: '123456789012', region, partition: 'aws' };
const zones = ['a', 'b'].map((letter, at) => ({ ZoneName: `${region}${letter}`, ZoneId: `eua1-az${2 - at}` }));
const target: Target = { region, profile: undefined, endpointUrl: undefined, sandbox: undefined };
const asked: string[] = [];
let served: { readonly url: string; close(): Promise<void> };

beforeAll(async () => {
  const world = new World(Date.now());
  setZones({ world, region }, zones);
  const onCall = ({ operation }: { readonly operation: string }) => void asked.push(operation);
  served = await serve(new Endpoint({ services, world, realTime: Date.now, save: async () => {}, onCall }), 0);
});
afterAll(() => served.close());

test('case 17: the zones of a region that nobody here knows are asked of EC2, with one call', async () => {
  expect(await withAskedZones(target, served.url, location)).toEqual({ ...location, zones });
  expect(asked.splice(0)).toEqual(['DescribeAvailabilityZones']);
});

test('nothing is asked about a region that is known, nor for the sandbox', async () => {
  const thailand = { ...location, region: 'ap-southeast-7' };
  expect(await withAskedZones(target, served.url, thailand)).toBe(thailand);
  const sandbox = { speed: '60x', policy: undefined };
  expect(await withAskedZones({ ...target, sandbox }, served.url, location)).toBe(location);
  expect(asked).toEqual([]);
});

test('where EC2 does not tell, the failure says why', async () => {
  const nowhere = { ...location, region: 'eu-atlantis-2' };
  await expect(withAskedZones(target, served.url, nowhere)).rejects.toMatchObject({
    failure: { code: 'zones-unknown', region: 'eu-atlantis-2', why: expect.stringContaining('eu-atlantis-2') },
  });
});

test('case 17: a plan with an account in such a region asks EC2; without one, it is said that the zones are not known', async () => {
  const config = configOf();
  const account = new InMemoryAws({ ...location, zones });
  const live = account.run({ stack: config.name, tags: {}, store: new MemoryStore(), resources: resourcesByType });
  const { plan } = await planOf({ config, tagOf: () => 'tag' }, location, live);
  expect(plan.failures).toEqual([]);
  const subnets = plan.steps.filter(({ calls }) => calls.some(({ operation }) => operation === 'CreateSubnet'));
  expect(subnets).toHaveLength(2);
  expect(account.answers.map(({ operation }) => operation)).toContain('DescribeAvailabilityZones');
  expect(account.answers.filter(({ operation }) => /^Create/.test(operation))).toEqual([]);
  await expect(planOf({ config, tagOf: () => 'tag' }, location)).rejects.toMatchObject({
    failure: { code: 'zones-unknown', region },
  });
});
