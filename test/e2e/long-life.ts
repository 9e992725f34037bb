import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { Config } from '../../src/config/schema.js';
import { census, type Census } from './census.js';
import { Project } from './project.js';
import { openRig, type Rig } from './rig.js';

/** One stack for all tests of the file that imports this; each of them changes something and then changes it back. */
export let rig: Rig;
export let project: Project;
/** What there is of it in the beginning. */
export let original: Census;
beforeAll(async () => {
  rig = await openRig();
  project = new Project(rig);
  await project.up();
  original = await census(rig);
});
let isPutBack = true;

/** Where a test fails, the next ones still begin where they mean to. */
afterEach(async () => {
  for (let times = 0; times < 2 && !isPutBack; times++) await project.up();
  isPutBack = true;
});
afterAll(() => rig.close());

/** The calls that changing to this config takes, in order of name. Repeating it takes none. */
export async function callsOf(config: Config): Promise<readonly string[]> {
  isPutBack = false;
  const { done, mutating } = await rig.during(() => project.up(config));
  expect(done.failures).toEqual([]);
  expect((await rig.during(() => project.up(config))).mutating).toEqual([]);
  return [...mutating].sort();
}

/** Something is done behind the stack's back. */
export async function disturb(work: () => Promise<unknown>): Promise<void> {
  isPutBack = false;
  await work();
}

/** The calls that it takes until everything is as in the beginning. */
export async function putBack(): Promise<readonly string[]> {
  isPutBack = false;
  const { done, mutating } = await rig.during(() => project.up());
  expect(done.failures).toEqual([]);
  expect(await census(rig)).toEqual(original);
  isPutBack = true;
  return [...mutating].sort();
}
