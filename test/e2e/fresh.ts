import { afterAll, beforeEach } from '@jest/globals';
import { census } from './census.js';
import { Project } from './project.js';
import { openRig } from './rig.js';

/** An account with nothing in it before each test, for all stories of a test file. */
export const rig = await openRig();
beforeEach(() => rig.reset());
afterAll(() => rig.close());

await new Project(rig).up();
/** What there is once the blueprint is up, with nothing in its way. */
export const whole = await census(rig);
