import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import { resolveConfig } from '../../src/config/resolve.js';
import { inFull } from '../full.js';
import { census } from './census.js';
import { deafServices } from './deaf.js';
import { blueprintOf, Project } from './project.js';
import { openRig, type Rig } from './rig.js';

const ignored = new Set<string>();
let rig: Rig;
beforeAll(async () => {
  rig = await openRig(
    'instant',
    undefined,
    deafServices((operation, member) => ignored.add(`${operation} ${member}`)),
  );
});
beforeEach(() => rig.reset());
afterAll(() => rig.close());

const names = inFull(
  blueprints.map(({ name }) => name),
  ['ec2-capacity', 'alb-microservices', 'cloud-map-private'],
);

test.each(names)(
  '%s on an endpoint that ignores filters, names and ids: only ours is changed, and all of it goes',
  async (name) => {
    const config = await blueprintOf(name);
    // Stacks of somebody else, of the same nouns and of others.
    for (const [other, blueprint] of [
      ['landlord', name],
      // An account has five addresses.
      ['neighbour', name === 'alb-microservices' ? 'cloud-map-public' : 'alb-microservices'],
    ] as const) {
      const theirs = await resolveConfig({ blueprint, name: other, directory: '/' });
      expect((await new Project(rig, other).up(theirs)).failures).toEqual([]);
    }
    const before = await census(rig);
    const project = new Project(rig, name);
    expect((await project.up(config)).failures).toEqual([]);
    const second = await rig.during(() => project.up(config));
    expect([second.mutating, second.done.failures]).toEqual([[], []]);
    const rows = Object.values(await project.status(config));
    expect(rows.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect((await project.lookBeforeDown()).held).toEqual([]);
    expect((await project.down()).failures).toEqual([]);
    expect(await census(rig)).toEqual(before);
    expect(ignored.size).toBeGreaterThan(20);
  },
);
