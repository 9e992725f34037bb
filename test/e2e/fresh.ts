import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { census, type Census } from './census.js';
import { Project } from './project.js';
import { openRig, type Rig } from './rig.js';

/** An account with nothing in it before each test of the file that imports this. */
export let rig: Rig;
/** What there is once the blueprint is up, with nothing in its way. */
export let whole: Census;
beforeAll(async () => {
  rig = await openRig();
  await new Project(rig).up();
  whole = await census(rig);
});
beforeEach(() => rig.reset());
afterAll(() => rig.close());
