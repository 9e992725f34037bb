import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { blueprints } from '../../src/config/blueprints.js';
import { resources } from '../../steps/nouns.js';
import { inFull } from '../full.js';
import { census, left } from './census.js';
import { rewriting, tryAll, type Rewriting, type Tried } from './normalising.js';
import { blueprintOf, Project } from './project.js';
import { openRig, type Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
afterAll(() => rig.close());

const names = inFull(
  blueprints.map(({ name }) => name),
  ['cloud-map-private'],
);
/** How many endpoints a blueprint meets, each with other rewritings. */
const endpoints = inFull([1, 2, 3, 4, 5, 6], [1]).length;

/**
 * A deletion has to know what an instance profile holds. And a rule is its
 * direction, protocol and range: shown as ingress, it lets others in. AWS has one way to write these.
 */
const neededAsItIs =
  /^(GetInstanceProfile InstanceProfile\.Roles|DescribeSecurityGroupRules SecurityGroupRules\.\*\.(IsEgress|IpProtocol|CidrIpv4)$)/;

/** Every rewriting of every member that the reads of a blueprint's resources are answered. */
async function triedOn(name: string): Promise<Tried[]> {
  await rig.reset();
  const project = new Project(rig, name);
  expect((await project.up(await blueprintOf(name))).failures).toEqual([]);
  // The sandbox hides nothing: what it shows otherwise would be a fault of a step, or its own.
  const shown = [...project.store.records].flatMap(([step, it]) => Object.keys(it.shown ?? {}).map((of) => [step, of]));
  expect(shown).toEqual([]);
  const cloud = rig.openCloud(() => {});
  const tried: Tried[] = [];
  for (const [step, record] of project.store.records) {
    const resource = resources.find(({ type }) => type === record.type);
    if (!resource || resource.lookup) continue;
    tried.push(
      ...(await tryAll(resource, record, (work) => cloud.withCloud(step, { token: '', tags: record.tags }, work))),
    );
  }
  cloud.close();
  return tried;
}

/** Those that AWS may make of itself: they change what is compared, and nothing else, for all that read the member. */
function possible(tried: readonly Tried[]): Rewriting[] {
  const key = ({ path, how }: Rewriting) => `${path}: ${how}`;
  const others = new Set(tried.filter((it) => it.effect === 'tells state or identity').map(key));
  const compared = tried.filter((it) => it.effect === 'compared' && !others.has(key(it)));
  return [...new Map(compared.map(({ path, how }) => [key({ path, how }), { path, how }])).values()].filter(
    ({ path }) => !neededAsItIs.test(path),
  );
}

test.each(names)(
  '%s on an endpoint that shows settings otherwise than asked: the second up changes nothing, all is in sync, nothing is left',
  async (name) => {
    const config = await blueprintOf(name);
    const all = possible(await triedOn(name));
    expect(all.length).toBeGreaterThan(100);
    const some = fc.sample(fc.subarray(all, { minLength: Math.floor(all.length / 3) }), {
      numRuns: endpoints,
      seed: 7,
    });
    for (const rules of some) {
      await rig.reset();
      const project = new Project(rig, name);
      const through = rewriting(rules);
      expect((await project.up(config, { through })).failures).toEqual([]);
      expect(
        [...project.store.records.values()].flatMap(({ shown = {} }) => Object.keys(shown)).length,
      ).toBeGreaterThan(20);
      const rows = Object.values(await project.status(config, { through }));
      expect(rows.filter(({ state }) => state !== 'ok')).toEqual([]);
      const second = await rig.during(() => project.up(config, { through }));
      expect([second.mutating, second.done.failures]).toEqual([[], []]);
      expect((await project.down({ through })).failures).toEqual([]);
      expect(left(await census(rig))).toEqual({});
    }
  },
);
