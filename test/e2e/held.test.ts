import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Dependent } from '../../src/step.js';
import { resources } from '../../steps/nouns.js';
import { ofDomains } from './domains-of-others.js';
import { lostOthers, moreOthers } from './more-others.js';
import { others as ofNouns, type Other } from './others.js';
import { ofSchedules } from './schedules-of-others.js';
import { blueprintWithDomain, zoneIn } from './domain-bed.js';
import { runAwsCommand } from './aws-command.js';
import { blueprintOf, Project, variant } from './project.js';
import { everyThird, inFull } from '../full.js';
import { openRig, type Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

/** The nouns that nothing of others can keep, and why. */
const free: Readonly<Record<string, string>> = {
  'api-mapping': 'nothing refers to a mapping',
  'api-route': 'nothing refers to a route',
  'auto-scaling-minimum': 'it is a setting',
  'ecs-service': 'by force, with its tasks',
  image: 'its repository goes by force, with all images',
  'instance-profile': 'its role is taken out first',
  'key-pair': 'an instance keeps a copy',
  'launch-template': 'a group that uses it keeps it not',
  listener: 'its rules go with it',
  'listener-rule': 'nothing refers to a rule',
  'nat-gateway': 'a route to it becomes a black hole',
  'record-set': 'nothing refers to a record; one that somebody else needs is left',
  'role-policy': 'it is part of its role',
  'role-policy-attachment': 'it is part of its role',
  route: 'nothing refers to a route',
  'route-table-association': 'nothing refers to it',
  'scalable-target': 'its policies and scheduled actions go with it',
  'scaling-policy': 'its alarms go with it',
  'scheduled-action': 'nothing refers to a scheduled action',
  schedule: 'nothing refers to a schedule; tasks that it has started go on',
  'security-group-rule': 'nothing refers to a rule',
  'task-definition': 'a revision that tasks run goes when they end',
  'vpc-endpoint': 'its network interfaces go with it',
  'ecs-task': 'it has ended, or StopTask ends it, whatever refers to it',
};

/** What a sweep takes for the stack's own, because it has no tags: the routes of an API that goes, mappings of a domain, schedules of a group. */
const untold = new Set(['api-integration', 'domain-name', 'schedule-group']);
/** Those that nothing keeps, and with which something of others is deleted. */
const losing = new Set(['ecr-repository', 'domain-name', 'schedule-group']);
const others: Readonly<Record<string, Other>> = { ...ofNouns, ...ofDomains, ...ofSchedules };

test('a noun is either free, or it has dependents and something of others that keeps it', () => {
  const made = resources.filter(({ lookup }) => !lookup);
  const withDependents = made.filter(({ dependents }) => dependents).map(({ type }) => type);
  expect(withDependents.toSorted()).toEqual(Object.keys(others).toSorted());
  const without = made.filter(({ dependents }) => !dependents).map(({ type }) => type);
  expect(without.toSorted()).toEqual(Object.keys(free).toSorted());
});

const named = (held: readonly { readonly heldBy?: readonly Dependent[] }[]) =>
  held.flatMap(({ heldBy = [] }) => heldBy.flatMap(({ id, owner, command }) => [id, owner, ...(command ?? [])]));

test.each(inFull(Object.entries(others), everyThird(everyThird(Object.entries(others)))))(
  '%s: what of others keeps it is named beforehand by down, sweep and up, and soon by a down that keeps going',
  async (noun, other) => {
    const { project, theirs } = await heldUp(other);
    const before = project.store.records.size;

    const { held, lost } = await project.lookBeforeDown();
    const isLost = losing.has(noun);
    expect(named((isLost ? lost : held).filter(({ resource }) => resource === noun))).toContain(theirs);
    const swept = await project.lookBeforeSweep();
    if (!untold.has(noun)) expect(named(isLost ? swept.lost : swept.held)).toContain(theirs);
    if (isLost) return;

    const { done, mutating } = await rig.during(() => project.upOfNothing());
    expect(mutating).toEqual([]);
    expect(done).toMatchObject({ deleted: 0, failures: [{ code: 'deletion-held', held }] });

    const began = rig.clock.now();
    const { failures } = await project.downAroundHeld();
    expect(rig.clock.now() - began).toBeLessThan(1000 * 900);
    expect(failures.every((it) => 'step' in it)).toBe(true);
    const ofNoun = failures.filter((it) => 'resource' in it && it.resource === noun);
    expect(named(ofNoun as { heldBy?: readonly Dependent[] }[])).toContain(theirs);
    expect(project.store.records.size).toBeGreaterThan(0);
    expect(project.store.records.size).toBeLessThan(before);

    const ran = await runWhatIsShown(project);
    expect(ran.length).toBeGreaterThan(0);
    expect((await project.down()).failures).toEqual([]);
    expect(project.store.records.size).toBe(0);
  },
);

const kinds = Object.entries(moreOthers);
test.each(inFull(kinds, everyThird(kinds)))('%s is named beforehand with the command that helps', async (_, it) => {
  const { project, theirs } = await heldUp(it.other);
  const { held } = await project.lookBeforeDown();
  expect(named(held.filter(({ resource }) => resource === it.noun))).toContain(theirs);
  expect((await runWhatIsShown(project)).length).toBeGreaterThan(0);
  expect((await project.down()).failures).toEqual([]);
  expect(project.store.records.size).toBe(0);
});

test.each(Object.entries(lostOthers))('%s goes with it, and is said beforehand', async (_, it) => {
  const { project, theirs } = await heldUp(it.other);
  const { held, lost } = await project.lookBeforeDown();
  expect(held).toEqual([]);
  expect(named(lost)).toContain(theirs);
  expect((await project.down()).failures).toEqual([]);
});

/** A stack in which there is something of others. */
async function heldUp(other: Other): Promise<{ project: Project; theirs: string }> {
  const project = new Project(rig, other.blueprint);
  if (other.hasDomain) await zoneIn(rig);
  if (other.goesOn !== undefined) await rig.programs({ [other.goesOn]: { seconds: 86_400 } });
  const blueprint = await (other.hasDomain ? blueprintWithDomain : blueprintOf)(other.blueprint);
  const config = variant(blueprint, (it) => other.change?.(it));
  expect((await project.up(config)).failures).toEqual([]);
  const records = [...project.store.records.values()];
  const theirs = await other.make(rig.clients, (type) => {
    const { id, out } = records.find((it) => it.type === type) ?? {};
    return Object.assign({}, Object(id) === id ? id : {}, out) as Record<string, string>;
  });
  return { project, theirs };
}

/** Runs the commands that are shown, until nothing is held any more. @returns those that AWS took */
async function runWhatIsShown(project: Project): Promise<string[]> {
  const ran: string[] = [];
  for (let rounds = 0; rounds < 6; rounds++) {
    const { held } = await project.lookBeforeDown();
    if (held.length === 0) return ran;
    const shown = held.flatMap(({ heldBy }) => heldBy.flatMap(({ command }) => (command ? [command] : [])));
    for (const words of new Map(shown.map((it) => [it.join(' '), it])).values()) {
      try {
        await runAwsCommand(rig, words);
        ran.push(words.join(' '));
      } catch (error) {
        // One thing may hold another: then its command goes through in the next round.
        if (!/DependencyViolation|InUse|NotFound|in use/.test(String(error))) throw error;
      }
    }
    await rig.clock.sleep(60_000);
  }
  throw new Error(`still held after ${ran.join(', ')}`);
}
