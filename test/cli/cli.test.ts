import { afterAll, beforeAll } from '@jest/globals';
import { buildProgram, removeProgram } from './program.js';

// One test file, so that the program is built once. Each of these is a part of it.
beforeAll(buildProgram);
await import('./usage.stories.js');
await import('./run.stories.js');
await import('./refusal.stories.js');
await import('./policy.stories.js');
await import('./plan.stories.js');
await import('./explain.stories.js');
await import('./script.stories.js');
await import('./signal.stories.js');
// Last: whatever they started has ended by then.
afterAll(removeProgram);
